//! Types that a `macro_rules!` writes.

use serde::Deserialize;
use structured_core::StructuredOutput;

/// Passes names, types, literals and whole attributes through.
macro_rules! answer {
    ($(#[$attribute:meta])* $name:ident { $($field:ident: $ty:ty = $renamed:literal, $doc:literal;)* }) => {
        $(#[$attribute])*
        #[derive(Deserialize, StructuredOutput)]
        #[expect(dead_code, reason = "only the schema is looked at")]
        struct $name {
            $(
                #[doc = $doc]
                #[serde(rename = $renamed)]
                $field: $ty,
            )*
        }
    };
}

answer! {
    /// Made by a macro.
    Made {
        text: String = "the-text", "A text.";
        list: Vec<Option<Box<Made>>> = "the-list", "A list.";
    }
}

#[test]
fn names_types_and_literals_may_come_through_a_macro() {
    assert_eq!(Made::DESCRIPTION, Some("Made by a macro."));
    assert_eq!(
        Made::JSON_SCHEMA,
        concat!(
            r#"{"type":"object","properties":{"the-text":{"description":"A text.","type":"string"},"#,
            r##""the-list":{"description":"A list.","type":"array","items":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}},"##,
            r#""required":["the-text","the-list"],"additionalProperties":false}"#
        )
    );
}

/// A type whose name and fields are the macro's own.
macro_rules! part {
    ($field:ident) => {
        #[derive(Deserialize, StructuredOutput)]
        #[expect(dead_code, reason = "only the schema is looked at")]
        pub(crate) struct Part {
            $field: bool,
        }
    };
}

mod one {
    use super::{Deserialize, StructuredOutput};
    part!(one);
}

mod two {
    use super::{Deserialize, StructuredOutput};
    part!(two);
}

#[derive(Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct Both {
    one: one::Part,
    ones: Vec<one::Part>,
    two: two::Part,
    twos: Vec<two::Part>,
}

#[test]
fn two_types_that_a_macro_makes_in_two_modules_are_two_definitions() {
    assert!(Both::JSON_SCHEMA.contains(r#""hygiene_macro_rules_one_Part":{"type":"object","properties":{"one""#));
    assert!(Both::JSON_SCHEMA.contains(r#""hygiene_macro_rules_two_Part":{"type":"object","properties":{"two""#));
}

/// The type of a function body, seen from outside.
trait Inside {
    type Part: structured_core::Schema;
}

macro_rules! in_a_body {
    ($marker:ident, $name:ident, $field:ident) => {
        struct $marker;

        #[expect(dead_code, non_local_definitions, reason = "it only holds the type")]
        fn $name() {
            part!($field);
            impl Inside for $marker {
                type Part = Part;
            }
        }
    };
}

in_a_body!(First, first, one);
in_a_body!(Second, second, two);

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct FromBodies {
    one: <First as Inside>::Part,
    ones: Vec<<First as Inside>::Part>,
    two: <Second as Inside>::Part,
    twos: Vec<<Second as Inside>::Part>,
}

#[test]
fn two_types_that_a_macro_makes_in_two_function_bodies_are_two_definitions() {
    assert!(FromBodies::JSON_SCHEMA.contains(r#"{"type":"object","properties":{"one":{"type":"boolean"}}"#));
    assert!(FromBodies::JSON_SCHEMA.contains(r#"{"type":"object","properties":{"two":{"type":"boolean"}}"#));
}

macro_rules! both_at_one_place {
    ($(($marker:ident, $field:ident))*) => {
        $(
            struct $marker;
            const _: () = {
                #[derive(Deserialize, StructuredOutput)]
                #[expect(dead_code, reason = "only the schema is looked at")]
                struct Part {
                    $field: bool,
                }
                impl Inside for $marker {
                    type Part = Part;
                }
            };
        )*
    };
}

both_at_one_place! { (Third, one) (Fourth, two) }

#[derive(StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct AtOnePlace {
    one: <Third as Inside>::Part,
    ones: Vec<<Third as Inside>::Part>,
    two: <Fourth as Inside>::Part,
    twos: Vec<<Fourth as Inside>::Part>,
}

#[test]
fn two_types_of_one_name_that_one_repetition_makes_in_one_module_are_two_definitions() {
    assert!(AtOnePlace::JSON_SCHEMA.contains(r#"{"type":"object","properties":{"one":{"type":"boolean"}}"#));
    assert!(AtOnePlace::JSON_SCHEMA.contains(r#"{"type":"object","properties":{"two":{"type":"boolean"}}"#));
}

macro_rules! generic {
    ($name:ident, $ty:ident, $bound:path, $attribute:literal) => {
        #[derive(Deserialize, StructuredOutput)]
        #[structured(name = $attribute, description = $attribute)]
        #[expect(dead_code, reason = "only the schema is looked at")]
        struct $name<$ty: $bound> {
            value: $ty,
            rest: Vec<$name<$ty>>,
        }
    };
}

generic!(List, T, Clone, "a-list");

#[test]
fn a_macro_may_make_a_generic_type_and_say_our_attributes() {
    assert_eq!((List::<u8>::NAME, List::<u8>::DESCRIPTION), ("a-list", Some("a-list")));
    assert!(List::<u8>::JSON_SCHEMA.contains(r##""items":{"$ref":"#"}"##));
}
