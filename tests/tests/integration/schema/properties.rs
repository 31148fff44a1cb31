//! A property has the schema of its type. The texts of the most frequent types are written ahead, and those of the
//! others are put together.

use serde_json::{Value, json};
use structured_core::{Schema, StructuredOutput, json_schema};

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Bare<T> {
    value: T,
}

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Documented<T> {
    /// What it is.
    value: T,
}

/// A property with a title is put together from parts, whatever its type is.
#[derive(StructuredOutput)]
#[structured(profile = "openai")]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Bounded<T> {
    bare: T,
    /// What it is.
    documented: T,
    #[structured(title = "Its title")]
    titled: T,
}

fn assert_bounded_alike<T: Schema>() {
    let schema: Value = serde_json::from_str(json_schema::<Bounded<T>>()).unwrap();
    let [bare, documented, titled] = ["bare", "documented", "titled"].map(|name| schema["properties"][name].clone());
    let with = |key: &str, value: &str| {
        let mut members = bare.as_object().unwrap().clone();
        members.insert(key.to_owned(), json!(value));
        Value::Object(members)
    };
    assert_eq!(with("title", "Its title"), titled);
    assert_eq!(with("description", "What it is."), documented);
}

fn assert_all_bounded_alike<T: Schema>() {
    assert_bounded_alike::<T>();
    assert_bounded_alike::<Option<T>>();
    assert_bounded_alike::<Vec<T>>();
    assert_bounded_alike::<Option<Vec<T>>>();
}

fn assert_written_alike<T: Schema>() {
    let own = json_schema::<T>();
    let around = |value: &str| {
        format!(
            r#"{{"type":"object","properties":{{"value":{value}}},"required":["value"],"additionalProperties":false}}"#
        )
    };
    assert_eq!(json_schema::<Bare<T>>(), around(own));
    // A type's own description continues that of the property.
    let documented = match own.strip_prefix(r#"{"description":""#) {
        Some(rest) => format!(r#"{{"description":"What it is.\n\n{rest}"#),
        None => format!(r#"{{"description":"What it is.",{}"#, &own[1..]),
    };
    assert_eq!(json_schema::<Documented<T>>(), around(&documented));
}

fn assert_all_written_alike<T: Schema>() {
    assert_written_alike::<T>();
    assert_written_alike::<Option<T>>();
    assert_written_alike::<Vec<T>>();
    assert_written_alike::<Option<Vec<T>>>();
    assert_written_alike::<Vec<Option<T>>>();
    assert_written_alike::<Vec<Vec<T>>>();
    assert_written_alike::<Option<Vec<Option<Vec<T>>>>>();
    assert_written_alike::<Option<[T; 3]>>();
    assert_written_alike::<Box<[Option<Box<T>>]>>();
}

#[test]
fn a_property_has_the_schema_that_its_type_has_elsewhere() {
    assert_all_written_alike::<String>();
    assert_all_written_alike::<bool>();
    assert_all_written_alike::<f32>();
    assert_all_written_alike::<f64>();
    assert_all_written_alike::<i8>();
    assert_all_written_alike::<u32>();
    assert_all_written_alike::<i64>();
    assert_all_written_alike::<usize>();
    assert_all_written_alike::<core::num::NonZeroU8>();
    assert_all_written_alike::<char>();
    assert_all_written_alike::<std::net::Ipv4Addr>();
    assert_written_alike::<()>();
    assert_written_alike::<Vec<()>>();
}

#[test]
fn a_property_has_the_same_bounds_with_and_without_a_title() {
    assert_all_bounded_alike::<String>();
    assert_all_bounded_alike::<bool>();
    assert_all_bounded_alike::<f64>();
    assert_all_bounded_alike::<i8>();
    assert_all_bounded_alike::<i16>();
    assert_all_bounded_alike::<i32>();
    assert_all_bounded_alike::<i64>();
    assert_all_bounded_alike::<isize>();
    assert_all_bounded_alike::<u8>();
    assert_all_bounded_alike::<u16>();
    assert_all_bounded_alike::<u32>();
    assert_all_bounded_alike::<u64>();
    assert_all_bounded_alike::<usize>();
    assert_all_bounded_alike::<core::num::NonZeroU8>();
    assert_all_bounded_alike::<core::num::NonZeroI64>();
}
