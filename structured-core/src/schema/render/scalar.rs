//! Scalars: their type, their form, and their bounds.

use super::cursor::{Cursor, PLACES, annotate, title};
use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::node::{Annotations, Constraints, Range, Scalar, ScalarKind};
use crate::schema::text::Text;

/// Writes the rest of a scalar's schema, with its closing brace.
#[inline]
pub(crate) const fn scalar(text: &mut Text<'_>, profile: &Profile, scalar: &Scalar, mut cursor: Cursor) {
    let bounds = if profile.keywords.contains(Keyword::Minimum) { scalar.range } else { None };
    if let (None, None, None, None) = (&cursor.constraints[0], &cursor.title, &scalar.form, &bounds) {
        return text.push(scalar_type(scalar.kind, cursor.is_nullable, cursor.in_string));
    }
    let (format, pattern) = keywords(profile, scalar);
    if let Some(description) = form_description(profile, scalar) {
        annotate(text, &mut cursor, &Annotations { description: Some(description), ..Annotations::NONE });
    }
    title(text, &mut cursor);
    if let (Some(range), true) = (&bounds, scalar.excludes_zero()) {
        return all_but_zero(text, range, &cursor);
    }
    let type_member = scalar_type(scalar.kind, cursor.is_nullable, cursor.in_string);
    text.push_part(type_member, 0, type_member.len() - 1);
    if let Some(format) = format
        && !cursor.has(Keyword::Format)
    {
        text.push(",\"format\":\"");
        text.push(format);
        text.push("\"");
    }
    if let Some(pattern) = pattern {
        text.push(",\"pattern\":\"");
        text.push(pattern);
        text.push("\"");
    }
    if let Some(range) = bounds {
        implied_bounds(text, &range, &cursor);
    }
    constraints(text, &cursor.constraints);
    text.push("}");
}

/// The values of `format` and `pattern` for a scalar, if the profile has these keywords.
#[inline]
const fn keywords(profile: &Profile, scalar: &Scalar) -> (Option<&'static str>, Option<&'static str>) {
    let Some(form) = scalar.form else { return (None, None) };
    let format = if has_format(profile, form.format) { form.format } else { None };
    let pattern = if profile.keywords.contains(Keyword::Pattern) { form.pattern } else { None };
    (format, pattern)
}

/// The text that describes the form of a scalar, if the profile has no keyword for it.
#[inline]
pub(crate) const fn form_description(profile: &Profile, scalar: &Scalar) -> Option<&'static str> {
    match (scalar.form, keywords(profile, scalar)) {
        (Some(form), (None, None)) => Some(form.description),
        _ => None,
    }
}

/// Writes the ranges on both sides of 0.
#[inline]
const fn all_but_zero(text: &mut Text<'_>, range: &Range, cursor: &Cursor) {
    text.push(if cursor.in_string {
        "\",\"anyOf\":[{\"type\":\"integer\""
    } else {
        "\"anyOf\":[{\"type\":\"integer\""
    });
    text.push(range.minimum_member);
    text.push(",\"maximum\":-1},{\"type\":\"integer\",\"minimum\":1");
    text.push(range.maximum_member);
    text.push(if cursor.is_nullable { "},{\"type\":\"null\"}]}" } else { "}]}" });
}

/// Writes the bounds that the integer type implies, except for those that an attribute sets.
#[inline]
const fn implied_bounds(text: &mut Text<'_>, range: &Range, cursor: &Cursor) {
    if !cursor.has(Keyword::Minimum) {
        text.push(range.minimum_member);
    }
    if !cursor.has(Keyword::Maximum) {
        text.push(range.maximum_member);
    }
}

/// Writes the constraints, each keyword once. An attribute of a place takes precedence over an attribute of its type.
#[inline]
pub(super) const fn constraints(text: &mut Text<'_>, places: &[Option<&'static Constraints>; PLACES]) {
    let mut written = Keywords::NONE;
    let mut i = 0;
    while i < PLACES {
        let Some(constraints) = places[i] else { return };
        let mut k = 0;
        while k < constraints.members.len() {
            let (keyword, member) = constraints.members[k];
            if !written.contains(keyword) {
                text.push(member);
            }
            k += 1;
        }
        written = written.union(constraints.keywords);
        i += 1;
    }
}

/// Whether the profile has `format`.
#[inline]
const fn has_format(profile: &Profile, format: Option<&str>) -> bool {
    match format {
        Some(format) => profile.keywords.contains(Keyword::Format) && profile.has_format(format),
        None => false,
    }
}

/// The `type` member and the closing brace in one piece, after the quote that closes an open string.
#[inline]
pub(super) const fn scalar_type(kind: ScalarKind, nullable: bool, string: bool) -> &'static str {
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
        (ScalarKind::Null, _, false) => "\"type\":\"null\"}",
        (ScalarKind::Null, _, true) => "\",\"type\":\"null\"}",
    }
}
