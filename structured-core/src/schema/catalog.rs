//! The definitions that a schema reaches, each listed once. Rendering and the checks of a whole schema walk this list.
//!
//! Definitions are found breadth first and kept in a list, so that a long chain of types needs no deep stack (the const
//! interpreter allows 128 frames). Only inline parts (arrays, options, newtypes, variants) are walked by calls.

mod entries;
mod needs;
mod walk;

pub(crate) use self::walk::walk;

use crate::profile::{Keywords, Profile, SelfReference};
use crate::schema::bounds::Bounds;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::node::{Definition, Node, Object, Property, Shape};
use crate::schema::table::Table;

/// Nested wrappers, with no object between them, that are taken as a newtype inside itself.
pub(crate) const MANY_WRAPPERS: usize = 48;
/// Nested flattened objects that are taken as an object flattened into itself.
pub(crate) const MANY_FLATTENED: usize = 16;
/// The frames of the const interpreter, which has 128, that an inline type takes without flattened properties.
const FRAMES_OF_INLINED: usize = 8;
/// The frames that a flattened property takes, if it is an enum whose variants have an object for their content.
const FRAMES_OF_FLATTENED: usize = 6;
/// The frames of nested inline types at which the next one is taken as an inline type inside itself. A type that is
/// nested deeper has an entry in `$defs`.
const MANY_FRAMES: usize = 10 * FRAMES_OF_INLINED;

/// The number of definitions that most types hold at most. The derive knows it too.
pub(crate) const FEW: usize = 16;
/// The number of definitions that most schemas stay within. For a schema with more, the walk starts again with room for
/// [`LARGE`].
pub(crate) const SMALL: usize = 32;
/// The maximum number of definitions of one schema. Providers with limits accept fewer.
pub(crate) const LARGE: usize = 8192;

/// How far a walk goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Extent {
    /// Everything that the root reaches is walked.
    Nodes,
    /// Types with bounds of their own are not walked. For types that come later than the root, the bounds are read.
    /// Earlier types are listed.
    Later,
    /// Like `Later`, but the bounds of the earlier types are read too.
    Earlier,
    /// Types with bounds of their own are not walked, and the bounds of all of them are read.
    Bounds,
}

/// The definitions of one schema. The first is the root, whatever its shape.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "findings of the walk that do not exclude each other")]
pub(crate) struct Catalog<const N: usize> {
    pub(crate) entries: [Entry; N],
    pub(crate) length: usize,
    /// The indices of the entries, by the identity of their types.
    places: Table<N>,
    /// Whether two entries have the same fingerprint.
    has_twins: bool,
    extent: Extent,
    /// Whether there were more than `N` definitions.
    pub(crate) overflow: bool,
    /// Whether a definition may be reached from itself.
    pub(crate) cyclic: bool,
    /// Whether there are types whose bounds have not been read.
    pub(crate) has_earlier: bool,
    /// Whether bounds that have been read leave out earlier types.
    has_open: bool,
    /// Whether bounds that have been read do not list all types that they leave out.
    pub(crate) has_unknown: bool,
    /// The entry with a reference to a definition that is not listed.
    pub(crate) dangling: Option<usize>,
    /// Whether the root is inline and reaches itself.
    pub(crate) is_endless: bool,
    /// Whether inline types have been found nested without end. This is reported at these types.
    pub(crate) holds_endless: bool,
    /// The number of inline types that have been met.
    inlined: usize,
    /// The keywords of the root's profile.
    keywords: Keywords,
    /// The first inlined type that uses a keyword which the root's profile lacks.
    pub(crate) foreign: Option<Foreign>,
    /// The counts. They are upper bounds unless the extent is [`Extent::Nodes`].
    pub(crate) bounds: Bounds,
    /// The limit of the profile above which an enum is called long.
    long_enum_values: usize,
    /// Characters of the longest enum among those that the profile calls long.
    pub(crate) longest_enum: usize,
    /// The entry with the longest enum.
    pub(crate) longest_enum_entry: usize,
}

/// One definition.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "findings of the walk that do not exclude each other")]
pub(crate) struct Entry {
    /// The reference to the definition.
    pub(crate) link: NodeRef,
    /// The number of references to it. For the root, its role as the root is not counted.
    pub(crate) uses: usize,
    /// The place where it was first met.
    pub(crate) site: Site,
    /// Objects on the deepest path through it, including inlined definitions.
    pub(crate) height: usize,
    /// Constraint keywords that its own attributes use.
    pub(crate) keywords: Keywords,
    source: Source,
    /// Whether every document contains a value of it, as far as is known.
    pub(crate) is_needed: bool,
    /// Whether the bounds that have been read know that it has a finite document. Nothing else is read of the entry then.
    is_finite: bool,
    /// Whether a definition that is not listed lies between it and the entry of its site.
    pub(crate) is_apart: bool,
    /// Whether it is in `$defs`, if it is not the root. This is known at the end of the walk.
    pub(crate) is_defined: bool,
}

