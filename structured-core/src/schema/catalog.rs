//! The definitions that a schema reaches, each once: what the rendering and the checks of a whole schema walk.
//!
//! Definitions are met breadth first and kept in a list, so that a long chain of types needs no deep stack (the const
//! interpreter allows 128 frames). Only what stands inline (arrays, options, newtypes, variants) is walked by calls.

use crate::profile::{Keywords, Profile};
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::node::{Definition, Node, Object, Property, ScalarKind, Shape};
use crate::schema::table::{Probe, Table};

/// Wrappers inside each other, with no object between them, that stand for a newtype inside itself.
const MANY_WRAPPERS: usize = 48;
/// Flattened objects inside each other that stand for an object flattened into itself.
pub(crate) const MANY_FLATTENED: usize = 16;

/// Definitions that most schemas keep within. For one with more, the walk begins again with room for [`MOST`].
pub(crate) const MANY: usize = 32;
/// The most definitions of one schema: a provider with limits takes fewer.
pub(crate) const MOST: usize = 8192;

/// The definitions of one schema; the first is the root, whatever it is.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "findings of the walk that do not exclude each other")]
pub(crate) struct Catalog<const N: usize> {
    pub(crate) entries: [Entry; N],
    pub(crate) length: usize,
    /// The places of the entries, by the identity of their types.
    places: Table<N>,
    /// Whether types with checks of their own are entries too, with all that they reach.
    pub(crate) is_whole: bool,
    /// Whether what has been left out must be walked nevertheless.
    pub(crate) needs_whole: bool,
    /// Whether there were more than `N` definitions.
    pub(crate) overflow: bool,
    /// Whether a definition may be reached from itself.
    pub(crate) cyclic: bool,
    /// The entry below which a generic type refers to itself through another generic type.
    pub(crate) misplaced: Option<usize>,
    /// The keywords of the root's profile.
    keywords: Keywords,
    /// The first inlined type that uses a keyword which the root's profile lacks.
    pub(crate) foreign: Option<Foreign>,
    /// The profile's; an enum with more values is long.
    long_enum_values: usize,
    pub(crate) totals: Totals,
}

/// One definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// `None` in the places after the last entry.
    link: Option<NodeRef>,
    /// How many places refer to it; of the root, beyond its being the root.
    pub(crate) uses: usize,
    /// Where it was met first.
    pub(crate) site: Site,
    /// Objects on the deepest path through it, inlined definitions included.
    pub(crate) height: usize,
    /// Constraint keywords that its own attributes ask for.
    pub(crate) keywords: Keywords,
}

/// An inlined type (a newtype, or a flattened object) with a keyword that the root's profile lacks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Foreign {
    pub(crate) definition: &'static Definition,
    pub(crate) missing: Keywords,
    pub(crate) site: Site,
}

/// A place in a definition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site {
    /// The definition.
    pub(crate) entry: usize,
    pub(crate) property: Option<&'static Property>,
    /// Arrays around the place.
    pub(crate) arrays: usize,
    /// Objects of the definition around the place.
    pub(crate) objects: usize,
    /// Whether every document has a value at the place, as far as the wrappers around it show.
    is_needed: bool,
    /// Whether a pointer holds the value.
    is_indirect: bool,
}

impl Site {
    /// The place of an entry as a whole.
    const fn of(entry: usize) -> Self {
        Self { entry, property: None, arrays: 0, objects: 0, is_needed: true, is_indirect: false }
    }

    /// The place of a property.
    const fn at(self, property: &'static Property) -> Self {
        Self { property: Some(property), arrays: 0, is_needed: true, is_indirect: false, ..self }
    }
}

/// What the limits of a profile are held against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Totals {
    pub(crate) properties: usize,
    pub(crate) enum_values: usize,
    pub(crate) characters: usize,
    /// Characters of the enum with the most of them, among those that the profile calls long.
    pub(crate) longest_enum: usize,
    /// The entry with the longest enum.
    pub(crate) longest_enum_entry: usize,
}

static NOTHING: Node = Node::anonymous(Shape::Enclosing(0));

impl Entry {
    const EMPTY: Self = Self { link: None, uses: 0, site: Site::of(0), height: 0, keywords: Keywords::NONE };
}

/// The definitions that `root` reaches.
pub(crate) const fn catalog<const N: usize>(root: NodeRef, profile: &Profile) -> Catalog<N> {
    walk(root, profile, true)
}

/// The part of the schema of `root` that no other type checks: `root` itself and the instances of generic types that it
/// holds, up to the types that have checks of their own.
///
/// It is enough for a profile without limits, unless [`Catalog::needs_whole`] is set. So a long chain of types does not
/// pay for the rest of the chain at each of them.
pub(crate) const fn own_catalog<const N: usize>(root: NodeRef, profile: &Profile) -> Catalog<N> {
    walk(root, profile, false)
}

