//! The walk from a root over the definitions that it reaches.

use super::entries::{meet, meet_earlier, meet_enclosing};
use super::needs::find_needs;
use super::{
    Catalog, Extent, FRAMES_OF_FLATTENED, FRAMES_OF_INLINED, Foreign, LARGE, MANY_FLATTENED, MANY_FRAMES,
    MANY_WRAPPERS, Site, Source,
};
use crate::profile::{Keywords, Profile};
use crate::schema::bounds::bounds_of;
use crate::schema::identity;
use crate::schema::link::{LEAF, NodeRef};
use crate::schema::merged::{Members, flattened_union, variant_object};
use crate::schema::node::{Definition, Node, Object, Property, ScalarKind, Shape, Union};

/// Lists the definitions that `root` reaches, as far as `extent` goes, in an empty catalog.
///
/// It does not return the catalog, because the interpreter would copy it, and a large one has a megabyte.
pub(crate) const fn walk<const N: usize>(catalog: &mut Catalog<N>, root: NodeRef, profile: &Profile, extent: Extent) {
    catalog.extent = extent;
    catalog.keywords = profile.keywords;
    catalog.long_enum_values = profile.limits.long_enum_values;
    catalog.entries[0].link = root;
    catalog.places.set_first(root.fingerprint());
    catalog.length = 1;
    let mut i = 0;
    while i < catalog.length && !catalog.overflow {
        let node = catalog.entries[i].link.node();
        match catalog.entries[i].source {
            Source::Node => own(catalog, node, i),
            Source::Later => read_later(catalog, node, i),
            Source::Bounds => read_bounds(catalog, node, i),
            Source::Nothing => catalog.has_earlier = true,
        }
        i += 1;
    }
    if !matches!(extent, Extent::Nodes) {
        if catalog.length > 1 {
            find_needs(catalog);
        }
        catalog.bounds.is_finite &= !catalog.entries[0].is_needed;
    }
    if catalog.length > 1 {
        add_up_heights(catalog);
    }
    let height = catalog.entries[0].height;
    catalog.bounds.height = height;
    if catalog.bounds.levels < height {
        catalog.bounds.levels = height;
    }
}

/// Visits everything inside entry `i`, which is walked.
const fn own<const N: usize>(catalog: &mut Catalog<N>, node: &'static Node, i: usize) {
    let site = Site::of(i);
    catalog.bounds.has_checks |= is_instance(node);
    match &node.shape {
        Shape::Newtype(newtype) => {
            if let Some(constraints) = newtype.constraints {
                note_keywords(catalog, None, constraints.keywords, site);
            }
            scan(catalog, newtype.inner, site);
        }
        Shape::Array(array) => scan(catalog, array.items, site),
        Shape::Nullable(inner) => scan(catalog, *inner, site),
        _ => contents(catalog, node, site),
    }
}

/// Whether the node is an instance of a generic type, which is checked where it is used.
#[inline]
const fn is_instance(node: &Node) -> bool {
    matches!(&node.definition, Some(definition) if definition.is_instance)
}

/// Adds the counts of entry `i` and of the later types that it reaches, and lists the earlier types.
const fn read_later<const N: usize>(catalog: &mut Catalog<N>, node: &'static Node, i: usize) {
    let Some(later) = bounds_of(node) else { return };
    let later = later.later();
    catalog.bounds.add(&later.bounds);
    let entry = &mut catalog.entries[i];
    entry.height = later.bounds.height;
    entry.is_finite = later.bounds.is_finite;
    catalog.has_unknown |= !later.is_known;
    if later.is_closed {
        return;
    }
    catalog.has_open = true;
    let earlier = later.earlier();
    let mut k = 0;
    while k < earlier.len() {
        meet_earlier(catalog, &earlier[k], i);
        k += 1;
    }
}

const fn read_bounds<const N: usize>(catalog: &mut Catalog<N>, node: &'static Node, i: usize) {
    let Some(bounds) = bounds_of(node) else { return };
    let bounds = bounds.all();
    catalog.bounds.add(bounds);
    let entry = &mut catalog.entries[i];
    entry.height = bounds.height;
    entry.is_finite = bounds.is_finite;
}

