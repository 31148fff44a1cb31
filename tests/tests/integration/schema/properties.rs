//! A property has the schema of its type. The texts of the most frequent types are written ahead, and those of the
//! others are put together.

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
