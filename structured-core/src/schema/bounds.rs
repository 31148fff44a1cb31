//! Upper bounds for what a type reaches, so that a type that holds it does not have to walk all of that again.
//!
//! The limits of a profile hold for everything that a root reaches, and each type may be a root. If each type walked
//! all that it reaches, a chain of types would pay for the rest of the chain at each of them. So each type has bounds,
//! which are computed from its own part of the schema and from the bounds of the types that it holds. A type that is
//! reached in two ways is counted twice, so the bounds may be too high. The whole schema is walked only if the bounds
//! exceed a limit. The counts of that walk are then the type's bounds.
//!
//! The value of a static must not depend on itself, but types may be recursive. So each type has two statics, and all
//! types have an order (by their place in the source):
//!
//! - [`LaterBounds`] reads the bounds of the types that come later in the order. It lists the earlier types that it
//!   meets.
//! - [`Bounds`] adds the bounds of those earlier types.
//!
//! Neither can depend on itself, and together they cover everything that a type reaches.

mod direct;
mod later;

pub(crate) use self::later::Earlier;
pub use self::later::{LaterBounds, later_bounds, later_bounds_of_many};

use crate::profile::{Keywords, Profile};
use crate::schema::catalog::{self, Catalog, Extent};
use crate::schema::check;
use crate::schema::link::{BoundsRef, NodeRef, StaticNode};
use crate::schema::node::{Enum, Node, Object, Shape};

/// Greater than any limit, and small enough to be added to itself without overflow.
const CEILING: usize = usize::MAX / 4;

/// Upper bounds for a schema.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub(crate) properties: usize,
    pub(crate) enum_values: usize,
    /// Characters of names and enum values.
    pub(crate) characters: usize,
    /// Characters of the values of one enum.
    pub(crate) largest_enum: usize,
    /// Nested objects below a place where the type is inline.
    pub(crate) height: usize,
    /// Nested objects in the type or in any definition.
    pub(crate) levels: usize,
    /// Constraint keywords.
    pub(crate) keywords: Keywords,
    /// Whether it is certain that a finite document of the type exists.
    pub(crate) is_finite: bool,
    /// Whether the type's own part needs a check that is not about a bound.
    pub(crate) has_checks: bool,
    /// Whether nothing in the whole schema can exceed the profile of the type.
    pub(crate) is_within: bool,
}

impl Bounds {
    pub(crate) const NONE: Self = Self {
        properties: 0,
        enum_values: 0,
        characters: 0,
        largest_enum: 0,
        height: 0,
        levels: 0,
        keywords: Keywords::NONE,
        is_finite: true,
        has_checks: false,
        is_within: false,
    };

    /// The bounds of a type that reaches earlier types.
    const fn of_open<const N: usize>(later: &LaterBounds, node: &'static StaticNode) -> Self {
        let root = NodeRef::to_root(node);
        let profile = catalog::profile_of(root);
        match later.completed::<N>(root, profile) {
            Some(bounds) => bounds.checked(root, profile),
            None => exact(root, profile),
        }
    }

    /// The bounds of a type that has no statics for them.
    pub(crate) const fn of_root<const N: usize>(root: NodeRef) -> Self {
        let profile = catalog::profile_of(root);
        match own_part::<N>(root, profile, Extent::Bounds) {
            Some(bounds) => bounds.checked(root, profile),
            None => exact(root, profile),
        }
    }

    /// These bounds if nothing exceeds the profile, and otherwise those from a walk of everything.
    #[inline]
    const fn checked(mut self, root: NodeRef, profile: &Profile) -> Self {
        self.is_within = self.is_within(profile);
        if self.is_within { self } else { exact(root, profile) }
    }

    /// Whether nothing in the whole schema can exceed the profile.
    #[inline]
    pub(crate) const fn is_within(&self, profile: &Profile) -> bool {
        let limits = &profile.limits;
        self.is_finite
            && self.properties <= limits.properties
            && self.levels <= limits.levels
            && self.enum_values <= limits.enum_values
            && self.largest_enum <= limits.long_enum_characters
            && self.characters <= limits.total_characters
            && self.keywords.0 & !profile.keywords.0 == 0
    }

    /// Adds the properties of an object.
    #[inline]
    pub(crate) const fn add_properties(&mut self, object: &Object) {
        self.properties += object.own;
        self.characters += object.characters;
    }

    /// Adds the values of an enum.
    #[inline]
    pub(crate) const fn add_values(&mut self, values: &Enum) {
        self.enum_values += values.values.len();
        self.characters += values.characters;
        self.largest_enum = greater(self.largest_enum, values.characters);
    }

