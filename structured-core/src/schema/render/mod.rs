//! The JSON text of a schema, written by the const interpreter.
//!
//! A property costs two pieces in the common case: its `lead` (name and description, joined by the macro) and the body
//! of its scalar type. The members of a schema object come in the order `description`, `title`, `type`, the rest, so
//! that a lead can end inside a description: a body then closes it, or goes on with the type's own description.

mod object;
mod scalar;

use self::object::object_but_for_its_end;
use self::scalar::{constraints, scalar_type};
use crate::profile::{Keyword, Profile, SelfReference};
use crate::schema::catalog::{self, Entry};
use crate::schema::link::NodeRef;
use crate::schema::names;
use crate::schema::node::{Annotations, Array, Branch, Constraints, Node, Shape};
use crate::schema::text::Text;

/// How many attributes with constraints one place can have: its own, and those of newtypes inside each other.
const PLACES: usize = 4;

/// What does not change while one schema is rendered.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) entries: &'a [Entry],
    pub(crate) profile: &'a Profile,
}

/// What has been written of a schema object when its body begins.
#[derive(Clone, Copy)]
struct Opened {
    /// Whether the text ends inside a string: a description, or the title behind it.
    string: bool,
    title: Option<&'static str>,
    nullable: bool,
    /// Of the place, then of the newtypes on the way to the type.
    constraints: [Option<&'static Constraints>; PLACES],
    /// The definition around the place.
    entry: usize,
}

impl Opened {
    const fn new(entry: usize) -> Self {
        Self { string: false, title: None, nullable: false, constraints: [None; PLACES], entry }
    }

    const fn constrain(&mut self, constraints: Option<&'static Constraints>) {
        let mut i = 0;
        while i < PLACES {
            if self.constraints[i].is_none() {
                self.constraints[i] = constraints;
                return;
            }
            i += 1;
        }
    }

    /// Whether an attribute says `keyword`.
    const fn says(&self, keyword: Keyword) -> bool {
        let mut i = 0;
        while i < PLACES {
            if let Some(constraints) = self.constraints[i]
                && constraints.keywords.contains(keyword)
            {
                return true;
            }
            i += 1;
        }
        false
    }
}

/// Writes the whole schema.
pub(crate) const fn schema<'a>(context: Context<'_>, text: Text<'a>) -> Text<'a> {
    let root = context.entries[0];
    let node = root.link.node();
    let text = text.push("{");
    if let Shape::Object(object) = &node.shape {
        // The description of an object at the root belongs to the response format or tool.
        let (text, opened) = note(text, Opened::new(0), Annotations::new(node.annotations.title, None));
        let (text, opened) = title(text, opened);
        let text = object_but_for_its_end(context, text, object, opened);
        return definitions(context, text, ",\"$defs\":{", "}").push("}");
    }
    let text = definitions(context, text, "\"$defs\":{", "},");
    whole_node(context, text, root.link, 0)
}

/// Writes a definition or the root, with its annotations and its closing brace.
const fn whole_node<'a>(context: Context<'_>, text: Text<'a>, link: NodeRef, entry: usize) -> Text<'a> {
    let node = link.node();
    let (text, mut opened) = note(text, Opened::new(entry), node.annotations);
    match node.shape {
        Shape::Newtype(newtype) => {
            opened.constrain(newtype.constraints);
            body(context, text, newtype.inner, opened)
        }
        Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => shape_of_definition(context, text, node, opened),
        _ => body(context, text, link, opened),
    }
}

/// Writes `$defs`, if there are any, between `before` and `behind`.
const fn definitions<'a>(context: Context<'_>, text: Text<'a>, before: &str, behind: &str) -> Text<'a> {
    let (mut text, mut first, mut i) = (text, true, 0);
    while i < context.entries.len() {
        if stands_in_defs(context, i) {
            text = text.push(if first { before } else { "," });
            text = names::push(text.push("\""), context.entries, i).push("\":{");
            text = whole_node(context, text, context.entries[i].link, i);
            first = false;
        }
        i += 1;
    }
    if first { text } else { text.push(behind) }
}

/// Whether entry `i` stands in `$defs`.
pub(crate) const fn stands_in_defs(context: Context<'_>, i: usize) -> bool {
    let entry = &context.entries[i];
    if i > 0 {
        return entry.is_defined();
    }
    entry.uses > 0 && matches!(context.profile.self_reference, SelfReference::Definition)
}

/// Writes the inside of the schema object for `link`, with its closing brace.
const fn body<'a>(context: Context<'_>, text: Text<'a>, link: NodeRef, opened: Opened) -> Text<'a> {
    let (mut text, mut link, mut opened) = (text, link, opened);
    loop {
        let node = link.node();
        match node.shape {
            Shape::Scalar(scalar) => return scalar::scalar(context, text, &scalar, opened),
            Shape::Nullable(inner) => {
                opened.nullable = true;
                link = inner;
            }
            Shape::Newtype(newtype) => {
                if let Some(entry) = catalog::find(context.entries, context.entries.len(), link) {
                    return reference(context, text, entry, opened);
                }
                (text, opened) = note(text, opened, node.annotations);
                opened.constrain(newtype.constraints);
                link = newtype.inner;
            }
            Shape::Array(array) => {
                return array_of(context, text, array, opened);
            }
            Shape::Enclosing(_) => return reference(context, text, opened.entry, opened),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                if node.definition.is_some()
                    && let Some(entry) = catalog::find(context.entries, context.entries.len(), link)
                {
                    if entry == 0 || context.entries[entry].is_defined() {
                        return reference(context, text, entry, opened);
                    }
                    opened.entry = entry;
                }
                let (text, opened) = note(text, opened, node.annotations);
                return shape_of_definition(context, text, node, opened);
            }
        }
    }
}

