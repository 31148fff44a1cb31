//! What an answer may be: JSON Schemas and Rust types are both read into this description.

mod check;

use crate::number::Step;

/// One place of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Exactly these properties, in this order.
    Object(Vec<(String, Self)>),
    /// Items of one shape.
    Array { items: Box<Self>, min: u32, max: Option<u32> },
    /// Exactly these items.
    Items(Vec<Self>),
    /// A string.
    Text(Text),
    /// An integer of a range, with both ends included.
    Integer(Integers),
    /// A number that a float can hold.
    Number(Numbers),
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// One of these values, each spelled as JSON.
    Enum(Vec<String>),
    /// The values of any of these.
    AnyOf(Vec<Self>),
    /// A definition, by its place in [`Document::definitions`].
    Ref(usize),
    /// No value, because of the reason at a place.
    Never { at: String, reason: String },
}

/// The strings with `min` to `max` characters that match every pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) patterns: Vec<String>,
}

/// The integers from `min` to `max` that `step` divides. `zero` tells whether 0 is one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Integers {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) step: u64,
    pub(crate) zero: bool,
}

/// Numbers that a float can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Numbers {
    /// Any that is finite as an `f64`.
    Double,
    /// Any that is finite as an `f32`.
    Single,
    /// Decimals between two bounds.
    Between(Decimals),
}

/// Decimals from `min` to `max`, both counted in units of 10⁻⁹, that are multiples of `step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Decimals {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) step: Option<Step>,
}

/// A root and everything it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Document {
    /// The shapes that have a name; the first is the root.
    pub(crate) definitions: Vec<Shape>,
    /// The place of each definition, for messages.
    pub(crate) places: Vec<String>,
}

impl Document {
    /// The shape at the end of a chain of references.
    pub(crate) fn resolve<'a>(&'a self, mut shape: &'a Shape) -> &'a Shape {
        while let Shape::Ref(index) = shape {
            shape = &self.definitions[*index];
        }
        shape
    }
}
