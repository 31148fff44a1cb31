//! Tests that start cargo and compile packages of their own.

mod bound_files;
#[path = "../integration/import/comparison.rs"]
mod comparison;
mod default_serde_json;
mod import_random;
mod import_respelled;
mod import_spellings;
mod large;
mod package;
mod random;
mod type_fuzzer;
mod type_graphs;
#[path = "../integration/schema/differential/value.rs"]
mod value;
