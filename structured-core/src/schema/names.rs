//! The names of definitions: `Item`, or `Page_Item` for `Page<Item>`, with their module if two types share a name.
//!
//! A name depends on the type alone, unless another type of the same schema has the same bare name. Then both names
//! include their module. So a name does not change when an unrelated type is added, moved or removed.

use crate::schema::catalog::Catalog;
use crate::schema::link::NodeRef;
use crate::schema::node::{Argument, Definition, Shape};
use crate::schema::table::Table;
use crate::schema::text::{self, Text, mix};

/// What the name of each entry of a catalog adds to the bare name of its type.
#[derive(Debug)]
pub(crate) struct Names<const N: usize> {
    names: [Name; N],
}

#[derive(Debug, Clone, Copy)]
struct Name {
    /// The bare name of a type without arguments.
    bare: Option<&'static str>,
    /// A hash of the bare name.
    hash: u64,
    /// Whether another type of the schema has the same bare name.
    is_shared: bool,
    /// The number of earlier types with the same bare name and module. Such types are in function bodies of one module,
    /// and only their order in the schema distinguishes them.
    namesakes_before: u16,
}

impl<const N: usize> Names<N> {
    /// No names, to be [filled](Self::fill). The interpreter would copy the names that a function returns.
    #[inline]
    pub(crate) const fn empty() -> Self {
        Self { names: [Name { bare: None, hash: 0, is_shared: false, namesakes_before: 0 }; N] }
    }

    /// Sets the names of the entries of `catalog`.
    #[inline]
    pub(crate) const fn fill(&mut self, catalog: &Catalog<N>) {
        let names = &mut self.names;
        let mut by_name = Table::<N>::new();
        let mut is_any_shared = false;
        let mut i = 0;
        while i < catalog.length {
            let link = catalog.entries[i].link;
            let name = &mut names[i];
            match &link.node().definition {
                // The derive has computed the hash.
                Some(definition) if !definition.is_instance => {
                    name.bare = Some(definition.name);
                    name.hash = definition.name_hash;
                }
                _ => name.hash = hash_name(text::FNV_OFFSET, link),
            }
            let hash = name.hash;
            let probe = by_name.find_from(hash, hash);
            if let Some(first) = probe.found {
                name.is_shared = true;
                names[first].is_shared = true;
                is_any_shared = true;
            } else {
                by_name.set(probe, hash, i);
            }
            i += 1;
        }
        if is_any_shared {
            count_namesakes(catalog, names);
        }
    }

    /// The hash of the name that entry `i` has in `$defs`, if the name has no module.
    #[inline]
    pub(crate) const fn hash(&self, i: usize) -> Option<u64> {
        match &self.names[i] {
            Name { hash, is_shared: false, .. } => Some(*hash),
            _ => None,
        }
    }

    /// The name that entry `i` has in `$defs`, if it is the bare name of its type.
    #[inline]
    pub(crate) const fn bare(&self, i: usize) -> Option<&'static str> {
        match &self.names[i] {
            Name { bare: Some(bare), is_shared: false, .. } => Some(bare),
            _ => None,
        }
    }

    /// Writes the name that entry `i` has in `$defs`, after `before`.
    #[inline]
    pub(crate) const fn push_after(&self, before: &str, text: &mut Text<'_>, catalog: &Catalog<N>, i: usize) {
        if let Some(bare) = self.bare(i) {
            return text.push_both(before, bare);
        }
        let name = &self.names[i];
        text.push(before);
        push_name(text, catalog.entries[i].link, name.is_shared);
        if name.namesakes_before > 0 {
            text.push("_");
            text.push_number(name.namesakes_before as usize + 1);
        }
    }
}

const fn count_namesakes<const N: usize>(catalog: &Catalog<N>, names: &mut [Name; N]) {
    let mut by_module = Table::<N>::new();
    let mut i = 0;
    while i < catalog.length {
        if names[i].is_shared
            && let Some(definition) = &catalog.entries[i].node().definition
        {
            let key = mix(names[i].hash, text::hash(text::FNV_OFFSET, definition.module));
            let probe = by_module.find(key);
            if let Some(last) = probe.found {
                names[i].namesakes_before = names[last].namesakes_before + 1;
            }
            by_module.set(probe, key, i);
        }
        i += 1;
    }
}

/// Writes the name of a type, with the names of its arguments.
#[inline]
pub(crate) const fn push_name(text: &mut Text<'_>, link: NodeRef, with_module: bool) {
    let mut link = link;
    loop {
        let node = link.node();
        if let Some(definition) = &node.definition {
            return push_definition(text, definition, with_module);
        }
        text.push(node.name());
        link = match &node.shape {
            Shape::Array(array) => array.items,
            Shape::Nullable(inner) => *inner,
            _ => return,
        };
        text.push("_");
    }
}

#[inline]
const fn push_definition(text: &mut Text<'_>, definition: &Definition, with_module: bool) {
    if with_module {
        push_module(text, definition.module);
    }
    text.push(definition.name);
    let mut i = 0;
    while i < definition.arguments.len() {
        text.push("_");
        match definition.arguments[i] {
            Argument::Type(link) => push_name(text, link, with_module),
            Argument::Value(value) => push_value(text, value),
        }
        i += 1;
    }
}

#[inline]
const fn push_value(text: &mut Text<'_>, value: i128) {
    if value < 0 {
        text.push("minus");
    }
    text.push_number((value.unsigned_abs() % (1 << 64)) as usize);
}

/// Writes `a::b` as `a_b_`: a definition's name is part of a JSON pointer in a URI.
#[inline]
const fn push_module(text: &mut Text<'_>, module: &'static str) {
    let mut rest = module;
    let mut i = 0;
    // Types that share a name are rare and module paths are short, so a loop over their bytes is affordable here.
    while i + 1 < rest.len() {
        if rest.as_bytes()[i] == b':' {
            let (segment, after) = rest.split_at(i);
            text.push(segment);
            text.push("_");
            rest = after.split_at(2).1;
            i = 0;
        } else {
            i += 1;
        }
    }
    text.push(rest);
    text.push("_");
}

/// Continues a hash with the name that [`push_name`] writes without modules.
#[inline]
const fn hash_name(hash: u64, link: NodeRef) -> u64 {
    let mut hash = hash;
    let mut link = link;
    loop {
        let node = link.node();
        hash = text::hash(hash, node.name());
        if let Some(definition) = &node.definition {
            let mut i = 0;
            while i < definition.arguments.len() {
                hash = hash_argument(text::hash(hash, "_"), definition.arguments[i]);
                i += 1;
            }
            return hash;
        }
        link = match &node.shape {
            Shape::Array(array) => array.items,
            Shape::Nullable(inner) => *inner,
            _ => return hash,
        };
        hash = text::hash(hash, "_");
    }
}

#[inline]
const fn hash_argument(hash: u64, argument: Argument) -> u64 {
    match argument {
        Argument::Type(link) => hash_name(hash, link),
        Argument::Value(value) => {
            let mut bytes = [0; 32];
            let mut text = Text::new(&mut bytes);
            push_value(&mut text, value);
            let length = text.written();
            text::hash(hash, text::written(&bytes, length))
        }
    }
}
