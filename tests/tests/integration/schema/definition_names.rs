//! The names in `$defs`.

use structured_core::StructuredOutput;
use structured_tests::Ordered;

#[derive(StructuredOutput)]
#[structured(name = "part", define)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct First {
    a: bool,
}

#[derive(StructuredOutput)]
#[structured(name = "part", define)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Second {
    b: bool,
}

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Whole {
    first: First,
    second: Second,
}

#[test]
fn two_types_that_are_given_one_name_are_two_definitions() {
    let schema = Ordered::read(Whole::JSON_SCHEMA);
    let names = schema.get("$defs").map(Ordered::keys).unwrap_or_default();
    assert_eq!(names, ["integration_schema_definition_names_part", "integration_schema_definition_names_part_2"]);
}
