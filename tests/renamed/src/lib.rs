//! Derives where structured-core goes by another name, in Cargo.toml or behind a re-export.

/// A module that re-exports structured-core, as a facade would.
pub mod facade {
    pub use another_name as core_of_structured;

    /// Found from a module inside the facade.
    pub mod inside {
        use another_name::StructuredOutput;

        /// By a path through `super`.
        #[derive(Debug, StructuredOutput)]
        #[structured(crate = "super::core_of_structured", file = "schemas/by_super.json")]
        pub struct BySuper {
            /// A text.
            pub text: String,
        }
    }
}

use another_name::StructuredOutput;

/// By its name in Cargo.toml.
#[derive(Debug, StructuredOutput)]
#[structured(crate = "another_name", file = "schemas/by_name.json")]
pub struct ByName {
    /// Twice, so that there is a definition.
    pub kind: Kind,
    /// Perhaps another one.
    pub other: Option<Kind>,
}

/// An enum by a path that begins at the root.
#[derive(Debug, StructuredOutput)]
#[structured(crate = "::another_name")]
pub enum Kind {
    /// The first.
    First,
    /// The second.
    Second,
}

/// By a path through the module that it stands in.
#[derive(Debug, StructuredOutput)]
#[structured(crate = "self::facade::core_of_structured", file = "schemas/by_self.json")]
pub struct BySelf {
    /// A text.
    pub text: String,
}

/// By the name of a module that was imported.
#[derive(Debug, StructuredOutput)]
#[structured(crate = "facade::core_of_structured", file = "schemas/by_module.json")]
pub struct ByModule {
    /// A text.
    pub text: String,
}

/// By a path through this crate, without quotes.
#[derive(Debug, StructuredOutput)]
#[structured(crate = crate::facade::core_of_structured)]
pub struct ByCrate<T> {
    /// Of any type.
    pub value: T,
    /// Recursion of a generic type.
    pub rest: Vec<ByCrate<T>>,
}

#[cfg(test)]
mod tests {
    use another_name::StructuredOutput;

    use super::{ByCrate, ByName, facade};

    #[test]
    fn structured_core_is_found_by_the_path_that_the_attribute_says() {
        assert_eq!(
            facade::inside::BySuper::JSON_SCHEMA,
            r#"{"type":"object","properties":{"text":{"description":"A text.","type":"string"}},"required":["text"],"additionalProperties":false}"#
        );
        assert!(ByName::JSON_SCHEMA.contains(r##"{"$ref":"#/$defs/Kind"}"##));
        assert_eq!(ByCrate::<u8>::NAME, "ByCrate_u8");
        assert!(ByCrate::<u8>::JSON_SCHEMA.contains(r##""items":{"$ref":"#"}"##));
    }
}
