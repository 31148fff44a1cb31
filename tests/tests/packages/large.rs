//! Large schemas compile: the limits are those of the profile, not those of the compiler.

use serde_json::{Map, Value, json};
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
    let long_and_deep = (long_and_deep(), "Root".to_owned());
    package.write_program("#![deny(warnings)]", modules.chain([long_and_deep]));
    let printed = package.run();
    let schemas: Vec<&str> = printed.lines().collect();
    assert_eq!(schemas.len(), LARGE.len() + 1);
    let long_and_deep: Value = serde_json::from_str(schemas[LARGE.len()]).unwrap();
    assert_eq!(long_and_deep["properties"], long_and_deep_properties());
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

/// The number of properties of a type whose schema does not fit the buffer for short texts.
const LONG: usize = 900;
/// The number of lists inside each other that are more than a renderer with room for few definitions can nest.
const DEEP: usize = 20;

/// A type with few definitions and a long schema, whose lists are nested deep.
fn long_and_deep() -> String {
    let fields: Vec<String> = (0..LONG).map(|i| format!("    pub field_{i}: u32,\n")).collect();
    let fields = fields.concat();
    let (open, close) = ("Vec<".repeat(DEEP), ">".repeat(DEEP));
    format!(
        "#[derive(structured_core::StructuredOutput)]\n#[structured(profile = \"openai\")]\n\
         pub struct Root {{\n{fields}    pub deep: {open}bool{close},\n}}\n"
    )
}

fn long_and_deep_properties() -> Value {
    let mut deep = json!({"type": "boolean"});
    for _ in 0..DEEP {
        deep = json!({"type": "array", "items": deep});
    }
    let number = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
    let mut properties: Map<String, Value> = (0..LONG).map(|i| (format!("field_{i}"), number.clone())).collect();
    properties.insert("deep".to_owned(), deep);
    Value::Object(properties)
}

/// The number of definitions of a schema. A schema without definitions may be nested deeper than `serde_json` reads.
fn definitions_in(schema: &str) -> usize {
    if !schema.contains("\"$defs\"") {
        return 0;
    }
    let schema: Value = serde_json::from_str(schema).unwrap();
    schema["$defs"].as_object().map_or(0, Map::len)
}
