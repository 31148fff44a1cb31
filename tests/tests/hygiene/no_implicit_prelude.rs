//! A module without a prelude; every shape of type, so that every kind of generated code is there.

use ::serde::Deserialize;
use ::std::boxed::Box;
use ::std::option::Option;
use ::std::string::String;
use ::std::vec::Vec;
use ::structured_core::StructuredOutput;

/// A root.
#[derive(Deserialize, StructuredOutput)]
#[structured(title = "Root", define)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Root {
    /// A text.
    #[serde(default)]
    text: String,
    list: Vec<Option<u8>>,
    next: Option<Box<Root>>,
    #[serde(flatten)]
    flattened: Flattened,
    union: Union,
    again: Union,
    unit: Unit,
    newtype: Newtype,
    generic: Generic<u8, 3>,
}

#[derive(Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Flattened {
    inside: bool,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[expect(dead_code, reason = "only the schema is looked at")]
enum Union {
    Struct { value: f64 },
    Newtype(Flattened),
    Unit,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
#[expect(dead_code, reason = "only the schema is looked at")]
enum Untagged {
    Text(String),
    Object { of: Vec<Untagged> },
}

#[derive(Deserialize, StructuredOutput)]
enum Unit {
    First,
    Second,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Constrained {
    #[structured(minimum = 1, maximum = 5)]
    stars: u8,
    #[structured(pattern = "^a$")]
    text: Option<String>,
}

#[derive(Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Newtype(String);

#[derive(Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Generic<T, const N: usize> {
    value: T,
    rest: Vec<Generic<T, N>>,
}

#[test]
fn every_shape_derives_without_a_prelude() {
    ::std::assert_eq!(Root::NAME, "Root");
    for schema in [Root::JSON_SCHEMA, Constrained::JSON_SCHEMA, ::structured_core::json_schema::<Untagged>()] {
        ::std::assert!(schema.contains("\"required\""));
    }
    ::std::assert!(::std::matches!([Unit::First, Unit::Second], [Unit::First, Unit::Second]));
}