/// Goes on with the annotations of the type itself, behind those of the place.
const fn note(text: Text<'_>, opened: Opened, annotations: Annotations) -> (Text<'_>, Opened) {
    let (mut text, mut opened) = (text, opened);
    if let Some(description) = annotations.description {
        text = text.push(if opened.string { "\\n\\n" } else { "\"description\":\"" }).push(description);
        opened.string = true;
    }
    if opened.title.is_none() {
        opened.title = annotations.title;
    }
    (text, opened)
}

/// Writes the title, for which all descriptions had to wait.
const fn title(text: Text<'_>, opened: Opened) -> (Text<'_>, Opened) {
    match opened.title {
        None => (text, opened),
        Some(title) => {
            let text = text.push(if opened.string { "\",\"title\":\"" } else { "\"title\":\"" }).push(title);
            (text, Opened { string: true, title: None, ..opened })
        }
    }
}

const fn reference<'a>(context: Context<'_>, text: Text<'a>, entry: usize, opened: Opened) -> Text<'a> {
    let (mut text, opened) = title(text, opened);
    let wrapped = opened.string || opened.nullable;
    if wrapped {
        text = text.push(if opened.string { "\",\"anyOf\":[{" } else { "\"anyOf\":[{" });
    }
    text = if entry == 0 && matches!(context.profile.self_reference, SelfReference::Root) {
        text.push("\"$ref\":\"#\"}")
    } else {
        names::push(text.push("\"$ref\":\"#/$defs/"), context.entries, entry).push("\"}")
    };
    match (wrapped, opened.nullable) {
        (false, _) => text,
        (true, false) => text.push("]}"),
        (true, true) => text.push(",{\"type\":\"null\"}]}"),
    }
}

const fn array_of<'a>(context: Context<'_>, text: Text<'a>, array: Array, opened: Opened) -> Text<'a> {
    let says_length = context.profile.keywords.contains(Keyword::MinItems);
    let (mut text, mut opened) = (text, opened);
    if let (Some(length), false) = (array.length, says_length) {
        (text, opened) = note(text, opened, Annotations::new(None, Some("Number of items: ")));
        text = text.push_number(length);
    }
    let (text, opened) = title(text, opened);
    let mut text = text.push(match (opened.string, opened.nullable) {
        (false, false) => "\"type\":\"array\",\"items\":{",
        (true, false) => "\",\"type\":\"array\",\"items\":{",
        (false, true) => "\"type\":[\"array\",\"null\"],\"items\":{",
        (true, true) => "\",\"type\":[\"array\",\"null\"],\"items\":{",
    });
    text = match array.items.plain() {
        Some(kind) => text.push(scalar_type(kind, array.items.is_nullable(), false)),
        None => body(context, text, array.items, Opened::new(opened.entry)),
    };
    if let (Some(length), true) = (array.length, says_length) {
        text = text.push(",\"minItems\":").push_number(length).push(",\"maxItems\":").push_number(length);
    }
    constraints(text, opened).push("}")
}

/// Writes an object, enum or union whose own annotations have been written.
const fn shape_of_definition<'a>(
    context: Context<'_>,
    text: Text<'a>,
    node: &'static Node,
    opened: Opened,
) -> Text<'a> {
    let (text, opened) = title(text, opened);
    match &node.shape {
        Shape::Object(object) => object_but_for_its_end(context, text, object, opened).push("}"),
        Shape::Enum(values) => {
            let type_member = scalar_type(values.kind, opened.nullable, opened.string);
            let text = text.push(type_member.split_at(type_member.len() - 1).0);
            let text = text.push(",\"enum\":[").push(values.list);
            text.push(if opened.nullable { ",null]}" } else { "]}" })
        }
        Shape::Union(union) => self::union(context, text, union.branches, opened),
        _ => body(context, text, NodeRef::to(node), opened),
    }
}

const fn union<'a>(context: Context<'_>, text: Text<'a>, branches: &'static [Branch], opened: Opened) -> Text<'a> {
    let mut text = text.push(if opened.string { "\",\"anyOf\":[" } else { "\"anyOf\":[" });
    let mut i = 0;
    while i < branches.len() {
        text = body(context, text.push(if i == 0 { "{" } else { ",{" }), branches[i].value, Opened::new(opened.entry));
        i += 1;
    }
    text.push(if opened.nullable { ",{\"type\":\"null\"}]}" } else { "]}" })
}
