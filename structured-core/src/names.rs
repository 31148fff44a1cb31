//! The names of definitions: `Item`, `Page_Item` for `Page<Item>`, and with their module where two types share a name.
//!
//! A name depends on the type alone, unless another type of the same schema has the same bare name; then both carry
//! their module. So a name does not change when an unrelated type is added, moved or removed.

use crate::catalog::{self, Entry};
use crate::link::Link;
use crate::node::{Argument, Definition, Shape};
use crate::text::{self, Text};

/// Writes the name that entry `i` has in `$defs`.
pub(crate) const fn push<'a>(text: Text<'a>, entries: &[Entry], i: usize) -> Text<'a> {
    let link = entries[i].link;
    let (mut shared, mut namesake_before, mut k) = (false, 0, 0);
    while k < entries.len() {
        if k != i && same_name(entries[k].link, link) && !catalog::same(entries[k].link, link) {
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
pub(crate) const fn push_name(text: Text<'_>, link: Link, with_module: bool) -> Text<'_> {
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
            Argument::Value(value) if value < 0 => {
                text.push("minus").push_number((value.unsigned_abs() % (1 << 64)) as usize)
            }
            Argument::Value(value) => text.push_number((value.unsigned_abs() % (1 << 64)) as usize),
        };
        i += 1;
    }
    text
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

/// Whether two types have the same bare name, arguments included.
const fn same_name(a: Link, b: Link) -> bool {
    let (a_node, b_node) = (a.node(), b.node());
    match (&a_node.definition, &b_node.definition) {
        (Some(a), Some(b)) => {
            // The names as printed, which `#[structured(name = "…")]` may have made alike; the hashes are of the idents.
            if !text::same(a.name, b.name) || a.arguments.len() != b.arguments.len() {
                return false;
            }
            let mut i = 0;
            while i < a.arguments.len() {
                let same = match (a.arguments[i], b.arguments[i]) {
                    (Argument::Type(a), Argument::Type(b)) => same_name(a, b),
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
        (None, None) => match (a_node.shape, b_node.shape) {
            (Shape::Array(a), Shape::Array(b)) => same_name(a.items, b.items),
            (Shape::Nullable(a), Shape::Nullable(b)) => same_name(a, b),
            _ => text::same(a_node.name(), b_node.name()),
        },
        _ => false,
    }
}

const fn same_modules(a: Link, b: Link) -> bool {
    match (&a.node().definition, &b.node().definition) {
        (Some(a), Some(b)) => text::same(a.module, b.module),
        _ => true,
    }
}
