//! Types of other crates: the form that the schema names is the one that the crate reads and writes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use structured_core::{Schema, StructuredOutput, json_schema};

/// The example at the end of the type's description is read by the type, and written in a form that it reads.
fn reads_its_example<T: Schema + Serialize + DeserializeOwned>() {
    let schema: serde_json::Value = serde_json::from_str(json_schema::<T>()).unwrap();
    assert_eq!(schema["type"], "string");
    let description = schema["description"].as_str().unwrap();
    let (_, example) = description.split_once("such as ").unwrap();
    let example = example.strip_suffix('.').unwrap();
    let value: T = serde_json::from_value(example.into()).unwrap_or_else(|error| panic!("{example}: {error}"));
    let written = serde_json::to_value(&value).unwrap();
    assert!(written.is_string(), "{written}");
    serde_json::from_value::<T>(written).unwrap();
}

#[test]
fn chrono_reads_what_its_schemas_say() {
    reads_its_example::<chrono::DateTime<chrono::Utc>>();
    reads_its_example::<chrono::DateTime<chrono::FixedOffset>>();
    reads_its_example::<chrono::NaiveDate>();
    reads_its_example::<chrono::NaiveTime>();
    reads_its_example::<chrono::NaiveDateTime>();
}

#[test]
fn jiff_reads_what_its_schemas_say() {
    reads_its_example::<jiff::Timestamp>();
    reads_its_example::<jiff::Zoned>();
    reads_its_example::<jiff::civil::Date>();
    reads_its_example::<jiff::civil::Time>();
    reads_its_example::<jiff::civil::DateTime>();
    reads_its_example::<jiff::Span>();
    reads_its_example::<jiff::SignedDuration>();
}

#[test]
fn time_reads_what_its_schemas_say() {
    reads_its_example::<time::OffsetDateTime>();
    reads_its_example::<time::PrimitiveDateTime>();
    reads_its_example::<time::Date>();
    reads_its_example::<time::Time>();
}

#[test]
fn url_and_uuid_read_what_their_schemas_say() {
    reads_its_example::<url::Url>();
    reads_its_example::<uuid::Uuid>();
}

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Booking {
    id: uuid::Uuid,
    /// When it was made.
    made: chrono::DateTime<chrono::Utc>,
    day: Option<jiff::civil::Date>,
    page: url::Url,
}

#[test]
fn a_profile_with_formats_says_the_form_as_a_keyword() {
    assert_eq!(
        Booking::JSON_SCHEMA,
        r#"{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"made":{"description":"When it was made.","type":"string","format":"date-time"},"day":{"type":["string","null"],"format":"date"},"page":{"description":"An absolute URL, such as https://example.com/page.","type":"string"}},"required":["id","made","day","page"],"additionalProperties":false}"#
    );
}
