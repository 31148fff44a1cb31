//! Typed values of answers that are still being written.

mod attributes;
mod enums;
mod parameters;
mod random_documents;
mod snapshots;
mod streams;
