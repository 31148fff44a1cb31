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

use crate::profile::{Keywords, Profile};
use crate::schema::catalog::{self, Catalog, Extent};
use crate::schema::check;
use crate::schema::link::{BoundsRef, NodeRef, StaticNode, Unchecked};
use crate::schema::node::{Enum, Node, Object, Shape};
use crate::schema::text;

/// The number of earlier types that [`LaterBounds`] has room for. If there are more, the next static walks the type
/// again.
const EARLIER: usize = 16;

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

/// [`Bounds`] over the types that come later in the source, and the earlier types that have not been counted.
#[derive(Debug)]
pub struct LaterBounds {
    pub(crate) bounds: Bounds,
    earlier: Unchecked<[Earlier; EARLIER]>,
    length: usize,
    /// Whether all earlier types are listed, here and in the bounds that have been read.
    pub(crate) is_known: bool,
    /// Whether no type is left out.
    pub(crate) is_closed: bool,
}

/// An earlier type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Earlier {
    pub(crate) link: NodeRef,
    /// Objects around it, counted from the type or from a definition.
    pub(crate) objects: usize,
    /// Whether it may be inline in the type, with no definition in between.
    pub(crate) is_inline: bool,
    /// Whether every document of the type contains a value of it.
    pub(crate) is_needed: bool,
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

/// The bounds of a type over the types that come later, for the static that the derive emits.
///
/// It has no parameter for the number of definitions, because the compiler would check that argument as a body of its
/// own.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn later_bounds(node: &'static StaticNode) -> LaterBounds {
    LaterBounds::of::<{ catalog::FEW }>(node)
}

/// Like [`later_bounds`], for a type that seems to hold up to `N` definitions. `N` is a power of two.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn later_bounds_of_many<const N: usize>(node: &'static StaticNode) -> LaterBounds {
    LaterBounds::of::<N>(node)
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

impl LaterBounds {
    /// The bounds of nothing. The interpreter copies a constant faster than it would write each field.
    const NONE: Self = Self {
        bounds: Bounds::NONE,
        earlier: Unchecked::new(
            [Earlier { link: NodeRef::NOWHERE, objects: 0, is_inline: false, is_needed: false }; EARLIER],
        ),
        length: 0,
        is_known: true,
        is_closed: true,
    };

    /// The bounds of the type that `node` describes.
    const fn of<const N: usize>(node: &'static StaticNode) -> Self {
        let root = NodeRef::to_root(node);
        let profile = catalog::profile_of(root);
        let mut later = match direct::later_bounds(root.node()) {
            Some(later) => later,
            None => Self::walked::<N>(root, profile),
        };
        if later.is_closed {
            // No earlier type is missing, so the whole schema can be walked, and earlier types read its exact counts.
            later.bounds = later.bounds.checked(root, profile);
        }
        later
    }

    const fn walked<const N: usize>(root: NodeRef, profile: &Profile) -> Self {
        let mut few = Catalog::<N>::empty();
        catalog::walk(&mut few, root, profile, Extent::Later);
        if few.overflow { Self::large::<{ catalog::LARGE }>(root, profile) } else { Self::from(&few) }
    }

    #[inline(never)]
    const fn large<const N: usize>(root: NodeRef, profile: &Profile) -> Self {
        let mut many = Catalog::<N>::empty();
        catalog::walk(&mut many, root, profile, Extent::Later);
        Self::from(&many)
    }

    const fn from<const N: usize>(catalog: &Catalog<N>) -> Self {
        let mut later = Self::NONE;
        later.bounds = catalog.bounds;
        later.is_known = !catalog.has_unknown && !catalog.overflow;
        if catalog.has_earlier {
            later.list_earlier(catalog);
        }
        later.is_closed = later.length == 0 && later.is_known;
        later
    }

    /// Lists the earlier types of `catalog`.
    const fn list_earlier<const N: usize>(&mut self, catalog: &Catalog<N>) {
        let mut i = 1;
        while i < catalog.length {
            if catalog.entries[i].is_earlier() {
                if self.length == EARLIER {
                    self.is_known = false;
                    break;
                }
                self.earlier.get_mut()[self.length] = earlier_of(catalog, i);
                self.length += 1;
            }
            i += 1;
        }
    }

    /// The earlier types that are not counted.
    #[inline]
    pub(crate) const fn earlier(&self) -> &[Earlier] {
        text::first(self.earlier.get(), self.length)
    }

    /// The bounds, including those of the earlier types. `None` if they are not known.
    const fn completed<const N: usize>(&self, root: NodeRef, profile: &Profile) -> Option<Bounds> {
        if !self.is_known {
            return own_part::<N>(root, profile, Extent::Earlier);
        }
        let mut bounds = self.bounds;
        let mut i = 0;
        while i < self.length {
            let earlier = &self.earlier.get()[i];
            if let Some(other) = bounds_of(earlier.link.node()) {
                let other = other.all();
                bounds.add(other);
                let height = earlier.objects + other.height;
                bounds.levels = greater(bounds.levels, height);
                if earlier.is_inline {
                    bounds.height = greater(bounds.height, height);
                }
                bounds.is_finite &= !earlier.is_needed || other.is_finite;
            }
            i += 1;
        }
        Some(bounds)
    }
}

/// The references to the bounds of a type, if it has bounds.
#[inline]
pub(crate) const fn bounds_of(node: &Node) -> Option<BoundsRef> {
    match &node.definition {
        Some(definition) => definition.bounds,
        None => None,
    }
}

/// The place of entry `i`: its depth in the root, or in the definition around it.
const fn earlier_of<const N: usize>(catalog: &Catalog<N>, i: usize) -> Earlier {
    let mut entry = &catalog.entries[i];
    let link = entry.link;
    let is_needed = entry.is_needed;
    let mut objects = 0;
    let is_inline = loop {
        if entry.is_defined {
            break false;
        }
        objects += entry.site.objects;
        if entry.is_apart {
            break false;
        }
        if entry.site.entry == 0 {
            break true;
        }
        entry = &catalog.entries[entry.site.entry];
    };
    Earlier { link, objects, is_inline, is_needed }
}

#[inline]
pub(crate) const fn greater(a: usize, b: usize) -> usize {
    if a < b { b } else { a }
}