/// The source of what is known about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The node, which is walked.
    Node,
    /// Its bounds over later types.
    Later,
    /// Its bounds.
    Bounds,
    /// Nothing is read, because it comes earlier than the root.
    Nothing,
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
    /// Whether every document contains a value at the place, as far as the wrappers around it show.
    is_needed: bool,
    /// The frames of the const interpreter that the inline types and flattened properties around the place take.
    frames: usize,
    /// The innermost inline type around the place.
    owner: Option<&'static Definition>,
}

impl Site {
    /// The place of the entry itself.
    #[inline]
    const fn of(entry: usize) -> Self {
        Self { entry, property: None, arrays: 0, objects: 0, is_needed: true, frames: 0, owner: None }
    }

    /// The place of a property.
    #[inline]
    const fn at(mut self, property: &'static Property) -> Self {
        self.property = Some(property);
        self.arrays = 0;
        self.is_needed = true;
        self
    }
}

impl Entry {
    const EMPTY: Self = Self {
        link: NodeRef::NOWHERE,
        uses: 0,
        site: Site::of(0),
        height: 0,
        keywords: Keywords::NONE,
        source: Source::Node,
        is_needed: false,
        is_finite: true,
        is_apart: false,
        is_defined: false,
    };
}

/// The type that a chain of newtypes wraps.
#[inline]
pub(crate) const fn through_newtypes(link: NodeRef) -> NodeRef {
    let mut link = link;
    let mut steps = 0;
    while steps < MANY_FLATTENED {
        match link.node().shape {
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => return link,
        }
        steps += 1;
    }
    link
}

/// The object whose properties a flattened property adds.
#[inline]
pub(crate) const fn flattened_object(link: NodeRef) -> Option<&'static Object> {
    let mut link = link;
    let mut wrappers = 0;
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

impl<const N: usize> Catalog<N> {
    /// A catalog without entries.
    ///
    /// This is not a constant, because the compiler would validate each field of each entry.
    #[inline]
    pub(crate) const fn empty() -> Self {
        Self {
            entries: [Entry::EMPTY; N],
            length: 0,
            places: Table::new(),
            has_twins: false,
            extent: Extent::Nodes,
            overflow: false,
            cyclic: false,
            has_earlier: false,
            has_open: false,
            has_unknown: false,
            dangling: None,
            is_endless: false,
            holds_endless: false,
            inlined: 0,
            keywords: Keywords::NONE,
            foreign: None,
            bounds: Bounds::NONE,
            long_enum_values: 0,
            longest_enum: 0,
            longest_enum_entry: 0,
        }
    }

    /// The index of the entry for the type that `link` refers to.
    #[inline]
    pub(crate) const fn find(&self, link: NodeRef) -> Option<usize> {
        let key = link.fingerprint();
        let mut probe = self.places.find(key);
        while let Some(place) = probe.found {
            if identity::same(self.entries[place].link, link) {
                return Some(place);
            }
            probe = self.places.find_next(key, probe);
        }
        None
    }

    /// Whether entry `i` has a definition in `$defs`.
    #[inline]
    pub(crate) const fn is_in_defs(&self, i: usize, profile: &Profile) -> bool {
        let entry = &self.entries[i];
        if i > 0 {
            return entry.is_defined;
        }
        entry.uses > 0 && matches!(profile.self_reference, SelfReference::Definition)
    }

    /// The index of the entry for a type that the walk has met.
    #[inline]
    pub(crate) const fn entry_of(&self, link: NodeRef) -> Option<usize> {
        // Only types with the same fingerprint have to be compared.
        if self.has_twins {
            return self.find(link);
        }
        let key = link.fingerprint();
        self.places.find_from(key, key).found
    }
}

impl Entry {
    /// The node of the definition.
    #[inline]
    pub(crate) const fn node(&self) -> &'static Node {
        self.link.node()
    }

    /// Whether it comes earlier than the root, so that nothing is known of it.
    #[inline]
    pub(crate) const fn is_earlier(&self) -> bool {
        matches!(self.source, Source::Nothing)
    }

    /// Whether the derive has put the checks of a whole schema at the type itself. An instance of a generic type is
    /// checked only where it is used.
    #[inline]
    pub(crate) const fn reports_itself(&self) -> bool {
        matches!(&self.node().definition, Some(definition) if !definition.is_instance)
    }

    /// Whether the entry needs to be in `$defs`, now that all references to it have been counted.
    #[inline]
    const fn needs_definition(&self) -> bool {
        let node = self.link.node();
        self.uses > 1
            || matches!(node.shape, Shape::Newtype(_))
            || matches!(node.definition, Some(Definition { define: true, .. }))
    }
}

/// The profile of the first definition that `link` leads to, or the default profile for a type without definitions.
#[inline]
pub(crate) const fn profile_of(link: NodeRef) -> &'static Profile {
    let mut link = link;
    let mut wrappers = 0;
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
