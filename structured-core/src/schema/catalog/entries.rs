//! References to definitions, which become entries of the catalog.

use super::{Catalog, Extent, Site, Source};
use crate::schema::bounds::Earlier;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::node::{Definition, Node, Shape};

/// Counts a reference to a definition. A new definition is added to the list.
pub(super) const fn meet<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, site: Site) {
    let key = link.fingerprint();
    let mut probe = catalog.places.find_from(key, key);
    let mut is_twin = false;
    while let Some(known) = probe.found {
        let entry = &mut catalog.entries[known];
        if identity::same(entry.link, link) {
            entry.uses += 1;
            entry.is_needed |= site.is_needed;
            if known <= site.entry && matches!(entry.source, Source::Node) {
                // Every cycle has an edge to an entry that was met no later than the entry that the edge leaves.
                catalog.cyclic = true;
                catalog.bounds.is_finite &= !site.is_needed;
            }
            return;
        }
        is_twin = true;
        probe = catalog.places.find_next(key, probe);
    }
    if catalog.length == N {
        catalog.overflow = true;
        return;
    }
    let source = source(catalog, link.node());
    catalog.has_twins |= is_twin;
    let is_needed = site.is_needed;
    // All entries have been made empty.
    let entry = &mut catalog.entries[catalog.length];
    entry.link = link;
    entry.uses = 1;
    entry.site = site;
    entry.source = source;
    entry.is_needed = is_needed;
    catalog.places.set(probe, key, catalog.length);
    catalog.length += 1;
}

/// Counts a reference to a type that the bounds of entry `i` have left out.
pub(super) const fn meet_earlier<const N: usize>(catalog: &mut Catalog<N>, earlier: &Earlier, i: usize) {
    let is_new = catalog.length;
    // Whether the root needs it is determined later.
    meet(catalog, earlier.link, Site { objects: earlier.objects, is_needed: false, ..Site::of(i) });
    if catalog.length > is_new {
        catalog.entries[is_new].is_apart = !earlier.is_inline;
    }
}

/// The source of what is known about a new entry.
const fn source<const N: usize>(catalog: &Catalog<N>, node: &'static Node) -> Source {
    let Some(definition @ Definition { bounds: Some(_), .. }) = &node.definition else { return Source::Node };
    match catalog.extent {
        Extent::Nodes => Source::Node,
        Extent::Bounds => Source::Bounds,
        Extent::Later | Extent::Earlier => match &catalog.entries[0].node().definition {
            Some(root) if identity::is_later(definition, root) => Source::Later,
            _ if matches!(catalog.extent, Extent::Later) => Source::Nothing,
            _ => Source::Bounds,
        },
    }
}

/// Counts a reference to an instance of a generic type that is described elsewhere. `start` is the type that the walk
/// has followed to this place.
pub(super) const fn meet_enclosing<const N: usize>(
    catalog: &mut Catalog<N>,
    link: NodeRef,
    start: NodeRef,
    site: Site,
) {
    if catalog.find(link).is_some() {
        return meet(catalog, link, site);
    }
    // A newtype has a definition only if it contains itself.
    if let Some(newtype) = newtype_around(link, start) {
        return meet(catalog, newtype, site);
    }
    // What is described elsewhere is a different instance, with an argument that was written like that of this one.
    catalog.dangling = Some(site.entry);
    catalog.bounds.has_checks = true;
}

/// The newtype that `link` refers to, if it lies between `start` and that reference.
const fn newtype_around(link: NodeRef, start: NodeRef) -> Option<NodeRef> {
    let mut around = start;
    loop {
        around = match &around.node().shape {
            Shape::Nullable(inner) => *inner,
            Shape::Array(array) => array.items,
            Shape::Newtype(_) if identity::same(around, link) => return Some(around),
            Shape::Newtype(newtype) => newtype.inner,
            _ => return None,
        };
    }
}