    /// Adds a type that refers to no other type, and returns its height. `None` if it refers to another type.
    pub(crate) const fn add_leaf(&mut self, node: &Node) -> Option<usize> {
        match &node.shape {
            Shape::Enum(values) => {
                self.add_values(values);
                Some(0)
            }
            Shape::Object(object) if direct::consists_of_leaves(object) => {
                self.add_properties(object);
                Some(1)
            }
            _ => None,
        }
    }

    /// Adds the counts of a type that the schema holds. The caller adds its height, because only the caller knows the
    /// place.
    ///
    /// Sums stop at [`CEILING`], because types that are reached in two ways are counted twice at each step of a chain.
    /// This function calls no other, because calls cost the const interpreter most.
    #[inline]
    pub(crate) const fn add(&mut self, other: &Self) {
        let properties = self.properties + other.properties;
        let enum_values = self.enum_values + other.enum_values;
        let characters = self.characters + other.characters;
        self.properties = if properties < CEILING { properties } else { CEILING };
        self.enum_values = if enum_values < CEILING { enum_values } else { CEILING };
        self.characters = if characters < CEILING { characters } else { CEILING };
        if self.largest_enum < other.largest_enum {
            self.largest_enum = other.largest_enum;
        }
        if self.levels < other.levels {
            self.levels = other.levels;
        }
        self.keywords.0 |= other.keywords.0;
    }
}

/// The bounds of a type, for the static that the derive emits.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn bounds(later: &'static LaterBounds, node: &'static StaticNode) -> Bounds {
    if later.is_closed { later.bounds } else { Bounds::of_open::<{ catalog::FEW }>(later, node) }
}

/// Like [`bounds`], for a type that seems to hold up to `N` definitions. `N` is a power of two.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn bounds_of_many<const N: usize>(later: &'static LaterBounds, node: &'static StaticNode) -> Bounds {
    if later.is_closed { later.bounds } else { Bounds::of_open::<N>(later, node) }
}

/// The bounds from a walk of the type's own part, and the bounds of the types that it holds. `None` if they are not
/// known.
const fn own_part<const N: usize>(root: NodeRef, profile: &Profile, extent: Extent) -> Option<Bounds> {
    let mut few = Catalog::<N>::empty();
    catalog::walk(&mut few, root, profile, extent);
    if !few.overflow {
        return known(&few);
    }
    large_own_part::<{ catalog::LARGE }>(root, profile, extent)
}

/// A separate function, because the large catalog would fill the stack of the caller at run time. It is
/// generic, so that this crate has no machine code for it.
#[inline(never)]
const fn large_own_part<const N: usize>(root: NodeRef, profile: &Profile, extent: Extent) -> Option<Bounds> {
    let mut many = Catalog::<N>::empty();
    catalog::walk(&mut many, root, profile, extent);
    known(&many)
}

const fn known<const N: usize>(catalog: &Catalog<N>) -> Option<Bounds> {
    if catalog.has_unknown || catalog.overflow { None } else { Some(catalog.bounds) }
}

/// The bounds from a walk of everything.
#[inline]
const fn exact(root: NodeRef, profile: &Profile) -> Bounds {
    let mut many = Catalog::<{ catalog::SMALL }>::empty();
    catalog::walk(&mut many, root, profile, Extent::Nodes);
    if !many.overflow {
        return counted(&many, profile);
    }
    large_exact::<{ catalog::LARGE }>(root, profile)
}

#[inline(never)]
const fn large_exact<const N: usize>(root: NodeRef, profile: &Profile) -> Bounds {
    let mut many = Catalog::<N>::empty();
    catalog::walk(&mut many, root, profile, Extent::Nodes);
    counted(&many, profile)
}

const fn counted<const N: usize>(catalog: &Catalog<N>, profile: &Profile) -> Bounds {
    let is_finite = !catalog.overflow && check::is_finite(catalog);
    let mut bounds = Bounds { is_finite, ..catalog.bounds };
    bounds.is_within = bounds.is_within(profile);
    bounds
}

/// The references to the bounds of a type, if it has bounds.
#[inline]
pub(crate) const fn bounds_of(node: &Node) -> Option<BoundsRef> {
    match &node.definition {
        Some(definition) => definition.bounds,
        None => None,
    }
}

#[inline]
pub(crate) const fn greater(a: usize, b: usize) -> usize {
    if a < b { b } else { a }
}
