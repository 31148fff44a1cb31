//! Components of another crate, and the stability of definition names.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use structured_core::StructuredOutput;
use structured_tests_other_crate::{Address, Comment, Item as OtherItem, Labelled, Transport};

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Letter {
    from: Address,
    /// Who gets it.
    to: Address,
    transport: Option<Transport>,
    comment: Comment,
    weight: Labelled<f64>,
    page: Labelled<Page>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Page {
    text: String,
}

fn schema<T: StructuredOutput>() -> Value {
    serde_json::from_str(T::JSON_SCHEMA).expect("a schema is JSON")
}

fn definitions<T: StructuredOutput>() -> Vec<String> {
    let schema = schema::<T>();
    let mut names: Vec<String> =
        schema["$defs"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    names.sort();
    names
}

#[test]
fn a_type_of_another_crate_has_its_place_in_a_root_of_this_one() {
    let schema = schema::<Letter>();
    assert_eq!(definitions::<Letter>(), ["Address", "Comment"]);
    assert_eq!(schema["$defs"]["Address"]["description"], "Where a letter goes.");
    assert_eq!(schema["$defs"]["Comment"]["properties"]["answers"]["items"]["$ref"], "#/$defs/Comment");
    assert_eq!(schema["properties"]["to"]["anyOf"][0]["$ref"], "#/$defs/Address");
    assert_eq!(schema["properties"]["transport"]["anyOf"][0]["properties"]["days"]["type"], "integer");
    assert_eq!(schema["properties"]["weight"]["properties"]["value"]["type"], "number");
    assert_eq!(schema["properties"]["page"]["properties"]["value"]["properties"]["text"]["type"], "string");
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Item {
    text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Basket {
    own: Item,
    owns: Vec<Item>,
    other: OtherItem,
    others: Vec<OtherItem>,
}

#[test]
fn equal_bare_names_of_two_crates_are_two_definitions() {
    let schema = schema::<Basket>();
    assert_eq!(
        definitions::<Basket>(),
        ["integration_schema_several_crates_Item", "structured_tests_other_crate_Item"]
    );
    assert_eq!(schema["$defs"]["integration_schema_several_crates_Item"]["properties"]["text"]["type"], "string");
    assert_eq!(schema["$defs"]["structured_tests_other_crate_Item"]["properties"]["price"]["type"], "number");
}

/// `Small` with more around it: other fields before, between and behind, other types, other order.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Large {
    unrelated: Page,
    more_unrelated: Vec<Page>,
    two: Labelled<u8>,
    also_two: Labelled<u8>,
    baskets: Option<Transport>,
    transports: Vec<Transport>,
    one: Address,
    also_one: Address,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
struct Small {
    one: Address,
    also_one: Address,
    two: Labelled<u8>,
    also_two: Labelled<u8>,
}

#[test]
fn names_of_definitions_do_not_change_when_an_unrelated_type_is_added() {
    assert_eq!(definitions::<Small>(), ["Address", "Labelled_u8"]);
    assert_eq!(definitions::<Large>(), ["Address", "Labelled_u8", "Page", "Transport"]);
    let (small, large) = (schema::<Small>(), schema::<Large>());
    for name in ["one", "also_one", "two", "also_two"] {
        assert_eq!(small["properties"][name], large["properties"][name]);
    }
    for name in definitions::<Small>() {
        assert_eq!(small["$defs"][&name], large["$defs"][&name]);
    }
}