const fn walk<const N: usize>(root: NodeRef, profile: &Profile, is_whole: bool) -> Catalog<N> {
    let mut catalog = Catalog {
        entries: [Entry::EMPTY; N],
        length: 1,
        places: Table::new(),
        is_whole,
        needs_whole: false,
        overflow: false,
        cyclic: false,
        misplaced: None,
        keywords: profile.keywords,
        foreign: None,
        long_enum_values: profile.limits.long_enum_values,
        totals: Totals { properties: 0, enum_values: 0, characters: 0, longest_enum: 0, longest_enum_entry: 0 },
    };
    catalog.entries[0].link = Some(root);
    let key = identity::hash(root.node());
    let probe = catalog.places.find(key);
    catalog.places.set(probe, key, 0);
    let mut i = 0;
    while i < catalog.length && !catalog.overflow {
        let node = catalog.entries[i].node();
        let site = Site::of(i);
        match &node.shape {
            Shape::Newtype(newtype) => {
                if let Some(constraints) = newtype.constraints {
                    catalog.entries[i].keywords = catalog.entries[i].keywords.union(constraints.keywords);
                }
                scan(&mut catalog, newtype.inner, site);
            }
            Shape::Array(array) => scan(&mut catalog, array.items, site),
            Shape::Nullable(inner) => scan(&mut catalog, *inner, site),
            _ => contents(&mut catalog, node, site),
        }
        i += 1;
    }
    add_up_heights(&mut catalog);
    catalog
}

/// Meets what is inline at `link`, up to the next definitions.
const fn scan<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, mut site: Site) {
    let (mut link, mut wrappers) = (link, 0);
    let mut needs_items = match site.property {
        Some(Property { constraints: Some(constraints), .. }) => constraints.needs_items,
        _ => false,
    };
    loop {
        let node = link.node();
        site.is_indirect |= link.is_indirect();
        match &node.shape {
            Shape::Scalar(_) => return,
            Shape::Nullable(inner) => {
                link = *inner;
                site.is_needed = false;
            }
            Shape::Array(array) => {
                link = array.items;
                site.arrays += 1;
                site.is_needed &= needs_items || matches!(array.length, Some(1..));
                site.is_indirect = true;
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
            Shape::Enclosing(name_hash) => return meet_enclosing(catalog, *name_hash, site),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                if node.definition.is_some() {
                    return meet(catalog, link, site);
                }
                return contents(catalog, node, site);
            }
        }
        wrappers += 1;
    }
}

/// Meets all that is inside an object, enum or union.
const fn contents<const N: usize>(catalog: &mut Catalog<N>, node: &'static Node, site: Site) {
    match &node.shape {
        Shape::Object(object) => {
            let inside = site.objects + 1;
            let entry = &mut catalog.entries[site.entry];
            if entry.height < inside {
                entry.height = inside;
            }
            properties(catalog, object, Site { objects: inside, ..site }, None, 0);
        }
        Shape::Enum(values) => {
            catalog.totals.enum_values += values.values.len();
            catalog.totals.characters += values.characters;
            // The limit on the characters of one enum is on enums of strings.
            let long = values.values.len() > catalog.long_enum_values && matches!(values.kind, ScalarKind::String);
            if long && values.characters > catalog.totals.longest_enum {
                catalog.totals.longest_enum = values.characters;
                catalog.totals.longest_enum_entry = site.entry;
            }
        }
        Shape::Union(union) => {
            let mut i = 0;
            while i < union.branches.len() {
                scan(catalog, union.branches[i].value, site);
                i += 1;
            }
        }
        _ => scan(catalog, NodeRef::to(node), site),
    }
}

/// Meets what the properties hold; those of a flattened type too.
const fn properties<const N: usize>(
    catalog: &mut Catalog<N>,
    object: &'static Object,
    site: Site,
    owner: Option<&'static Definition>,
    flattened: usize,
) {
    catalog.totals.properties += object.own;
    catalog.totals.characters += object.characters;
    let properties = object.properties;
    let mut i = 0;
    while i < properties.len() {
        let property = &properties[i];
        i += 1;
        if property.flatten {
            if let (Some(inner), true) = (flattened_object(property.value), flattened < MANY_FLATTENED) {
                let owner = property.value.node().definition.as_ref();
                self::properties(catalog, inner, site.at(property), owner, flattened + 1);
            }
            continue;
        }
        if let Some(constraints) = property.constraints {
            note_keywords(catalog, owner, constraints.keywords, site.at(property));
        }
        if holds_more_than_scalars(property.value) {
            scan(catalog, property.value, site.at(property));
        }
    }
}

/// Whether there is anything to meet at `link`: most properties are scalars, lists of them, or optional ones.
const fn holds_more_than_scalars(link: NodeRef) -> bool {
    let mut link = link;
    loop {
        match &link.node().shape {
            Shape::Scalar(_) => return false,
            Shape::Nullable(inner) => link = *inner,
            Shape::Array(array) => link = array.items,
            _ => return true,
        }
    }
}

