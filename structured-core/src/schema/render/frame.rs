//! The parts of a schema that have been started and are not finished.

use super::cursor::PLACES;
use crate::schema::link::NodeRef;
use crate::schema::node::{Constraints, Object, Property, Union};

/// A schema object that has been written in part.
#[derive(Clone, Copy)]
pub(super) enum Frame {
    Object(OpenObject),
    /// An object that has flattened properties, or that is flattened.
    Merged(OpenObject),
    /// A value that has not been started.
    Value(NodeRef),
    Union {
        union: Union,
        /// The object that the union is flattened into. The schema has one such object for each branch.
        around: Option<&'static Object>,
        /// The next branch.
        next: usize,
        is_nullable: bool,
    },
    /// An array whose items are written.
    Array {
        length: Option<usize>,
        places: [Option<&'static Constraints>; PLACES],
    },
}

/// An object of which some properties are written.
#[derive(Clone, Copy)]
pub(super) struct OpenObject {
    pub(super) object: &'static Object,
    /// The variant whose properties are those of a flattened enum.
    pub(super) variant: Option<&'static Object>,
    /// The properties that are not written yet.
    pub(super) left: &'static [Property],
    /// Whether a property has been written, so that a comma must precede the next one.
    pub(super) has_property: bool,
    /// The end of the object: a brace, nothing at the root (where `$defs` follow), or `None` for an object that is
    /// flattened into the one around it.
    pub(super) end: Option<&'static str>,
}

impl OpenObject {
    /// An object of which no property is written. `end` is what comes after its last member.
    #[inline]
    pub(super) const fn new(object: &'static Object, end: &'static str) -> Self {
        Self { object, variant: None, left: object.properties, has_property: false, end: Some(end) }
    }
}

impl Frame {
    pub(super) const EMPTY: Self = Self::Array { length: None, places: [None; PLACES] };
}
