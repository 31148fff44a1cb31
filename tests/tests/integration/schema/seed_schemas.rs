//! Every schema that the guide of August 2024 prints, and every class of its examples, as Rust types.

use serde::Deserialize;
use structured_core::{StructuredOutput, json_schema};
use structured_tests::Ordered;

/// Reads a schema that the guide prints.
macro_rules! seed {
    ($file:literal) => {
        Ordered::read(include_str!(concat!("../../../fixtures/schemas/valid/", $file)))
    };
}

#[derive(Debug, Deserialize, StructuredOutput)]
enum Unit {
    F,
    C,
}

/// Fetches the weather in the given location
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct GetWeather {
    /// The location to get the weather for
    location: String,
    /// The unit to return the temperature in
    unit: Unit,
}

#[test]
fn get_weather_as_a_function_and_as_a_response_format() {
    assert_eq!(GetWeather::NAME, "get_weather");
    assert_eq!(GetWeather::DESCRIPTION, Some("Fetches the weather in the given location"));
    let function = seed!("seed_get_weather_function.json");
    assert_eq!(&Ordered::read(GetWeather::JSON_SCHEMA), &function);
    let response_format = seed!("seed_get_weather_response_format.json");
    assert_eq!(&Ordered::read(GetWeather::JSON_SCHEMA), &response_format);
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct GetWeatherInAnyUnit {
    /// The location to get the weather for
    location: String,
    /// The unit to return the temperature in
    unit: Option<Unit>,
}

#[test]
fn a_nullable_enum_lists_null_too() {
    // In the guide's form, `enum` lacks `null`, so neither JSON Schema nor an engine would admit `null`.
    let printed = include_str!("../../../fixtures/schemas/valid/seed_get_weather_nullable_enum.json");
    let compact: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(compact.contains(r#""enum":["F","C"]"#));
    let mended = printed.replace("\"C\"", "\"C\", null");
    assert_eq!(Ordered::read(GetWeatherInAnyUnit::JSON_SCHEMA), Ordered::read(&mended));
}

/// The user object to insert into the database
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct User {
    /// The name of the user
    name: String,
    /// The age of the user
    age: f64,
}

/// The address object to insert into the database
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Address {
    /// The number of the address. Eg. for 123 main st, this would be 123
    number: String,
    /// The street name. Eg. for 123 main st, this would be main st
    street: String,
    /// The city of the address
    city: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(untagged)]
#[expect(dead_code, reason = "only the schema is looked at")]
enum Item {
    User(User),
    Address(Address),
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Insert {
    item: Item,
}

#[test]
fn the_any_of_example() {
    assert_eq!(Ordered::read(Insert::JSON_SCHEMA), seed!("seed_anyof_item.json"));
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "step", define)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct DefinedStep {
    explanation: String,
    output: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Steps {
    steps: Vec<DefinedStep>,
    final_answer: String,
}

#[test]
fn the_example_of_definitions() {
    assert_eq!(Ordered::read(Steps::JSON_SCHEMA), seed!("seed_defs_step.json"));
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
enum Component {
    Div,
    Button,
    Header,
    Section,
    Field,
    Form,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Attribute {
    /// The name of the attribute, for example onClick or className
    name: String,
    /// The value of the attribute
    value: String,
}

/// Dynamically generated UI
#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "ui")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Ui {
    /// The type of the UI component
    r#type: Component,
    /// The label of the UI component, used for buttons or form fields
    label: String,
    /// Nested UI components
    children: Vec<Ui>,
    /// Arbitrary attributes for the UI component, suitable for any element
    attributes: Vec<Attribute>,
}

#[test]
fn the_root_that_contains_itself() {
    assert_eq!(Ui::NAME, "ui");
    assert_eq!(Ui::DESCRIPTION, Some("Dynamically generated UI"));
    assert_eq!(Ordered::read(Ui::JSON_SCHEMA), seed!("seed_ui_root_recursion.json"));
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[structured(name = "linked_list_node")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct LinkedListNode {
    value: f64,
    next: Option<Box<LinkedListNode>>,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct LinkedList {
    linked_list: LinkedListNode,
}

#[test]
fn the_linked_list() {
    // The guide's `required` has a different order from its `properties`, and ours has the same order. The order of
    // `required` has no meaning.
    let mut printed = seed!("seed_linked_list.json");
    sort_required(&mut printed);
    let mut ours = Ordered::read(LinkedList::JSON_SCHEMA);
    sort_required(&mut ours);
    assert_eq!(ours, printed);
}

fn sort_required(schema: &mut Ordered) {
    match schema {
        Ordered::Object(members) => {
            for (key, value) in members {
                match value {
                    Ordered::Array(names) if key == "required" => names.sort_by_key(|name| format!("{name:?}")),
                    _ => sort_required(value),
                }
            }
        }
        Ordered::Array(items) => items.iter_mut().for_each(sort_required),
        Ordered::Scalar(_) => {}
    }
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Step {
    explanation: String,
    output: String,
}

#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct MathReasoning {
    steps: Vec<Step>,
    final_answer: String,
}

#[test]
fn the_classes_of_the_examples() {
    const CALENDAR_EVENT: &str = CalendarEvent::JSON_SCHEMA;
    assert_eq!(
        CALENDAR_EVENT,
        r#"{"type":"object","properties":{"name":{"type":"string"},"date":{"type":"string"},"participants":{"type":"array","items":{"type":"string"}}},"required":["name","date","participants"],"additionalProperties":false}"#
    );
    assert_eq!(
        MathReasoning::JSON_SCHEMA,
        r#"{"type":"object","properties":{"steps":{"type":"array","items":{"type":"object","properties":{"explanation":{"type":"string"},"output":{"type":"string"}},"required":["explanation","output"],"additionalProperties":false}},"final_answer":{"type":"string"}},"required":["steps","final_answer"],"additionalProperties":false}"#
    );
    assert_eq!(MathReasoning::NAME, "MathReasoning");
    assert_eq!(MathReasoning::DESCRIPTION, None);
}

#[test]
fn a_component_has_a_schema_of_its_own() {
    const UNIT: &str = json_schema::<Unit>();
    assert_eq!(UNIT, r#"{"type":"string","enum":["F","C"]}"#);
    assert_eq!(json_schema::<Vec<Unit>>(), r#"{"type":"array","items":{"type":"string","enum":["F","C"]}}"#);
    assert_eq!(json_schema::<CalendarEvent>(), CalendarEvent::JSON_SCHEMA);
}
