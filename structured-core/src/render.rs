//! The JSON text of a schema, written by the const interpreter.
//!
//! A property costs two pieces in the common case: its `lead` (name and description, joined by the macro) and the body
//! of its scalar type. The members of a schema object come in the order `description`, `title`, `type`, the rest, so
//! that a lead can end inside a description: a body then closes it, or goes on with the type's own description.

use crate::catalog::{self, Entry};
use crate::link::Link;
use crate::names;
use crate::node::{Branch, Constraints, Node, Notes, Object, Scalar, ScalarKind, Shape};
use crate::profile::{Keyword, Keywords, Profile, SelfReference};
use crate::text::Text;

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
        let (text, opened) = note(text, Opened::new(0), Notes::new(node.notes.title, None));
        let (text, opened) = title(text, opened);
        let text = object_but_for_its_end(context, text, object, opened);
        return definitions(context, text, ",\"$defs\":{", "}").push("}");
    }
    let text = definitions(context, text, "\"$defs\":{", "},");
    whole_node(context, text, root.link, 0)
}

/// Writes a definition or the root, with its notes and its closing brace.
const fn whole_node<'a>(context: Context<'_>, text: Text<'a>, link: Link, entry: usize) -> Text<'a> {
    let node = link.node();
    let (text, mut opened) = note(text, Opened::new(entry), node.notes);
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
const fn body<'a>(context: Context<'_>, text: Text<'a>, link: Link, opened: Opened) -> Text<'a> {
    let (mut text, mut link, mut opened) = (text, link, opened);
    loop {
        let node = link.node();
        match node.shape {
            Shape::Scalar(scalar) => return self::scalar(context, text, &scalar, opened),
            Shape::Nullable(inner) => {
                opened.nullable = true;
                link = inner;
            }
            Shape::Newtype(newtype) => {
                if let Some(entry) = catalog::find(context.entries, context.entries.len(), link) {
                    return reference(context, text, entry, opened);
                }
                (text, opened) = note(text, opened, node.notes);
                opened.constrain(newtype.constraints);
                link = newtype.inner;
            }
            Shape::Array(array) => {
                return self::array(context, text, array, opened);
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
                let (text, opened) = note(text, opened, node.notes);
                return shape_of_definition(context, text, node, opened);
            }
        }
    }
}

/// Goes on with the notes of the type itself, behind those of the place.
const fn note<'a>(text: Text<'a>, opened: Opened, notes: Notes) -> (Text<'a>, Opened) {
    let (mut text, mut opened) = (text, opened);
    if let Some(description) = notes.description {
        text = text.push(if opened.string { "\\n\\n" } else { "\"description\":\"" }).push(description);
        opened.string = true;
    }
    if opened.title.is_none() {
        opened.title = notes.title;
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

const fn scalar<'a>(context: Context<'_>, text: Text<'a>, scalar: &Scalar, opened: Opened) -> Text<'a> {
    let keywords = context.profile.keywords;
    let plain = opened.constraints[0].is_none() && opened.title.is_none();
    if plain && scalar.form.is_none() && (scalar.range.is_none() || !keywords.contains(Keyword::Minimum)) {
        return text.push(scalar_type(scalar.kind, opened.nullable, opened.string));
    }
    let format = match scalar.form {
        Some(form) if has_format(context.profile, form.format) => form.format,
        _ => None,
    };
    let says_form = match (scalar.form, format) {
        (Some(form), None) => Some(form.description),
        _ => None,
    };
    let (text, opened) = note(text, opened, Notes::new(None, says_form));
    let (mut text, opened) = title(text, opened);
    let type_member = scalar_type(scalar.kind, opened.nullable, opened.string);
    text = text.push(type_member.split_at(type_member.len() - 1).0);
    if let Some(format) = format
        && !opened.says(Keyword::Format)
    {
        text = text.push(",\"format\":\"").push(format).push("\"");
    }
    if let Some(range) = scalar.range
        && keywords.contains(Keyword::Minimum)
    {
        text = implied_bounds(text, range.keywords, opened);
    }
    constraints(text, opened).push("}")
}

/// Writes the bounds that the integer type implies, but for one that an attribute says.
const fn implied_bounds<'a>(text: Text<'a>, keywords: &'static str, opened: Opened) -> Text<'a> {
    let (minimum, maximum) = (opened.says(Keyword::Minimum), opened.says(Keyword::Maximum));
    if !minimum && !maximum {
        return text.push(keywords);
    }
    // `,"minimum":…,"maximum":…`, or the first of them: the second comma, if any, is where to cut.
    let (bytes, mut cut) = (keywords.as_bytes(), 1);
    while cut < bytes.len() && bytes[cut] != b',' {
        cut += 1;
    }
    if keywords.is_empty() {
        return text;
    }
    let (low, high) = keywords.split_at(cut);
    let text = if minimum { text } else { text.push(low) };
    if maximum { text } else { text.push(high) }
}

/// Writes the constraints, each keyword once: what is said of a place goes before what is said of its type.
const fn constraints(text: Text<'_>, opened: Opened) -> Text<'_> {
    let (mut text, mut written, mut i) = (text, Keywords::NONE, 0);
    while i < PLACES {
        if let Some(constraints) = opened.constraints[i] {
            let mut k = 0;
            while k < constraints.members.len() {
                let (keyword, member) = constraints.members[k];
                if !written.contains(keyword) {
                    text = text.push(member);
                }
                k += 1;
            }
            written = written.and(constraints.keywords);
        }
        i += 1;
    }
    text
}

/// Whether the profile knows `format`.
const fn has_format(profile: &Profile, format: Option<&str>) -> bool {
    match format {
        Some(format) => profile.keywords.contains(Keyword::Format) && profile.has_format(format),
        None => false,
    }
}

/// The `type` member and the closing brace in one piece, behind the quote that closes an open string.
const fn scalar_type(kind: ScalarKind, nullable: bool, string: bool) -> &'static str {
    match (kind, nullable, string) {
        (ScalarKind::String, false, false) => "\"type\":\"string\"}",
        (ScalarKind::String, false, true) => "\",\"type\":\"string\"}",
        (ScalarKind::String, true, false) => "\"type\":[\"string\",\"null\"]}",
        (ScalarKind::String, true, true) => "\",\"type\":[\"string\",\"null\"]}",
        (ScalarKind::Integer, false, false) => "\"type\":\"integer\"}",
        (ScalarKind::Integer, false, true) => "\",\"type\":\"integer\"}",
        (ScalarKind::Integer, true, false) => "\"type\":[\"integer\",\"null\"]}",
        (ScalarKind::Integer, true, true) => "\",\"type\":[\"integer\",\"null\"]}",
        (ScalarKind::Number, false, false) => "\"type\":\"number\"}",
        (ScalarKind::Number, false, true) => "\",\"type\":\"number\"}",
        (ScalarKind::Number, true, false) => "\"type\":[\"number\",\"null\"]}",
        (ScalarKind::Number, true, true) => "\",\"type\":[\"number\",\"null\"]}",
        (ScalarKind::Boolean, false, false) => "\"type\":\"boolean\"}",
        (ScalarKind::Boolean, false, true) => "\",\"type\":\"boolean\"}",
        (ScalarKind::Boolean, true, false) => "\"type\":[\"boolean\",\"null\"]}",
        (ScalarKind::Boolean, true, true) => "\",\"type\":[\"boolean\",\"null\"]}",
    }
}

const fn array<'a>(context: Context<'_>, text: Text<'a>, array: crate::node::Array, opened: Opened) -> Text<'a> {
    let says_length = context.profile.keywords.contains(Keyword::MinItems);
    let (mut text, mut opened) = (text, opened);
    if let (Some(length), false) = (array.length, says_length) {
        (text, opened) = note(text, opened, Notes::new(None, Some("Number of items: ")));
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

/// Writes an object, enum or union whose own notes have been written.
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
            let type_member = scalar_type(ScalarKind::String, opened.nullable, opened.string);
            let text = text.push(type_member.split_at(type_member.len() - 1).0);
            let text = text.push(",\"enum\":[").push(values.list);
            text.push(if opened.nullable { ",null]}" } else { "]}" })
        }
        Shape::Union(union) => self::union(context, text, union.branches, opened),
        _ => body(context, text, Link::to(node), opened),
    }
}

/// Writes an object without its closing brace, before which the root has its `$defs`.
const fn object_but_for_its_end<'a>(context: Context<'_>, text: Text<'a>, object: &'static Object, opened: Opened) -> Text<'a> {
    let mut text = text.push(match (opened.string, opened.nullable) {
        (false, false) => "\"type\":\"object\",\"properties\":{",
        (true, false) => "\",\"type\":\"object\",\"properties\":{",
        (false, true) => "\"type\":[\"object\",\"null\"],\"properties\":{",
        (true, true) => "\",\"type\":[\"object\",\"null\"],\"properties\":{",
    });
    if object.flattened {
        (text, _) = flattened_properties(context, text, object, opened.entry, true);
        text = text.push("},\"required\":[");
        (text, _) = flattened_names(text, object, true);
        return text.push("],\"additionalProperties\":false");
    }
    let mut i = 0;
    while i < object.properties.len() {
        let property = &object.properties[i];
        text = text.push(property.lead);
        text = match (property.value.plain(), property.is_unadorned()) {
            (Some(kind), true) => text.push(scalar_type(kind, property.value.is_nullable(), property.described)),
            _ => self::property(context, text, property, opened.entry),
        };
        i += 1;
    }
    text.push(object.tail)
}

