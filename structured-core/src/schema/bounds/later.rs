//! The bounds of a type over the types that come later in the source, and the earlier types that these leave out.

use super::{Bounds, bounds_of, direct, greater, own_part};
use crate::profile::Profile;
use crate::schema::catalog::{self, Catalog, Extent};
use crate::schema::link::{NodeRef, StaticNode, Unchecked};
use crate::schema::text;

/// The number of earlier types that [`LaterBounds`] has room for. If there are more, the next static walks the type
/// again.
pub(super) const EARLIER: usize = 16;

/// [`Bounds`] over the types that come later in the source, and the earlier types that have not been counted.
#[derive(Debug)]
pub struct LaterBounds {
    pub(crate) bounds: Bounds,
    pub(super) earlier: Unchecked<[Earlier; EARLIER]>,
    pub(super) length: usize,
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

impl LaterBounds {
    /// The bounds of nothing. The interpreter copies a constant faster than it would write each field.
    pub(super) const NONE: Self = Self {
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
    pub(super) const fn completed<const N: usize>(&self, root: NodeRef, profile: &Profile) -> Option<Bounds> {
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
