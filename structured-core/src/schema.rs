//! The two traits: a component has a place in a schema, a root is a whole answer.

/// A type with a place in a schema.
pub trait Schema {}

/// A root.
pub trait StructuredOutput: Schema {
    /// The name of the response format or tool; `^[a-zA-Z0-9_-]{1,64}$`.
    const NAME: &'static str;
    /// The type's doc comment.
    const DESCRIPTION: Option<&'static str>;
    /// The strict schema, minified.
    const JSON_SCHEMA: &'static str;
}