/// Writes what follows a property's lead.
const fn property<'a>(
    context: Context<'_>,
    text: Text<'a>,
    property: &'static crate::node::Property,
    entry: usize,
) -> Text<'a> {
    let mut opened = Opened { string: property.described, title: property.title, ..Opened::new(entry) };
    opened.constrain(property.constraints);
    body(context, text, property.value, opened)
}

/// Writes the properties of an object, those of flattened objects in their place; says whether none has been written.
const fn flattened_properties<'a>(
    context: Context<'_>,
    text: Text<'a>,
    object: &'static Object,
    entry: usize,
    first: bool,
) -> (Text<'a>, bool) {
    let (mut text, mut first, mut i) = (text, first, 0);
    while i < object.properties.len() {
        let property = &object.properties[i];
        if property.flatten {
            if let Some(inner) = catalog::flattened_object(property.value) {
                (text, first) = flattened_properties(context, text, inner, entry, first);
            }
        } else {
            text = if first { text } else { text.push(",") };
            text = self::property(context, text.push(property.lead_without_comma()), property, entry);
            first = false;
        }
        i += 1;
    }
    (text, first)
}

/// Writes the names of all properties, those of flattened objects in their place.
const fn flattened_names<'a>(text: Text<'a>, object: &'static Object, first: bool) -> (Text<'a>, bool) {
    let (mut text, mut first, mut i) = (text, first, 0);
    while i < object.properties.len() {
        let property = &object.properties[i];
        if property.flatten {
            if let Some(inner) = catalog::flattened_object(property.value) {
                (text, first) = flattened_names(text, inner, first);
            }
        } else {
            text = if first { text } else { text.push(",") };
            text = text.push(property.quoted_name());
            first = false;
        }
        i += 1;
    }
    (text, first)
}

const fn union<'a>(
    context: Context<'_>,
    text: Text<'a>,
    branches: &'static [Branch],
    opened: Opened,
) -> Text<'a> {
    let mut text = text.push(if opened.string { "\",\"anyOf\":[" } else { "\"anyOf\":[" });
    let mut i = 0;
    while i < branches.len() {
        text = body(context, text.push(if i == 0 { "{" } else { ",{" }), branches[i].value, Opened::new(opened.entry));
        i += 1;
    }
    text.push(if opened.nullable { ",{\"type\":\"null\"}]}" } else { "]}" })
}
