//! `structured import`: from a schema file to Rust types.

mod comparison;
mod fixtures;
mod goldens;
#[rustfmt::skip]
#[expect(
    unreachable_pub,
    clippy::doc_markdown,
    clippy::struct_field_names,
    reason = "the types are as the importer writes them, with the names and texts of the schemas"
)]
mod imported;
mod round_trip;
