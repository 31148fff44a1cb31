//! Objects: their properties in order, with those of flattened objects at the position of the field.

use super::Renderer;
use super::cursor::{Cursor, DESCRIPTIONS, annotate, title};
use super::frame::{Frame, OpenObject};
use super::plain::Bodies;
use super::reference::{LIST, OPTION, REFERENCES, SINGLE};
use crate::schema::merged::{Members, variant_object};
use crate::schema::node::{Annotations, Array, Branch, Object, Property, Shape};
use crate::schema::plain::{DESCRIBED, FIRST_BODY};
use crate::schema::text::{Padded, Text};

/// The beginning of an object, by whether a description is open before it, and by whether it is an option.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static OBJECTS: [[Padded; 2]; 2] = [
    [
        Padded::new("\"type\":\"object\",\"properties\":{"),
        Padded::new("\"type\":[\"object\",\"null\"],\"properties\":{"),
    ],
    [
        Padded::new("\",\"type\":\"object\",\"properties\":{"),
        Padded::new("\",\"type\":[\"object\",\"null\"],\"properties\":{"),
    ],
];

/// What has been written of a property.
enum Pushed {
    Nothing,
    Whole,
    /// All that precedes the first property of this object.
    Head(&'static Object),
}

impl<const N: usize> Renderer<'_, N> {
    /// Writes the beginning of an object. `end` is what comes after its last member.
    #[inline]
    pub(super) const fn begin_object(&mut self, object: &'static Object, cursor: &Cursor, end: &'static str) {
        self.text.push_padded("", &OBJECTS[cursor.in_string as usize][cursor.is_nullable as usize]);
        self.push_object(object, end);
    }

    /// Leaves the properties of an object, which has been begun, to [`run`](Self::run).
    #[inline]
    const fn push_object(&mut self, object: &'static Object, end: &'static str) {
        let open = OpenObject::new(object, end);
        self.push_frame(if object.flattened { Frame::Merged(open) } else { Frame::Object(open) });
    }

    /// Writes the beginning of an object in which the properties of a variant replace a flattened enum. The tag comes
    /// first, because a model distinguishes the branches of a union by their first property.
    #[inline]
    pub(super) const fn begin_merged(&mut self, object: &'static Object, branch: &Branch, mut cursor: Cursor) {
        annotate(&mut self.text, &mut cursor, &branch.value.node().annotations);
        title(&mut self.text, &mut cursor);
        self.begin_object(object, &cursor, "}");
        let Some(variant) = variant_object(branch) else { return };
        if let Frame::Merged(open) = &mut self.stack[self.depth - 1] {
            open.variant = Some(variant);
            open.has_property = true;
        }
        let tag = &variant.properties[0];
        self.text.push(tag.prefix_without_comma());
        // A tag has no contents that would be left to `run`.
        self.begin_value(tag);
    }

    /// Writes properties up to the first with contents that [`run`](Self::run) writes, or to the end of the object.
    #[inline]
    pub(super) const fn next_property(&mut self, mut open: OpenObject) {
        let depth = self.depth;
        loop {
            open.left = push_plain(&mut self.text, open.left, self.plain);
            let [property, left @ ..] = open.left else { break };
            open.left = left;
            match self.push_common(property) {
                Pushed::Nothing => {}
                Pushed::Whole => continue,
                Pushed::Head(object) => {
                    self.depth = depth;
                    self.push_frame(Frame::Object(open));
                    return self.push_object(object, "}");
                }
            }
            self.text.push(property.prefix);
            // The place on the stack is reserved for the object itself.
            self.depth = depth + 1;
            self.begin_value(property);
            if self.depth > depth + 1 {
                self.stack[depth] = Frame::Object(open);
                return;
            }
        }
        self.depth = depth;
        match open.end {
            Some(end) => self.text.push_both(open.object.suffix, end),
            None => self.text.push(open.object.suffix),
        }
    }

