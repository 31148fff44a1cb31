//! The properties of a struct whose fields have few attributes are made by one call, and those of other structs one by
//! one. Both have the same schema.

use structured_core::node::{Property, Shape};
use structured_core::{Schema, StructuredOutput, json_schema};

/// Another type of the user's.
#[derive(StructuredOutput)]
struct Other {
    #[expect(dead_code, reason = "only its schema is asked for")]
    value: bool,
}

/// A type with the name of a plain type.
mod shadowed {
    use super::{Other, StructuredOutput};

    type String = Other;

    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only its schema is asked for")]
    pub(super) struct Fields {
        pub(super) first: String,
        pub(super) second: Option<String>,
    }
}

fn properties<T: Schema>() -> &'static [Property] {
    match T::NODE.unwrap().node().shape() {
        Shape::Object(object) => object.properties(),
        other => panic!("{other:?} is no object"),
    }
}

/// Compares a struct of the fields with one whose first field has an alias, so that the fields are made one by one.
macro_rules! assert_alike {
    ({ $($first:tt)+ } $({ $($other:tt)+ })*) => {{
        let (in_one_call, schema) = {
            #[derive(StructuredOutput)]
            #[expect(dead_code, reason = "only its schema is asked for")]
            struct Fields {
                $($first)+,
                $($($other)+,)*
            }
            (properties::<Fields>(), json_schema::<Fields>())
        };
        let (one_by_one, other) = {
            #[derive(StructuredOutput)]
            #[expect(dead_code, reason = "only its schema is asked for")]
            struct Fields {
                #[serde(alias = "another")]
                $($first)+,
                $($($other)+,)*
            }
            (properties::<Fields>(), json_schema::<Fields>())
        };
        assert_eq!(schema, other);
        for (property, other) in in_one_call.iter().zip(one_by_one) {
            assert_eq!(format!("{property:?}"), format!("{other:?}").replace(r#"["another"]"#, "[]"));
        }
    }};
}

/// Compares a struct of the first field, of the first two, and so on.
macro_rules! assert_all_alike {
    ([$($earlier:tt)*]) => {};
    ([$($earlier:tt)*] $next:tt $($later:tt)*) => {
        assert_alike!($($earlier)* $next);
        assert_all_alike!([$($earlier)* $next] $($later)*);
    };
}

#[test]
fn documented_fields_are_the_same_in_one_call_and_one_by_one() {
    assert_all_alike!([]
        { #[doc = "A text."] text: String }
        { #[doc = "A number."] number: i64 }
        { #[doc = "A \"quoted\" one."] flag: bool }
        { #[doc = "Another type."] other: Other }
        { #[doc = "A list."] list: Vec<String> }
        { #[doc = "A list of lists."] lists: Vec<Vec<u8>> }
        { #[doc = "Perhaps a number."] perhaps: Option<f64> }
        { #[doc = "Perhaps another type."] others: Option<Vec<Other>> }
        { #[doc = "A text."] i: String }
        { #[doc = "A text."] j: Box<u16> }
        { #[doc = "A text."] k: Option<Box<u16>> }
        { #[doc = "A text."] l: u8 }
        { #[doc = "A text."] m: Vec<i32> }
        { #[doc = "A text."] n: usize }
        { #[doc = "A text."] o: String }
        { #[doc = "A text."] p: f32 }
        { #[doc = "A text."] q: bool }
    );
}

#[test]
fn other_fields_are_the_same_in_one_call_and_one_by_one() {
    assert_all_alike!([]
        { text: String }
        { #[serde(default)] number: i64 }
        { #[doc = "A \"quoted\" one."] flag: bool }
        { #[doc = "With a default."] #[serde(default)] with: Option<String> }
        { other: Other }
        { #[serde(rename = "the \"list\"")] list: Vec<String> }
        { #[doc = "Perhaps a number."] perhaps: Option<f64> }
        { #[serde(default)] others: Vec<Other> }
        { i: String }
        { j: Box<u16> }
        { #[serde(default)] k: Option<Box<u16>> }
        { l: u8 }
        { m: Vec<i32> }
        { n: usize }
        { o: String }
        { p: f32 }
        { q: bool }
    );
}

#[test]
fn a_type_with_the_name_of_a_plain_type_has_its_own_schema() {
    let schema = json_schema::<shadowed::Fields>();
    assert!(schema.contains(r##""first":{"$ref":"#/$defs/Other"}"##), "{schema}");
    assert!(schema.contains(r##""second":{"anyOf":[{"$ref":"#/$defs/Other"},{"type":"null"}]}"##), "{schema}");
}

/// The text of a constant is not known to the derive.
#[test]
fn a_description_may_be_a_constant() {
    const TEXT: &str = "A \"quoted\" text.";
    assert_all_alike!([]
        { #[structured(description = TEXT)] text: String }
        { number: i64 }
        { #[structured(description = TEXT)] perhaps: Option<u8> }
    );
}

/// A number has room for the length of most names. The others are read up to their quote.
#[test]
fn a_name_of_any_length_is_known() {
    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only its schema is asked for")]
    struct Renamed {
        #[serde(
            rename = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        )]
        short: String,
        #[serde(rename = "\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\\b")]
        long: String,
        last: String,
    }
    let names: Vec<&str> = properties::<Renamed>().iter().map(Property::name).collect();
    assert_eq!(names, ["a".repeat(100), format!(r#"{}\"\\b"#, "a".repeat(1500)), "last".to_owned()]);
}