/// Adds `keywords` to those of an entry. `owner` is the type whose attribute has them, if it is not the entry itself.
const fn note_keywords<const N: usize>(
    catalog: &mut Catalog<N>,
    owner: Option<&'static Definition>,
    keywords: Keywords,
    site: Site,
) {
    let Some(definition) = owner else {
        let entry = &mut catalog.entries[site.entry];
        entry.keywords = entry.keywords.union(keywords);
        return;
    };
    let missing = definition.profile.keywords.lacking(catalog.keywords, keywords);
    if catalog.foreign.is_none() && !missing.is_empty() {
        catalog.foreign = Some(Foreign { definition, missing, site });
    }
}

/// The type that newtypes stand for.
pub(crate) const fn through_newtypes(link: NodeRef) -> NodeRef {
    let (mut link, mut steps) = (link, 0);
    while steps < MANY_FLATTENED {
        match link.node().shape {
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => return link,
        }
        steps += 1;
    }
    link
}

/// The object whose properties a flattened property stands for.
pub(crate) const fn flattened_object(link: NodeRef) -> Option<&'static Object> {
    let (mut link, mut wrappers) = (link, 0);
    while wrappers < MANY_WRAPPERS {
        match &link.node().shape {
            Shape::Object(object) => return Some(object),
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => break,
        }
        wrappers += 1;
    }
    None
}

/// Counts a reference to a definition. A new one is put on the list.
const fn meet<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, site: Site) {
    let key = identity::hash(link.node());
    let probe = catalog.search(key, link);
    if !catalog.is_whole
        && probe.found.is_none()
        && let Some(definition) = &link.node().definition
        && definition.arguments.is_empty()
    {
        let has_more_keywords = !definition.profile.keywords.difference(catalog.keywords).is_empty();
        catalog.needs_whole |= has_more_keywords || site.is_needed && site.is_indirect;
        return;
    }
    if let Some(known) = probe.found {
        catalog.entries[known].uses += 1;
        // Every cycle has an edge to an entry that was met no later than the one it leaves.
        catalog.cyclic |= known <= site.entry;
        catalog.needs_whole |= known <= site.entry && site.is_needed;
        return;
    }
    if catalog.length == N {
        catalog.overflow = true;
        return;
    }
    catalog.entries[catalog.length] = Entry { link: Some(link), uses: 1, site, ..Entry::EMPTY };
    catalog.places.set(probe, key, catalog.length);
    catalog.length += 1;
}

const fn meet_enclosing<const N: usize>(catalog: &mut Catalog<N>, name_hash: u64, site: Site) {
    catalog.cyclic = true;
    catalog.needs_whole |= site.is_needed;
    match &catalog.entries[site.entry].node().definition {
        Some(definition) if definition.name_hash == name_hash => catalog.entries[site.entry].uses += 1,
        _ => catalog.misplaced = Some(site.entry),
    }
}

/// Adds the heights of inlined definitions to those of the definitions that they stand in, last met first.
const fn add_up_heights<const N: usize>(catalog: &mut Catalog<N>) {
    let mut i = catalog.length;
    while i > 1 {
        i -= 1;
        let entry = catalog.entries[i];
        if !entry.is_defined() {
            let parent = &mut catalog.entries[entry.site.entry];
            let height = entry.site.objects + entry.height;
            if parent.height < height {
                parent.height = height;
            }
        }
    }
}

impl<const N: usize> Catalog<N> {
    /// The entry of the type that `link` leads to.
    pub(crate) const fn find(&self, link: NodeRef) -> Option<usize> {
        self.search(identity::hash(link.node()), link).found
    }

    const fn search(&self, key: u64, link: NodeRef) -> Probe {
        let mut probe = self.places.find(key);
        while let Some(place) = probe.found
            && !identity::same(self.entries[place].link(), link)
        {
            probe = self.places.find_next(key, probe);
        }
        probe
    }
}

impl Entry {
    /// The reference to the definition.
    pub(crate) const fn link(&self) -> NodeRef {
        match self.link {
            Some(link) => link,
            None => NodeRef::to(&NOTHING),
        }
    }

    /// The node of the definition.
    pub(crate) const fn node(&self) -> &'static Node {
        self.link().node()
    }

    /// Whether the derive has put the checks of a whole schema at the type itself: an instance of a generic type is
    /// checked only where it is used.
    pub(crate) const fn reports_itself(&self) -> bool {
        matches!(&self.node().definition, Some(definition) if definition.arguments.is_empty())
    }

    /// Whether the entry, not being the root, stands in `$defs`.
    pub(crate) const fn is_defined(&self) -> bool {
        let node = self.node();
        self.uses > 1
            || matches!(node.shape, Shape::Newtype(_))
            || matches!(node.definition, Some(Definition { define: true, .. }))
    }
}

/// The profile of the first definition that `link` leads to, and the default one for a type without definitions.
pub(crate) const fn profile_of(link: NodeRef) -> &'static Profile {
    let (mut link, mut wrappers) = (link, 0);
    while wrappers < MANY_WRAPPERS {
        let node = link.node();
        if let Some(definition) = &node.definition {
            return definition.profile;
        }
        match node.shape {
            Shape::Array(array) => link = array.items,
            Shape::Nullable(inner) => link = inner,
            _ => break,
        }
        wrappers += 1;
    }
    &Profile::ALL[0]
}
