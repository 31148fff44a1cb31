//! The definitions that a schema reaches, each once: what the rendering and the checks of a whole schema walk.
//!
//! Definitions are met breadth first and kept in a list, so that a long chain of types needs no deep stack (the const
//! interpreter allows 128 frames). Only what stands inline (arrays, options, newtypes, variants) is walked by calls.

use crate::profile::{Keywords, Profile};
use crate::schema::link::NodeRef;
use crate::schema::node::{Argument, Definition, Node, Object, Property, ScalarKind, Shape};
use crate::schema::text;

/// Wrappers inside each other, with no object between them, that stand for a newtype inside itself.
const MANY_WRAPPERS: usize = 48;
/// Flattened objects inside each other that stand for an object flattened into itself.
pub(crate) const MANY_FLATTENED: usize = 16;

/// The definitions of one schema; the first is the root, whatever it is.
#[derive(Debug)]
pub(crate) struct Catalog<const N: usize> {
    pub(crate) entries: [Entry; N],
    pub(crate) length: usize,
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
    pub(crate) link: NodeRef,
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
    const EMPTY: Self = Self {
        link: NodeRef::to(&NOTHING),
        uses: 0,
        site: Site { entry: 0, property: None, arrays: 0, objects: 0 },
        height: 0,
        keywords: Keywords::NONE,
    };
}

