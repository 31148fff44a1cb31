//! Requests, and the answers of both APIs, whole and streamed.

mod chat_completion;
mod json_mode;
mod mutated;
mod numbers_and_depth;
mod recorded;
mod responses;
mod streams;
mod tools;
mod updates;
