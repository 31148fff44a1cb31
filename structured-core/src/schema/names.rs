//! The names of definitions: `Item`, `Page_Item` for `Page<Item>`, and with their module where two types share a name.
//!
//! A name depends on the type alone, unless another type of the same schema has the same bare name; then both carry
//! their module. So a name does not change when an unrelated type is added, moved or removed.

use crate::schema::catalog::{self, Entry};
use crate::schema::link::NodeRef;
use crate::schema::node::{Argument, Definition, Shape};
use crate::schema::text::{self, Text};

/// Writes the name that entry `i` has in `$defs`.
pub(crate) const fn push<'a>(text: Text<'a>, entries: &[Entry], i: usize) -> Text<'a> {
    let link = entries[i].link;
    let hash = name_hash(link);
    let (mut shared, mut namesake_before, mut k) = (false, 0, 0);
    while k < entries.len() {
        if k != i && name_hash(entries[k].link) == hash && !catalog::same(entries[k].link, link) {
            shared = true;
            // Two types in function bodies of one module: only the order of the schema is left to tell them apart.
            if k < i && same_modules(entries[k].link, link) {
                namesake_before += 1;
            }
        }
        k += 1;
    }
    let mut text = push_name(text, link, shared);
    if namesake_before > 0 {
        text = text.push("_").push_number(namesake_before + 1);
    }
    text
}

/// Writes the name of a type, with that of its arguments.
pub(crate) const fn push_name(text: Text<'_>, link: NodeRef, with_module: bool) -> Text<'_> {
    let (mut text, mut link) = (text, link);
    loop {
        let node = link.node();
        if let Some(definition) = &node.definition {
            return push_definition(text, definition, with_module);
        }
        text = text.push(node.name());
        link = match node.shape {
            Shape::Array(array) => array.items,
            Shape::Nullable(inner) => inner,
            _ => return text,
        };
        text = text.push("_");
    }
}

const fn push_definition<'a>(text: Text<'a>, definition: &Definition, with_module: bool) -> Text<'a> {
    let mut text = if with_module { push_module(text, definition.module) } else { text };
    text = text.push(definition.name);
    let mut i = 0;
    while i < definition.arguments.len() {
        text = text.push("_");
        text = match definition.arguments[i] {
            Argument::Type(link) => push_name(text, link, with_module),
            Argument::Value(value) => push_value(text, value),
        };
        i += 1;
    }
    text
}

const fn push_value(text: Text<'_>, value: i128) -> Text<'_> {
    let text = if value < 0 { text.push("minus") } else { text };
    text.push_number((value.unsigned_abs() % (1 << 64)) as usize)
}

/// Writes `a::b` as `a_b_`: a definition's name is part of a JSON pointer in a URI.
const fn push_module<'a>(text: Text<'a>, module: &'static str) -> Text<'a> {
    let (mut text, mut rest, mut i) = (text, module, 0);
    // Namesakes are rare, and module paths are short: a loop over their bytes is affordable here.
    while i + 1 < rest.len() {
        if rest.as_bytes()[i] == b':' {
            let (segment, after) = rest.split_at(i);
            text = text.push(segment).push("_");
            rest = after.split_at(2).1;
            i = 0;
        } else {
            i += 1;
        }
    }
    text.push(rest).push("_")
}

/// A hash of the name that [`push_name`] writes without modules: of a type without arguments, the macro has it.
const fn name_hash(link: NodeRef) -> u64 {
    match &link.node().definition {
        Some(definition) if definition.arguments.is_empty() => definition.name_hash,
        _ => hash_name(FNV_OFFSET, link),
    }
}

/// What the derive hashes names with: FNV-1a.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01b3;

const fn hash_text(hash: u64, text: &str) -> u64 {
    let (mut hash, mut i) = (hash, 0);
    while i < text.len() {
        hash = (hash ^ text.as_bytes()[i] as u64).wrapping_mul(FNV_PRIME);
        i += 1;
    }
    hash
}

/// As [`push_name`], without writing.
const fn hash_name(hash: u64, link: NodeRef) -> u64 {
    let (mut hash, mut link) = (hash, link);
    loop {
        let node = link.node();
        hash = hash_text(hash, node.name());
        if let Some(definition) = &node.definition {
            let mut i = 0;
            while i < definition.arguments.len() {
                hash = hash_argument(hash_text(hash, "_"), definition.arguments[i]);
                i += 1;
            }
            return hash;
        }
        link = match node.shape {
            Shape::Array(array) => array.items,
            Shape::Nullable(inner) => inner,
            _ => return hash,
        };
        hash = hash_text(hash, "_");
    }
}

const fn hash_argument(hash: u64, argument: Argument) -> u64 {
    match argument {
        Argument::Type(link) => hash_name(hash, link),
        Argument::Value(value) => {
            let mut bytes = [0; 32];
            let length = push_value(Text::new(&mut bytes), value).length;
            hash_text(hash, text::Buffer { bytes, length }.as_str())
        }
    }
}

const fn same_modules(a: NodeRef, b: NodeRef) -> bool {
    match (&a.node().definition, &b.node().definition) {
        (Some(a), Some(b)) => text::same(a.module, b.module),
        _ => true,
    }
}
