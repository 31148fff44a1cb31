//! A schema to be checked, and its place.

use std::rc::Rc;

use crate::json::{JsonValue, Member, Span};
use crate::schema::references::References;
use crate::wording::MessagePrefix;

/// A schema and what it is sent as.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) schema: &'a JsonValue,
    /// JSON pointer from the root of the document.
    pub(crate) pointer: String,
    /// What a message about the whole schema underlines.
    pub(crate) anchor: Span,
    pub(crate) prefix: MessagePrefix,
    /// Whether `strict` is allowed beside the schema.
    pub(crate) has_switch: bool,
    /// The component of an `OpenAPI` document that the schema is. It need not be an object.
    pub(crate) component: Option<Component<'a>>,
}

/// A component of an `OpenAPI` document.
#[derive(Debug, Clone)]
pub(crate) struct Component<'a> {
    pub(crate) member: &'a Member,
    /// The references of all components.
    pub(crate) references: Rc<References<'a>>,
}

/// The opening brace: underlining the whole of a long object would be less clear.
pub(crate) fn first_byte(node: &JsonValue) -> Span {
    Span { start: node.span.start, end: node.span.end.min(node.span.start + 1) }
}
