//! What the crates do together, by subject: `cargo test -p structured-tests --test integration lint` runs one of them.

mod answer;
mod files;
mod import;
mod lint;
mod partial;
mod schema;