/// The definitions that `root` reaches.
pub(crate) const fn catalog<const N: usize>(root: NodeRef, profile: &Profile) -> Catalog<N> {
    let mut catalog = Catalog {
        entries: [Entry::EMPTY; N],
        length: 1,
        overflow: false,
        cyclic: false,
        misplaced: None,
        keywords: profile.keywords,
        foreign: None,
        long_enum_values: profile.limits.long_enum_values,
        totals: Totals { properties: 0, enum_values: 0, characters: 0, longest_enum: 0, longest_enum_entry: 0 },
    };
    catalog.entries[0].link = root;
    let mut i = 0;
    while i < catalog.length && !catalog.overflow {
        let node = catalog.entries[i].link.node();
        let site = Site { entry: i, property: None, arrays: 0, objects: 0 };
        match node.shape {
            Shape::Newtype(newtype) => {
                if let Some(constraints) = newtype.constraints {
                    catalog.entries[i].keywords = catalog.entries[i].keywords.union(constraints.keywords);
                }
                scan(&mut catalog, newtype.inner, site);
            }
            Shape::Array(array) => scan(&mut catalog, array.items, site),
            Shape::Nullable(inner) => scan(&mut catalog, inner, site),
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
    loop {
        let node = link.node();
        match node.shape {
            Shape::Scalar(_) => return,
            Shape::Nullable(inner) => link = inner,
            Shape::Array(array) => {
                link = array.items;
                site.arrays += 1;
            }
            Shape::Newtype(newtype) => {
                if wrappers > MANY_WRAPPERS || find(catalog.entries.as_slice(), catalog.length, link).is_some() {
                    return meet(catalog, link, site);
                }
                if let Some(constraints) = newtype.constraints {
                    note_keywords(catalog, node.definition.as_ref(), constraints.keywords, site);
                }
                link = newtype.inner;
            }
            Shape::Enclosing(name_hash) => return meet_enclosing(catalog, name_hash, site),
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
    let count = object.properties.len();
    let mut i = 0;
    while let Some(next) = object.branching.next(i, count) {
        i = next + 1;
        let property = &object.properties[next];
        if property.flatten {
            if let (Some(inner), true) = (flattened_object(property.value), flattened < MANY_FLATTENED) {
                let owner = property.value.node().definition.as_ref();
                properties(catalog, inner, Site { property: Some(property), ..site }, owner, flattened + 1);
            }
            continue;
        }
        if let Some(constraints) = property.constraints {
            note_keywords(catalog, owner, constraints.keywords, Site { property: Some(property), arrays: 0, ..site });
        }
        scan(catalog, property.value, Site { property: Some(property), arrays: 0, ..site });
    }
}

/// Annotations that `keywords` stand in an entry; `owner` is the type that says so, if it is not the entry itself.
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
            _ => return None,
        }
        wrappers += 1;
    }
    None
}

/// Counts a reference to a definition; a new one is put on the list.
const fn meet<const N: usize>(catalog: &mut Catalog<N>, link: NodeRef, site: Site) {
    if let Some(known) = find(catalog.entries.as_slice(), catalog.length, link) {
        catalog.entries[known].uses += 1;
        // Every cycle has an edge to an entry that was met no later than the one it leaves.
        catalog.cyclic |= known <= site.entry;
        return;
    }
    if catalog.length == N {
        catalog.overflow = true;
        return;
    }
    catalog.entries[catalog.length] = Entry { link, uses: 1, site, ..Entry::EMPTY };
    catalog.length += 1;
}

const fn meet_enclosing<const N: usize>(catalog: &mut Catalog<N>, name_hash: u64, site: Site) {
    catalog.cyclic = true;
    match catalog.entries[site.entry].link.node().definition {
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

impl Entry {
    /// Whether the derive has put the checks of a whole schema at the type itself: an instance of a generic type is
    /// checked only where it is used.
    pub(crate) const fn reports_itself(&self) -> bool {
        matches!(self.link.node().definition, Some(definition) if definition.arguments.is_empty())
    }

    /// Whether the entry, not being the root, stands in `$defs`.
    pub(crate) const fn is_defined(&self) -> bool {
        let node = self.link.node();
        self.uses > 1
            || matches!(node.shape, Shape::Newtype(_))
            || matches!(node.definition, Some(Definition { define: true, .. }))
    }
}

/// The place of a definition among the first `length` of `entries`.
pub(crate) const fn find(entries: &[Entry], length: usize, link: NodeRef) -> Option<usize> {
    let mut i = 0;
    while i < length {
        if same(entries[i].link, link) {
            return Some(i);
        }
        i += 1;
    }
    None
}

/// Whether two links lead to the same type.
pub(crate) const fn same(a: NodeRef, b: NodeRef) -> bool {
    let (a, b) = (a.node(), b.node());
    match (&a.definition, &b.definition) {
        (Some(a), Some(b)) => same_definition(a, b),
        (None, None) => match (a.shape, b.shape) {
            (Shape::Scalar(a), Shape::Scalar(b)) => text::same(a.name, b.name),
            (Shape::Nullable(a), Shape::Nullable(b)) => same(a, b),
            (Shape::Array(a), Shape::Array(b)) => same_length(a.length(), b.length()) && same(a.items, b.items),
            (Shape::Enclosing(a), Shape::Enclosing(b)) => a == b,
            _ => false,
        },
        _ => false,
    }
}

const fn same_length(a: Option<usize>, b: Option<usize>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    }
}

const fn same_definition(a: &Definition, b: &Definition) -> bool {
    a.name_hash == b.name_hash
        && a.line == b.line
        && a.column == b.column
        && a.tokens_hash == b.tokens_hash
        && text::same(a.module, b.module)
        && same_arguments(a.arguments, b.arguments)
}

const fn same_arguments(a: &[Argument], b: &[Argument]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        let same = match (a[i], b[i]) {
            (Argument::Type(a), Argument::Type(b)) => same(a, b),
            (Argument::Value(a), Argument::Value(b)) => a == b,
            _ => false,
        };
        if !same {
            return false;
        }
        i += 1;
    }
    true
}

/// The profile of the first definition behind `link`, for a component that is rendered on its own.
pub(crate) const fn profile_of(link: NodeRef) -> Option<&'static Profile> {
    let (mut link, mut wrappers) = (link, 0);
    while wrappers < MANY_WRAPPERS {
        let node = link.node();
        if let Some(definition) = &node.definition {
            return Some(definition.profile);
        }
        match node.shape {
            Shape::Array(array) => link = array.items,
            Shape::Nullable(inner) => link = inner,
            _ => return None,
        }
        wrappers += 1;
    }
    None
}
