//! Types of other crates: the form in the schema is the form that the crate reads and writes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use structured_core::{Schema, StructuredOutput, json_schema};

/// The type reads the example at the end of its description, and writes it in a form that it reads.
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
struct Price {
    net: rust_decimal::Decimal,
    /// With the tax.
    gross: Option<rust_decimal::Decimal>,
}

#[test]
fn a_decimal_has_its_pattern_where_the_profile_has_patterns() {
    reads_its_example::<rust_decimal::Decimal>();
    assert_eq!(
        Price::JSON_SCHEMA,
        concat!(
            r#"{"type":"object","properties":{"#,
            r#""net":{"type":"string","pattern":"^-?(0|[1-9][0-9]{0,27})([.][0-9]{1,28})?$"},"#,
            r#""gross":{"description":"With the tax.","type":["string","null"],"#,
            r#""pattern":"^-?(0|[1-9][0-9]{0,27})([.][0-9]{1,28})?$"}"#,
            r#"},"required":["net","gross"],"additionalProperties":false}"#,
        )
    );
}

#[test]
fn a_decimal_takes_neither_another_pattern_nor_a_format() {
    use structured_core::__private::{Keyword, keyword_text};
    use structured_core::Schema;
    use structured_core::profile::Profile;

    let refused = |keyword, value| {
        let profile = Profile::named("openai").unwrap();
        let check = || keyword_text(profile, keyword, value, <Option<rust_decimal::Decimal> as Schema>::NODE);
        *std::panic::catch_unwind(check).unwrap_err().downcast::<String>().unwrap()
    };
    assert_eq!(
        refused(Keyword::Pattern, "^[0-9]+$"),
        "`Decimal` has a pattern of its own, which says what serde reads\n\
         help: remove `pattern`; the schema has that of the type"
    );
    assert!(refused(Keyword::Format, "date").contains("serde reads `Decimal` from a text of its own form"));
}

/// `rust_decimal` reads every text that matches the pattern. What it writes matches the pattern, except for numbers
/// with 29 digits.
#[test]
fn rust_decimal_reads_every_text_of_the_pattern_and_writes_such_texts() {
    let schema: serde_json::Value = serde_json::from_str(Price::JSON_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema["properties"]["net"]).unwrap();
    let (wholes, fractions) = ([0, 1, 2, 9, 27, 28, 29], [0, 1, 2, 9, 27, 28, 29]);
    let mut read = 0;
    for sign in ["", "-", "+"] {
        for (whole, fraction) in wholes.iter().flat_map(|whole| fractions.iter().map(move |fraction| (whole, fraction)))
        {
            for digit in ["0", "1", "5", "9"] {
                let fraction = if *fraction > 0 { format!(".{}", digit.repeat(*fraction)) } else { String::new() };
                let text = serde_json::Value::from(format!("{sign}{}{fraction}", digit.repeat(*whole)));
                if validator.is_valid(&text) {
                    let number: rust_decimal::Decimal = serde_json::from_value(text.clone()).unwrap();
                    let written = serde_json::to_value(number).unwrap();
                    assert!(validator.is_valid(&written) || written.as_str().unwrap().len() > 28, "{text}: {written}");
                    read += 1;
                }
            }
        }
    }
    assert!(read > 100, "{read}");
    for text in ["", "-", "+1", "01", "1.", ".5", "1e5", "1_000", " 1", "1 ", "1,5", "NaN", "inf", "0x1", "1\n", "١"] {
        assert!(!validator.is_valid(&text.into()), "{text:?}");
    }
    for number in [rust_decimal::Decimal::MIN, rust_decimal::Decimal::MAX] {
        assert!(!validator.is_valid(&serde_json::to_value(number).unwrap()), "the exception that the docs name");
    }
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