/// Visits the inline parts at `link`, up to the next definitions.
const fn scan<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, mut site: Site) {
    let start = link;
    let mut link = link;
    let mut wrappers = 0;
    let mut needs_items = match site.property {
        Some(Property { constraints: Some(constraints), .. }) => constraints.needs_items,
        _ => false,
    };
    loop {
        let node = link.node();
        match &node.shape {
            Shape::Scalar(_) | Shape::Rejected => return,
            Shape::Nullable(inner) => {
                link = *inner;
                site.is_needed = false;
            }
            Shape::Array(array) => {
                link = array.items;
                site.arrays += 1;
                site.is_needed &= needs_items || matches!(array.length, Some(1..));
            }
            Shape::Newtype(newtype) => {
                if wrappers > MANY_WRAPPERS || node.definition.is_some() && catalog.find(link).is_some() {
                    return meet(catalog, link, site);
                }
                if let Some(constraints) = newtype.constraints {
                    note_keywords(catalog, node.definition.as_ref(), constraints.keywords, site);
                    needs_items |= constraints.needs_items;
                }
                link = newtype.inner;
            }
            Shape::Enclosing => return meet_enclosing(catalog, link, start, site),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                match &node.definition {
                    Some(definition) if !definition.inline || !is_inlined(catalog, link, site) => {
                        return meet(catalog, link, site);
                    }
                    Some(definition) => {
                        site.frames += FRAMES_OF_INLINED;
                        site.owner = Some(definition);
                    }
                    None => {}
                }
                return contents(catalog, node, site);
            }
        }
        wrappers += 1;
    }
}

/// Whether a definition with `#[structured(inline)]` is part of the one around it, because it does not reach itself.
const fn is_inlined<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, site: Site) -> bool {
    // Once an infinite type has been met, no type is inlined any more: two such fields would double the work at every
    // level.
    if catalog.holds_endless {
        return false;
    }
    if identity::same(catalog.entries[0].link, link) {
        // Below another definition, it is a reference to the root.
        catalog.is_endless |= site.entry == 0;
        catalog.bounds.has_checks |= site.entry == 0;
        return false;
    }
    if catalog.inlined == LARGE {
        catalog.overflow = true;
    }
    catalog.inlined += 1;
    let is_too_deep = site.frames >= MANY_FRAMES;
    catalog.holds_endless |= is_too_deep;
    !is_too_deep && !catalog.overflow
}

/// Visits everything inside an object, enum or union.
const fn contents<const N: usize>(catalog: &mut Catalog<N>, node: &'static Node, mut site: Site) {
    match &node.shape {
        Shape::Object(object) => {
            site.objects += 1;
            let entry = &mut catalog.entries[site.entry];
            if entry.height < site.objects {
                entry.height = site.objects;
            }
            if object.flattened {
                return merged(catalog, object, site);
            }
            properties(catalog, object, None, site, site.owner, 0);
        }
        Shape::Enum(values) => {
            catalog.bounds.add_values(values);
            // The limit on the characters of one enum applies only to enums of strings.
            let long = values.values.len() > catalog.long_enum_values && matches!(values.kind, ScalarKind::String);
            if long && values.characters > catalog.longest_enum {
                catalog.longest_enum = values.characters;
                catalog.longest_enum_entry = site.entry;
            }
        }
        Shape::Union(union) => {
            site.is_needed = site.is_needed && !has_free_branch(union);
            let mut i = 0;
            while i < union.branches.len() {
                scan(catalog, union.branches[i].value, site);
                i += 1;
            }
        }
        // A list, an option or a newtype has been walked by the caller.
        _ => {}
    }
}

