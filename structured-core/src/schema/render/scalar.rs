//! Scalars: their type, their form, and what bounds them.

use super::{Context, Opened, PLACES, note, title};
use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::node::{Annotations, Scalar, ScalarKind};
use crate::schema::text::Text;

pub(super) const fn scalar<'a>(context: Context<'_>, text: Text<'a>, scalar: &Scalar, opened: Opened) -> Text<'a> {
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
    let (text, opened) = note(text, opened, Annotations::new(None, says_form));
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
pub(super) const fn constraints(text: Text<'_>, opened: Opened) -> Text<'_> {
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
            written = written.union(constraints.keywords);
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
    }
}
