//! serde decides names: the properties of a schema are the keys that serde writes, in the same order.

use serde::{Deserialize, Serialize};
use structured_core::{StructuredOutput, json_schema};
use structured_tests::Ordered;

/// Checks that the keys that serde writes are those of `properties`.
fn assert_same_keys<T: StructuredOutput + Serialize>(value: &T, rule: &str) {
    let written = Ordered::read(&serde_json::to_string(value).expect("a struct can be written"));
    let schema = Ordered::read(T::JSON_SCHEMA);
    let properties = schema.get("properties").expect("a root has properties");
    assert_eq!(properties.keys(), written.keys(), "under rule `{rule}`");
    let required = format!("{:?}", schema.get("required").expect("all are required"));
    assert!(written.keys().iter().all(|key| required.contains(&format!("{key:?}"))), "under rule `{rule}`");
}

/// The strings of an enum's `enum`.
fn values<T: structured_core::Schema>() -> Vec<String> {
    let schema: serde_json::Value = serde_json::from_str(json_schema::<T>()).expect("a schema is JSON");
    let values = schema["enum"].as_array().expect("an enum has values").iter();
    values.map(|value| value.as_str().expect("a value is a string").to_owned()).collect()
}

/// A struct, an enum of unit variants and an enum with data, each with one of serde's rules.
macro_rules! under_rule {
    ($module:ident, $rule:literal) => {
        mod $module {
            use super::*;

            #[derive(Debug, Default, Serialize, Deserialize, StructuredOutput)]
            #[serde(rename_all = $rule)]
            #[expect(non_snake_case, reason = "names of every form are tried")]
            struct Fields {
                plain: u8,
                two_words: u8,
                three_words_long: u8,
                with_2_digits: u8,
                x: u8,
                _leading: u8,
                trailing_: u8,
                r#type: u8,
                camelCase: u8,
                #[serde(rename = "said OtherWise")]
                renamed: u8,
            }

            #[derive(Debug, Serialize, Deserialize, StructuredOutput)]
            #[serde(rename_all = $rule)]
            #[expect(non_camel_case_types, reason = "names of every form are tried")]
            enum Units {
                Plain,
                TwoWords,
                HTTPServer,
                With2Digits,
                X,
                snake_case,
                #[serde(rename = "said OtherWise")]
                Renamed,
            }

            #[derive(Debug, Serialize, Deserialize, StructuredOutput)]
            #[serde(tag = "variantTag", rename_all_fields = $rule)]
            enum Data {
                Variant { two_words: u8, x: u8, r#type: u8 },
            }

            #[test]
            fn the_names_are_those_that_serde_writes() {
                assert_same_keys(&Fields::default(), $rule);
                let units = [
                    Units::Plain,
                    Units::TwoWords,
                    Units::HTTPServer,
                    Units::With2Digits,
                    Units::X,
                    Units::snake_case,
                    Units::Renamed,
                ];
                let written = units.map(|unit| serde_json::to_value(unit).expect("a unit can be written"));
                assert_eq!(values::<Units>(), written.map(|value| value.as_str().unwrap_or_default().to_owned()));
                let data = serde_json::to_string(&Data::Variant { two_words: 1, x: 2, r#type: 3 });
                let written = Ordered::read(&data.expect("a variant can be written"));
                let schema = Ordered::read(json_schema::<Data>());
                let Some(Ordered::Array(branches)) = schema.get("anyOf") else {
                    panic!("an enum with data is a union")
                };
                let properties = branches[0].get("properties").expect("a branch has properties");
                assert_eq!(properties.keys(), written.keys());
            }
        }
    };
}

under_rule!(lower, "lowercase");
under_rule!(upper, "UPPERCASE");
under_rule!(pascal, "PascalCase");
under_rule!(camel, "camelCase");
under_rule!(snake, "snake_case");
under_rule!(screaming_snake, "SCREAMING_SNAKE_CASE");
under_rule!(kebab, "kebab-case");
under_rule!(screaming_kebab, "SCREAMING-KEBAB-CASE");

/// A struct with fields of arbitrary names.
macro_rules! renamed {
    ($($field:ident = $name:literal),* $(,)?) => {
        #[derive(Debug, Default, Serialize, Deserialize, StructuredOutput)]
        struct Texts {
            $(#[serde(rename = $name)] $field: u8,)*
        }
    };
}

renamed!(
    empty = "",
    blank = " ",
    quote = "a \"quote\"",
    backslash = "a\\b",
    newline = "two\nlines",
    tab = "a\tb",
    control = "\u{1}\u{1f}",
    delete = "\u{7f}",
    unicode = "ünïcödé 🦀",
    separator = "\u{2028}",
    dollar = "$ref",
    slash = "a/b~c",
    brace = "{x}",
    comma = ",",
);

#[test]
fn a_name_is_any_text_as_json_escapes_it() {
    assert_same_keys(&Texts::default(), "rename");
}

#[derive(Debug, Default, Serialize, Deserialize, StructuredOutput)]
struct Inner {
    first_inner: u8,
    second: Option<u8>,
}

#[derive(Debug, Default, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all = "camelCase", tag = "kind")]
struct Outer {
    before_it: u8,
    #[serde(flatten)]
    inner: Inner,
    #[serde(skip)]
    #[expect(dead_code, reason = "it is in no JSON")]
    hidden: u8,
    behind_it: u8,
}

#[test]
fn a_tag_and_flattened_names_stand_where_serde_writes_them() {
    assert_same_keys(&Outer::default(), "flatten");
}
