//! The user's own items by the names that generated code might use.

use serde::Deserialize;
use structured_core::StructuredOutput;

#[expect(dead_code, non_camel_case_types, reason = "they only stand in the way")]
mod user {
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct i128;
    pub(super) struct usize;
    pub(super) struct Node;
    pub(super) struct Link;
    pub(super) struct Property;
    pub(super) struct Schema;
    pub(super) struct Component;
    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod alloc {}
    pub(super) mod structured_core {}
    pub(super) mod _structured {}
    pub(super) mod __private {}
    #[expect(non_snake_case, reason = "they only stand in the way")]
    pub(super) fn Some() {}
    #[expect(non_snake_case, reason = "they only stand in the way")]
    pub(super) fn Ok() {}
    #[expect(non_snake_case, reason = "they only stand in the way")]
    pub(super) fn Err() {}
    #[expect(non_upper_case_globals, reason = "they only stand in the way")]
    pub(super) const None: () = ();
}

#[expect(dead_code, non_camel_case_types, reason = "they only stand in the way")]
mod user_primitives {
    pub(super) struct str;
    pub(super) struct u64;
    pub(super) struct bool;
}

/// The user's own `String` is a component, not a string.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only the schema is looked at")]
struct String {
    letters: ::std::vec::Vec<char>,
}

mod types {
    use super::String;
    #[expect(unused_imports, reason = "they only stand in the way")]
    use super::user::*;
    use ::serde::Deserialize;
    use ::structured_core::StructuredOutput;

    /// A root.
    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Root {
        text: String,
        texts: ::std::vec::Vec<String>,
        maybe: ::std::option::Option<f64>,
        /// Of numbers.
        generic: Generic<f64, 2>,
        union: Union,
    }

    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Generic<T, const N: ::std::primitive::usize> {
        value: T,
        next: ::std::option::Option<::std::boxed::Box<Generic<T, N>>>,
    }

    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    pub(super) enum Union {
        Some(f64),
        None,
        Ok { value: f64 },
        Err,
    }
}

/// serde's own code does not compile with these, so only our derive is tested.
mod primitives {
    #[expect(unused_imports, reason = "they only stand in the way")]
    use super::user::*;
    #[expect(unused_imports, reason = "they only stand in the way")]
    use super::user_primitives::*;
    use ::structured_core::StructuredOutput;

    /// A root.
    #[derive(StructuredOutput)]
    #[structured(name = "alone")]
    #[expect(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Root<const N: ::std::primitive::usize> {
        /// A text.
        text: ::std::string::String,
        unit: Unit,
        union: Union,
        rest: ::std::vec::Vec<Root<N>>,
    }

    #[derive(StructuredOutput)]
    #[structured(profile = "openai")]
    #[expect(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Constrained {
        #[structured(minimum = 1)]
        number: ::std::primitive::u8,
    }

    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    enum Unit {
        First,
        Second,
    }

    #[derive(StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    enum Union {
        First(::std::primitive::bool),
        Second { value: ::std::primitive::f64 },
    }
}

#[test]
fn names_around_the_type_do_not_matter() {
    assert!(types::Root::JSON_SCHEMA.contains(r##""text":{"$ref":"#/$defs/String"}"##));
    assert_eq!(types::Root::DESCRIPTION, Some("A root."));
    assert_eq!(primitives::Root::<1>::DESCRIPTION, Some("A root."));
    assert!(primitives::Root::<1>::JSON_SCHEMA.contains(r#""enum":["First","Second"]"#));
    assert!(primitives::Constrained::JSON_SCHEMA.contains(r#""minimum":1"#));
    assert_eq!(types::Generic::<f64, 2>::NAME, "Generic_f64_2");
    assert_eq!(
        structured_core::json_schema::<types::Union>(),
        concat!(
            r#"{"anyOf":[{"type":"object","properties":{"Some":{"type":"number"}},"required":["Some"],"additionalProperties":false},"#,
            r#"{"type":"string","enum":["None","Err"]},"#,
            r#"{"type":"object","properties":{"Ok":{"type":"object","properties":{"value":{"type":"number"}},"required":["value"],"#,
            r#""additionalProperties":false}},"required":["Ok"],"additionalProperties":false}]}"#
        )
    );
}

/// A type whose fields and parameters are called like generated items.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, non_snake_case, reason = "only the schema is looked at")]
struct Names<Node, Schema> {
    __NODE: Node,
    __PROFILE: Schema,
    NODE: bool,
    core: bool,
}

#[test]
fn names_inside_the_type_do_not_matter() {
    assert!(Names::<bool, f64>::JSON_SCHEMA.starts_with(
        r#"{"type":"object","properties":{"__NODE":{"type":"boolean"},"__PROFILE":{"type":"number"},"NODE""#
    ));
}
