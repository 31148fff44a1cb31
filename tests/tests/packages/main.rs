//! Tests that start cargo and compile packages of their own.

// Tests start in the order of their names, and this one takes longest: it starts first, under a name of its own, and
// has a target directory of its own, so that the others run beside it.
#[path = "type_fuzzer/mod.rs"]
mod any_type;
mod bound_files;
#[path = "../integration/import/comparison.rs"]
mod comparison;
mod default_serde_json;
#[expect(dead_code, reason = "the modules of structured-derive have more than these tests use")]
#[path = "../outline/file.rs"]
mod file;
mod import_random;
mod import_respelled;
mod import_spellings;
#[path = "../../../structured-derive/src/json.rs"]
mod json;
mod large;
#[path = "../../../structured-derive/src/outline.rs"]
mod outline;
mod package;
mod random;
mod type_graphs;
#[path = "../integration/schema/differential/value.rs"]
mod value;
