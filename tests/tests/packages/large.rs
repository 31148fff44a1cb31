//! Large schemas compile: the limits are those of the profile, not those of the compiler.

use serde_json::Value;
use structured_tests::large::Arrangement;

use crate::package::Package;

const LARGE: &[(Arrangement, usize, usize)] = &[
    (Arrangement::UsedOnce, 400, 0),
    (Arrangement::UsedTwice, 800, 800),
    (Arrangement::Untagged, 300, 0),
    (Arrangement::Chain, 300, 299),
    (Arrangement::ReversedChain, 300, 299),
    (Arrangement::UnlimitedChain, 300, 299),
    (Arrangement::Nested, 300, 0),
    (Arrangement::Shared, 300, 298),
    (Arrangement::Recursion, 300, 299),
    (Arrangement::Tree, 300, 0),
    (Arrangement::EnumValues, 1000, 0),
    (Arrangement::Places, 400, 1),
];

/// No lint of the compiler fires: the package denies warnings, and `long_running_const_eval` is denied by default.
#[test]
fn schemas_of_hundreds_of_types_compile_and_have_all_definitions() {
    let package = Package::new("large");
    let modules = LARGE.iter().map(|(arrangement, count, _)| {
        let source = arrangement.source(*count, "structured_core::StructuredOutput", true);
        (source, "Root".to_owned())
    });
    package.write_program("#![deny(warnings)]", modules);
    let printed = package.run();
    let schemas: Vec<&str> = printed.lines().collect();
    assert_eq!(schemas.len(), LARGE.len());
    for ((arrangement, count, definitions), schema) in LARGE.iter().zip(schemas) {
        let name = arrangement.name();
        assert_eq!(definitions_in(schema), *definitions, "{name}");
        // Every generated type has this field, except for types without fields.
        let expected = match arrangement {
            Arrangement::EnumValues => 0,
            Arrangement::Places => 1,
            _ => *count,
        };
        assert_eq!(schema.matches("\"flags\":{").count(), expected, "{name}");
    }
}

/// The number of definitions of a schema. A schema without definitions may be nested deeper than `serde_json` reads.
fn definitions_in(schema: &str) -> usize {
    if !schema.contains("\"$defs\"") {
        return 0;
    }
    let schema: Value = serde_json::from_str(schema).unwrap();
    schema["$defs"].as_object().map_or(0, serde_json::Map::len)
}