/// Whether a branch needs no other definition, so that the union has a finite document.
#[inline]
const fn has_free_branch(union: &Union) -> bool {
    if union.has_null() {
        return true;
    }
    let mut i = 0;
    while i < union.branches.len() {
        if is_free(union.branches[i].value) {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether a value needs no definition, as far as this is known without walking one.
#[inline]
const fn is_free(link: NodeRef) -> bool {
    let node = link.node();
    match &node.shape {
        Shape::Scalar(_) | Shape::Enum(_) | Shape::Nullable(_) | Shape::Rejected => true,
        Shape::Array(array) => !matches!(array.length, Some(1..)),
        Shape::Object(object) if node.definition.is_none() => {
            let mut i = 0;
            while i < object.properties.len() {
                let property = &object.properties[i];
                let needs_items = matches!(property.constraints, Some(constraints) if constraints.needs_items);
                if needs_items || !is_free(property.value) {
                    return false;
                }
                i += 1;
            }
            true
        }
        _ => false,
    }
}

/// Visits the contents of an object with flattened properties, once for each variant if one of them is an enum.
const fn merged<const N: usize>(catalog: &mut Catalog<N>, object: &'static Object, site: Site) {
    let Some(union) = flattened_union(object) else {
        return properties(catalog, object, None, site, site.owner, 0);
    };
    let mut i = 0;
    while i < union.branches.len() && !catalog.overflow {
        let variant = variant_object(&union.branches[i]);
        properties(catalog, object, variant, site, site.owner, 0);
        i += 1;
    }
}

/// Visits the values of the properties, including those of a flattened type. For a flattened enum, these are the
/// properties of `variant`.
const fn properties<const N: usize>(
    catalog: &mut Catalog<N>,
    object: &'static Object,
    variant: Option<&'static Object>,
    site: Site,
    owner: Option<&'static Definition>,
    flattened: usize,
) {
    catalog.bounds.add_properties(object);
    let mut left = object.properties;
    while let [property, others @ ..] = left {
        left = others;
        // Most properties are leaves, so this loop does nothing else for them.
        if property.value.known & LEAF != 0 {
            continue;
        }
        if property.flatten {
            self::flattened(catalog, Members { object, variant }, property, site, flattened);
            continue;
        }
        let at = site.at(property);
        if let Some(constraints) = property.constraints {
            note_keywords(catalog, owner, constraints.keywords, at);
        }
        let node = property.value.node();
        match &node.definition {
            // A reference needs no more. Most properties that are not leaves are references.
            Some(Definition { inline: false, .. }) if !matches!(node.shape, Shape::Newtype(_) | Shape::Enclosing) => {
                meet(catalog, property.value, at);
            }
            _ => scan(catalog, property.value, at),
        }
    }
}

/// Visits the values of the properties that a flattened property adds.
const fn flattened<const N: usize>(
    catalog: &mut Catalog<N>,
    members: Members,
    property: &'static Property,
    site: Site,
    flattened: usize,
) {
    if let (Some(inner), true) = (members.flattened(property), flattened < MANY_FLATTENED) {
        let owner = property.value.node().definition.as_ref();
        let inside = Site { frames: site.frames + FRAMES_OF_FLATTENED, ..site.at(property) };
        properties(catalog, inner.object, inner.variant, inside, owner, flattened + 1);
    }
}

/// Adds `keywords` to those of an entry. `owner` is the type whose attribute has them, if it is not the entry itself.
const fn note_keywords<const N: usize>(
    catalog: &mut Catalog<N>,
    owner: Option<&'static Definition>,
    keywords: Keywords,
    site: Site,
) {
    catalog.bounds.keywords = catalog.bounds.keywords.union(keywords);
    let Some(definition) = owner else {
        let entry = &mut catalog.entries[site.entry];
        entry.keywords = entry.keywords.union(keywords);
        return;
    };
    let missing = definition.profile.keywords.lacking(catalog.keywords, keywords);
    catalog.bounds.has_checks |= !missing.is_empty();
    if catalog.foreign.is_none() && !missing.is_empty() {
        catalog.foreign = Some(Foreign { definition, missing, site });
    }
}

/// Decides which definitions are in `$defs`, and adds the heights of the others to those of the definitions that contain
/// them, starting with the last one met.
const fn add_up_heights<const N: usize>(catalog: &mut Catalog<N>) {
    let mut i = catalog.length;
    while i > 1 {
        i -= 1;
        let entry = catalog.entries[i];
        let is_defined = entry.needs_definition();
        let mut levels = entry.height;
        catalog.entries[i].is_defined = is_defined;
        if !is_defined {
            levels += entry.site.objects;
            let parent = &mut catalog.entries[entry.site.entry];
            if parent.height < levels && !entry.is_apart {
                parent.height = levels;
            }
        }
        if catalog.bounds.levels < levels {
            catalog.bounds.levels = levels;
        }
    }
}
