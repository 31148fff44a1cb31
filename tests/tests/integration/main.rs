//! What the crates do together, by subject: `cargo test -p structured-tests --test integration lint` runs one of them.
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    clippy::struct_excessive_bools,
    reason = "tests are written to be read, and these lints ask for more words"
)]

mod answer;
mod files;
mod import;
mod linear;
mod lint;
mod partial;
mod random;
mod schema;
