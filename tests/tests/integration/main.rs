//! What the crates do together, by subject: `cargo test -p structured-tests --test integration lint` runs one of them.
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::cast_precision_loss,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::match_same_arms,
    clippy::needless_pass_by_value,
    clippy::similar_names,
    clippy::struct_excessive_bools,
    clippy::unchecked_time_subtraction,
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
