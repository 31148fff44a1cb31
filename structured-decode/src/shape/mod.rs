//! What an answer may be: the one description that a JSON Schema and a Rust type are both read into.

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
    /// An integer of a range, both ends included.
    Integer(Integers),
    /// A number that fits a float.
    Number(Numbers),
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// One of these values, each spelled as JSON.
    Enum(Vec<String>),
    /// What any of these admits.
    AnyOf(Vec<Self>),
    /// A definition, by its place in [`Document::definitions`].
    Ref(usize),
    /// Nothing, for a reason that stands at a place.
    Never { at: String, reason: String },
}

/// What a string may hold: as many characters as `min` and `max` say, and a match of every pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) patterns: Vec<String>,
}

/// The integers from `min` to `max` that `step` divides, and zero only if `zero` says so.
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
    /// Where each definition stands, for messages.
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
