//! Objects: their properties in order, those of flattened objects in their place.

use super::scalar::scalar_type;
use super::{Context, Opened, body};
use crate::schema::catalog;
use crate::schema::node::{Object, Property};
use crate::schema::text::Text;

/// Writes an object without its closing brace, before which the root has its `$defs`.
pub(super) const fn object_but_for_its_end<'a>(
    context: Context<'_>,
    text: Text<'a>,
    object: &'static Object,
    opened: Opened,
) -> Text<'a> {
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
const fn property<'a>(context: Context<'_>, text: Text<'a>, property: &'static Property, entry: usize) -> Text<'a> {
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
