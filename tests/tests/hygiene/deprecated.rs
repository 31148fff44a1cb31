//! Deprecated types and fields: the derive itself does not count as a use of them.
#![deny(deprecated)]

/// Everything here is about deprecated items, so the uses that the user writes are expected; those of the derive would
/// are outside.
#[derive(structured_core::StructuredOutput)]
#[deprecated]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Old {
    text: String,
}

#[derive(structured_core::StructuredOutput)]
#[deprecated(note = "use another")]
#[expect(dead_code, reason = "only the schema is looked at")]
enum OldEnum {
    First,
    Second,
}

#[derive(structured_core::StructuredOutput)]
#[deprecated]
#[expect(dead_code, reason = "only the schema is looked at")]
struct OldGeneric<T> {
    value: T,
}

#[derive(structured_core::StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Current {
    #[deprecated]
    text: String,
    /// Still there.
    #[deprecated = "use `text`"]
    other: Vec<String>,
}

#[derive(structured_core::StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
enum CurrentEnum {
    #[deprecated]
    First,
    Second {
        #[deprecated]
        text: String,
    },
}

#[test]
fn a_deprecated_type_or_field_derives_without_a_warning() {
    #[expect(deprecated, reason = "the user names the type")]
    let old = [
        <Old as structured_core::StructuredOutput>::JSON_SCHEMA,
        <OldGeneric<bool> as structured_core::StructuredOutput>::JSON_SCHEMA,
        structured_core::json_schema::<OldEnum>(),
        structured_core::json_schema::<CurrentEnum>(),
    ];
    assert!(old.iter().all(|schema| schema.starts_with('{')));
    assert!(<Current as structured_core::StructuredOutput>::JSON_SCHEMA.contains("Still there."));
}