    /// Writes a property without a title or constraints whose value is a reference to a definition, an option of one, a
    /// list of one, or an object that is used once. For the object, it writes what precedes the first property.
    ///
    /// [`begin`](Self::begin) writes the same. This takes fewer calls, and most properties that hold a user's type
    /// have one of these forms.
    #[inline]
    const fn push_common(&mut self, property: &'static Property) -> Pushed {
        // Not `is_some`, whose call costs the interpreter more.
        let None = property.title else { return Pushed::Nothing };
        let None = property.constraints else { return Pushed::Nothing };
        let mut link = property.value;
        let mut form = SINGLE;
        let mut node = link.node();
        match &node.shape {
            Shape::Array(Array { items, length: None }) => {
                link = *items;
                form = LIST;
                node = link.node();
            }
            Shape::Nullable(inner) => {
                link = *inner;
                form = OPTION;
                node = link.node();
            }
            _ => {}
        }
        let Some(_) = &node.definition else { return Pushed::Nothing };
        let (Shape::Object(_) | Shape::Enum(_) | Shape::Union(_)) = &node.shape else { return Pushed::Nothing };
        let Some(entry) = self.catalog.entry_of(link) else { return Pushed::Nothing };
        if entry == 0 {
            return Pushed::Nothing;
        }
        let is_open = (property.body & DESCRIBED) as usize;
        if self.catalog.entries[entry].is_defined {
            let Some(name) = self.names.bare(entry) else { return Pushed::Nothing };
            let around = &REFERENCES[form][is_open];
            self.text.push_padded(property.prefix, &around.before);
            self.text.push_padded(name, &around.after);
            return Pushed::Whole;
        }
        // Not a pair, because the interpreter would build it.
        if let Shape::Object(object) = &node.shape
            && let Annotations { title: None, description: Some(description), .. } = &node.annotations
            && form == SINGLE
            && !object.flattened
        {
            self.text.push_padded(property.prefix, &DESCRIPTIONS[is_open]);
            self.text.push_padded(description, &OBJECTS[1][0]);
            return Pushed::Head(object);
        }
        Pushed::Nothing
    }

    /// Writes the part of a property after its prefix.
    #[inline]
    const fn begin_value(&mut self, property: &'static Property) {
        let mut cursor = Cursor::START;
        cursor.in_string = property.body & DESCRIBED != 0;
        cursor.title = property.title;
        if let Some(constraints) = property.constraints {
            cursor.constrain(constraints);
        }
        self.begin(property.value, cursor);
    }

    /// Writes one property of an object that has flattened properties, or that is flattened.
    #[inline]
    pub(super) const fn next_merged_property(&mut self, mut open: OpenObject) {
        let [property, left @ ..] = open.left else { return self.end_merged(open) };
        open.left = left;
        if property.flatten {
            self.push_frame(Frame::Merged(open));
            let members = Members { object: open.object, variant: open.variant };
            if let Some(inner) = members.flattened(property) {
                let Members { object, variant } = inner;
                let left = match object.properties {
                    // The tag of a variant has been written.
                    [_, left @ ..] if inner.is_variant_of(members) => left,
                    all => all,
                };
                self.push_frame(Frame::Merged(OpenObject { object, variant, left, end: None, ..open }));
            }
            return;
        }
        if open.has_property {
            self.text.push(",");
        }
        open.has_property = true;
        self.text.push(property.prefix_without_comma());
        self.push_frame(Frame::Merged(open));
        self.begin_value(property);
    }

    #[inline]
    const fn end_merged(&mut self, open: OpenObject) {
        if open.end.is_some() {
            self.text.push("},\"required\":[");
            let members = Members { object: open.object, variant: open.variant };
            let is_first = match open.variant {
                Some(variant) => {
                    self.text.push(variant.properties[0].quoted_name());
                    false
                }
                None => true,
            };
            push_names(&mut self.text, members, 0, is_first);
            self.text.push("],\"additionalProperties\":false");
            return self.end_object(open);
        }
        // The object around a flattened one continues after it.
        if self.depth > 0
            && let Frame::Merged(outer) = &mut self.stack[self.depth - 1]
        {
            outer.has_property |= open.has_property;
        }
    }

    #[inline]
    const fn end_object(&mut self, open: OpenObject) {
        if let Some(end) = open.end {
            self.text.push(end);
        }
    }
}

/// Writes the names of the properties from `first` on, with those of flattened objects at the position of the field.
/// Returns whether no name has been written.
#[inline]
const fn push_names(text: &mut Text<'_>, members: Members, first: usize, is_first: bool) -> bool {
    let properties = members.object.properties;
    let mut is_first = is_first;
    let mut i = first;
    while i < properties.len() {
        let property = &properties[i];
        if property.flatten {
            if let Some(inner) = members.flattened(property) {
                // The tag of a variant has been written.
                is_first = push_names(text, inner, inner.is_variant_of(members) as usize, is_first);
            }
        } else {
            if !is_first {
                text.push(",");
            }
            text.push(property.quoted_name());
            is_first = false;
        }
        i += 1;
    }
    is_first
}

/// Writes the first of the properties, up to one that needs more than the text of a plain type. Returns the others.
///
/// Most types consist of such properties. So this is not a method: the const interpreter would instantiate the type of
/// each local variable of a generic function.
const fn push_plain<'a>(text: &mut Text<'_>, properties: &'a [Property], bodies: &Bodies) -> &'a [Property] {
    let mut left = properties;
    while let [property, others @ ..] = left {
        if property.body < FIRST_BODY {
            break;
        }
        text.push_padded(property.prefix, &bodies[property.body as usize]);
        left = others;
    }
    left
}
