//! Types with one derive in the crates that ask for `schemars::JsonSchema`: what these send is our schema.

use rmcp::handler::server::common::schema_for_input;
use schemars::{JsonSchema, SchemaGenerator, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use structured_core::StructuredOutput;

/// Where the weather is asked for.
#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(schemars)]
struct Place {
    /// City and country.
    city: String,
    at: Point,
    near: Vec<Point>,
    unit: Unit,
}

#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(schemars)]
struct Point {
    latitude: f64,
    longitude: f64,
}

#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(schemars)]
enum Unit {
    Celsius,
    Fahrenheit,
}

#[derive(Debug, Deserialize, Serialize, StructuredOutput)]
#[structured(schemars)]
struct Tree<T> {
    value: T,
    children: Vec<Tree<T>>,
}

fn ours<T: StructuredOutput>() -> Value {
    serde_json::from_str(T::JSON_SCHEMA).expect("a schema is JSON")
}

fn without(mut schema: Value, keys: &[&str]) -> Value {
    let members = schema.as_object_mut().expect("a schema is an object");
    keys.iter().for_each(|key| drop(members.shift_remove(*key)));
    schema
}

#[test]
fn the_root_schema_of_schemars_is_ours() {
    let schema = schema_for!(Place).to_value();
    assert_eq!(without(schema, &["$schema", "title"]), ours::<Place>());
    assert_eq!(Place::schema_id(), "foreign::Place");
    assert!(Place::inline_schema());
}

#[test]
fn what_a_type_of_schemars_holds_refers_to_the_definitions_of_its_generator() {
    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Around {
        place: Place,
        tree: Tree<u8>,
    }
    let schema = schema_for!(Around).to_value();
    assert_eq!(schema["properties"]["place"]["properties"]["at"]["$ref"], "#/$defs/Point");
    assert_eq!(schema["$defs"]["Point"]["properties"]["latitude"]["type"], "number");
    assert_eq!(schema["properties"]["tree"]["properties"]["children"]["items"]["$ref"], "#/$defs/Tree_u8");
    assert_eq!(schema["$defs"]["Tree_u8"]["properties"]["children"]["items"]["$ref"], "#/$defs/Tree_u8");
}

mod units {
    use structured_core::StructuredOutput;

    /// Another type of the same name.
    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    pub(crate) struct Point {
        pub(crate) number: u8,
    }
}

#[derive(StructuredOutput)]
#[structured(schemars)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Between {
    start: units::Point,
    end: units::Point,
}

#[test]
fn two_types_of_one_name_in_one_generator_are_two_definitions() {
    let mut generator = SchemaGenerator::default();
    for _ in 0..2 {
        let place = generator.subschema_for::<Place>().to_value();
        assert_eq!(place["properties"]["at"]["$ref"], "#/$defs/Point");
        let between = generator.subschema_for::<Between>().to_value();
        assert_eq!(between["properties"]["end"]["$ref"], "#/$defs/Point_2");
    }
    assert_eq!(generator.definitions().len(), 2);
    assert_eq!(generator.definitions()["Point"]["properties"]["latitude"]["type"], "number");
    assert_eq!(generator.definitions()["Point_2"]["properties"]["number"]["type"], "integer");
}

#[test]
fn rmcp_offers_a_tool_with_our_schema() {
    let schema = schema_for_input::<Place>().expect("the root is an object");
    assert_eq!(without(Value::Object((*schema).clone()), &["$schema"]), ours::<Place>());
}

/// rig's extractor asks for the schema of what it extracts; that it compiles shows that our types have one.
#[test]
fn rig_extracts_our_types() {
    fn extractor<M: rig::completion::CompletionModel>() -> Option<rig::extractor::Extractor<M, Place>> {
        None
    }
    assert!(extractor::<rig::providers::openai::CompletionModel>().is_none());
}
