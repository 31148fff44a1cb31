//! Tests that start cargo and compile packages of their own.

// Tests start in the order of their names, and this one takes longest: it starts first, under a name of its own, and
// has a target directory of its own, so that the others run beside it.
#[path = "type_fuzzer/mod.rs"]
mod any_type;
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
mod type_graphs;
#[path = "../integration/schema/differential/value.rs"]
mod value;
