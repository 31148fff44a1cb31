//! What has been begun and not ended.

use super::cursor::PLACES;
use crate::schema::link::NodeRef;
use crate::schema::node::{Constraints, Object, Union};

/// A schema object of which a part is written.
#[derive(Clone, Copy)]
pub(super) enum Frame {
    Object(OpenObject),
    /// An object that has flattened properties, or one that is flattened.
    Merged(OpenObject),
    /// A value of which nothing is written.
    Value {
        link: NodeRef,
        /// The definition around it.
        entry: usize,
    },
    Union {
        union: Union,
        /// The object that the union is flattened into, of which there is one with the properties of each branch.
        around: Option<&'static Object>,
        /// The branch to go on with.
        next: usize,
        is_nullable: bool,
        /// The definition around it.
        entry: usize,
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
    /// The property to go on with.
    pub(super) next: usize,
    /// Whether a property has been written, so that a comma must come before the next.
    pub(super) has_property: bool,
    /// What ends the object: a brace, nothing at the root (where `$defs` follow), or `None` for an object that is
    /// flattened into the one around it.
    pub(super) end: Option<&'static str>,
    /// The definition around it.
    pub(super) entry: usize,
}

impl Frame {
    pub(super) const EMPTY: Self = Self::Array { length: None, places: [None; PLACES] };
}
