//! The state of the reading, which all of its parts share.

use std::collections::HashMap;

use structured_core::profile::Profile;
use structured_lint::{JsonValue, Span, escape_pointer};

use crate::import::model::{Constraint, Item, Kind, Notes, Type};
use crate::import::names::Scope;

/// What a place in the schema holds, and what is said about it there.
#[derive(Debug)]
pub(crate) struct Placed {
    pub(crate) ty: Type,
    pub(crate) notes: Notes,
    pub(crate) constraints: Vec<Constraint>,
    /// The item that was made for this place alone; notes can move to it.
    pub(crate) fresh: Option<usize>,
}

/// A part of the schema that no Rust type describes.
#[derive(Debug)]
pub(crate) struct NoType {
    /// JSON pointer to the place, from the root of the schema.
    pub(crate) pointer: String,
    /// What to underline; at 0 if it was not in the file.
    pub(crate) span: Span,
    pub(crate) what: String,
    pub(crate) help: &'static str,
}

/// What a type is called if nothing in the schema names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hint<'a> {
    /// The type around it.
    pub(crate) owner: &'a str,
    /// The property or variant.
    pub(crate) word: &'a str,
}

#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) schema: &'a JsonValue,
    pub(crate) profile: &'a Profile,
    pub(crate) items: Vec<Item>,
    pub(crate) types: Scope,
    /// The types of definitions that have been met.
    pub(crate) definitions: HashMap<&'a str, Type>,
    /// Definitions that are written in place, and are being written: one inside itself has no end.
    pub(crate) open: Vec<&'a str>,
    /// How often each definition is referred to.
    pub(crate) uses: HashMap<&'a str, usize>,
    /// What the types cannot say exactly as the schema does.
    pub(crate) remarks: Vec<String>,
    /// The properties that have no type, and are left out.
    pub(crate) obstacles: Vec<NoType>,
    /// JSON pointer to the place that is read.
    pub(crate) path: Vec<String>,
}

impl Reader<'_> {
    pub(crate) fn within<T>(&mut self, part: &str, then: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(escape_pointer(part));
        let result = then(self);
        self.path.pop();
        result
    }

    /// What stands in the way at the current place, of which `at` is to be underlined.
    pub(crate) fn no_type(&self, at: Span, what: &str, help: &'static str) -> NoType {
        let pointer = self.path.iter().flat_map(|part| ["/", part]).collect();
        NoType { pointer, span: at, what: what.to_owned(), help }
    }

    /// The notes of a place and, where it has none, those of what stands there; what is left out is remarked on.
    pub(crate) fn joined(&mut self, own: Notes, inner: Notes) -> Notes {
        let notes = [("title", &own.title, &inner.title), ("description", &own.description, &inner.description)];
        for (name, own, inner) in notes {
            if let (Some(own), Some(inner)) = (own, inner)
                && own != inner
            {
                let place: String = self.path.iter().flat_map(|part| ["/", part]).collect();
                self.remarks.push(format!("{place}: the inner `{name}` is left out: {inner:?}"));
            }
        }
        own.or(inner)
    }

    /// A new item called `name`, its kind to be filled in.
    pub(crate) fn claim(&mut self, name: &str) -> usize {
        let ident = self.types.claim(name);
        let kind = Kind::Struct(Vec::new());
        self.items.push(Item { ident, notes: Notes::default(), name: None, define: false, kind });
        self.items.len() - 1
    }

    /// A new item for `node`: called by its title, by its place, or by its place and the type around it.
    pub(crate) fn claim_for(&mut self, node: &JsonValue, hint: Hint<'_>) -> usize {
        let title =
            node.get("title").and_then(JsonValue::as_str).filter(|title| title.chars().any(char::is_alphabetic));
        let qualified = format!("{} {}", hint.owner, hint.word);
        let name = match title {
            Some(title) if self.types.has_room_for(title) => title,
            _ if self.types.has_room_for(hint.word) => hint.word,
            _ => &qualified,
        };
        self.claim(name)
    }
}
