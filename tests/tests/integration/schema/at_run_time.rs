//! `json_schema` in code that runs does little work at run time.

use std::thread;

use structured_core::{StructuredOutput, json_schema};

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Page<T> {
    items: Vec<T>,
}

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Item {
    name: String,
}

#[test]
fn the_schema_of_a_generic_type_fits_a_small_stack() {
    let thread = thread::Builder::new().stack_size(128 * 1024).spawn(json_schema::<Page<Option<Item>>>);
    let schema = thread.expect("a thread can be started").join().expect("the stack is enough");
    assert!(schema.starts_with(r#"{"type":"object","properties":{"items":"#), "{schema}");
}
