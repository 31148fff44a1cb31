//! Constraint keywords: whether the profile has them, and whether they apply to the type.

use crate::profile::{Keyword, Keywords, Profile, pattern_fault};
use crate::schema::SchemaNode;
use crate::schema::catalog::Catalog;
use crate::schema::check::path::{path, path_to};
use crate::schema::check::{bound, is_rejected};
use crate::schema::link::NodeRef;
use crate::schema::node::{Bound, Definition, Node, ScalarKind, Shape, StringFormat};
use crate::schema::render::PLACES;
use crate::schema::text::{Buffer, Text, fail, same};

/// Refuses the name of a profile that the derive does not know.
#[track_caller]
#[inline]
pub const fn unknown_profile(name: &str) {
    let mut bytes = [0; 256];
    let mut text = Text::new(&mut bytes);
    let mut i = 0;
    while i < Profile::ALL.len() {
        push_quoted(&mut text, Profile::ALL[i].name);
        i += 1;
    }
    let length = text.written();
    let known = Buffer::of(bytes, length);
    fail(&["there is no profile `", name, "`\nhelp: use one of ", known.as_str()])
}

/// Adds a word in backquotes to a list of them.
#[inline]
const fn push_quoted(text: &mut Text<'_>, word: &str) {
    text.push(if text.length() == 0 { "`" } else { ", `" });
    text.push(word);
    text.push("`");
}

/// Checks that the profile has the keyword, that it applies to the type, and the number.
#[track_caller]
#[inline]
pub const fn constraint(profile: &Profile, keyword: Keyword, member: &str, number: Bound, component: SchemaNode) {
    self::keyword(profile, keyword, component);
    bound::bound(keyword, member, number, component);
}

/// Checks that the profile has a keyword, and that it applies to the type.
#[track_caller]
#[inline]
const fn keyword(profile: &Profile, keyword: Keyword, component: SchemaNode) {
    if !profile.keywords.contains(keyword) {
        lacks(profile, keyword);
    }
    let Ok(link) = component else { return };
    places(link);
    let link = constrained(link);
    let (fits, wants) = fits(keyword, link.node());
    if !fits && !is_rejected(link) {
        fail(&[
            "`",
            keyword.name(),
            "` is for ",
            wants,
            ", and this is ",
            what(link.node()),
            "\nhelp: remove it, or change the type",
        ]);
    }
}

/// Refuses more nested constraints than the renderer has room for.
#[track_caller]
#[inline]
const fn places(link: NodeRef) {
    let mut link = link;
    let mut count = 1;
    let mut steps = 0;
    while steps < 2 * PLACES {
        match link.node().shape {
            Shape::Nullable(inner) => link = inner,
            Shape::Newtype(newtype) => {
                count += newtype.constraints.is_some() as usize;
                link = newtype.inner;
            }
            _ => return,
        }
        if count > PLACES {
            fail(&["the type inside has keywords of more newtypes than a schema of one value has room for\n\
                 help: put all keywords on one of the newtypes"]);
        }
        steps += 1;
    }
}

#[track_caller]
#[inline]
const fn lacks(profile: &Profile, keyword: Keyword) -> ! {
    let mut i = 0;
    while i < Profile::ALL.len() {
        if Profile::ALL[i].keywords.contains(keyword) {
            fail(&[
                "profile `",
                profile.name,
                "` has no keyword `",
                keyword.name(),
                "`: the API would refuse the schema\n\
                 help: mention it in the description, or use a profile that has it: `#[structured(profile = \"",
                Profile::ALL[i].name,
                "\")]` on the type",
            ]);
        }
        i += 1;
    }
    fail(&["no profile has the keyword `", keyword.name(), "`\nhelp: mention it in the description"])
}

/// The type that a keyword constrains: the type inside `Option`s and newtypes.
#[inline]
pub(super) const fn constrained(link: NodeRef) -> NodeRef {
    let mut link = link;
    let mut steps = 0;
    while steps < 16 {
        match link.node().shape {
            Shape::Nullable(inner) => link = inner,
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => break,
        }
        steps += 1;
    }
    link
}

#[inline]
const fn fits(keyword: Keyword, node: &Node) -> (bool, &'static str) {
    match keyword {
        Keyword::Pattern | Keyword::Format => {
            (matches!(node.shape, Shape::Scalar(scalar) if matches!(scalar.kind, ScalarKind::String)), "strings")
        }
        Keyword::MinItems | Keyword::MaxItems => {
            (matches!(node.shape, Shape::Array(array) if array.length.is_none()), "arrays of any length")
        }
        _ => (
            matches!(node.shape, Shape::Scalar(scalar) if matches!(scalar.kind, ScalarKind::Integer | ScalarKind::Number)),
            "numbers",
        ),
    }
}

#[inline]
const fn what(node: &Node) -> &'static str {
    match node.shape {
        Shape::Scalar(scalar) => match scalar.kind {
            ScalarKind::String => "a string",
            ScalarKind::Integer => "an integer",
            ScalarKind::Number => "a number",
            ScalarKind::Boolean => "a boolean",
            ScalarKind::Null => "always `null`",
        },
        Shape::Array(_) => "an array",
        Shape::Object(_) | Shape::Enclosing => "an object",
        Shape::Enum(_) => "an enum",
        _ => "a union",
    }
}

/// Checks the value of `format` or `pattern`.
#[track_caller]
#[inline]
pub const fn keyword_text(profile: &Profile, keyword: Keyword, value: &str, component: SchemaNode) {
    if !profile.keywords.contains(keyword) {
        // The missing keyword is reported instead.
        return;
    }
    match keyword {
        Keyword::Format => {
            format(profile, value);
            format_of_type(value, component);
        }
        Keyword::Pattern => {
            pattern(profile, value);
            pattern_of_type(component);
        }
        _ => {}
    }
}

/// Refuses a pattern that some reader of the schema does not accept as a regular expression.
#[track_caller]
#[inline]
const fn pattern(profile: &Profile, pattern: &str) {
    if let Some(fault) = pattern_fault(pattern, profile) {
        fail(&[fault]);
    }
}

#[track_caller]
#[inline]
const fn format(profile: &Profile, format: &str) {
    if profile.has_format(format) {
        return;
    }
    let mut bytes = [0; 256];
    let mut text = Text::new(&mut bytes);
    let mut i = 0;
    while i < profile.formats.len() {
        push_quoted(&mut text, profile.formats[i]);
        i += 1;
    }
    let length = text.written();
    let known = Buffer::of(bytes, length);
    fail(&[
        "profile `",
        profile.name,
        "` has no format `",
        format,
        "`: the API would refuse the schema\nhelp: use one of ",
        known.as_str(),
        ", or a `pattern`",
    ])
}

/// Checks a format against the form that the type reads, which another format would replace.
#[track_caller]
#[inline]
const fn format_of_type(format: &str, component: SchemaNode) {
    let Ok(link) = component else { return };
    let Shape::Scalar(scalar) = &constrained(link).node().shape else { return };
    let Some(form) = scalar.form else { return };
    let is_own = match form.format {
        Some(own) => same(own, format),
        // An address of either version.
        None => same(scalar.name, "IpAddr") && (same(format, "ipv4") || same(format, "ipv6")),
    };
    if !is_own {
        fail(&[
            "serde reads `",
            scalar.name,
            "` from a text of its own form, and `",
            format,
            "` is another\nhelp: remove `format`; the schema has the form of the type without it",
        ]);
    }
}

/// Refuses a pattern on a type that has its own pattern, which it would replace.
#[track_caller]
#[inline]
const fn pattern_of_type(component: SchemaNode) {
    let Ok(link) = component else { return };
    let Shape::Scalar(scalar) = &constrained(link).node().shape else { return };
    if let Some(StringFormat { pattern: Some(_), .. }) = scalar.form {
        fail(&[
            "`",
            scalar.name,
            "` has a pattern of its own, which says what serde reads\nhelp: remove `pattern`; the schema has that of the type",
        ]);
    }
}

/// Checks that the root's profile has every keyword of its components.
#[track_caller]
pub(crate) const fn of_components<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    let mut i = 0;
    while i < catalog.length {
        let entry = &catalog.entries[i];
        if let Some(definition) = &entry.node().definition {
            // A keyword that the type's own profile lacks has been reported at the key.
            let missing = definition.profile.keywords.lacking(profile.keywords, entry.keywords);
            if !missing.is_empty() {
                refuse(catalog, profile, path(catalog, i).as_str(), definition, missing);
            }
        }
        i += 1;
    }
    if let Some(foreign) = &catalog.foreign {
        let path = path_to(catalog, foreign.site);
        refuse(catalog, profile, path.as_str(), foreign.definition, foreign.missing);
    }
}

#[track_caller]
const fn refuse<const N: usize>(
    catalog: &Catalog<N>,
    profile: &Profile,
    path: &str,
    definition: &Definition,
    missing: Keywords,
) -> ! {
    let root = catalog.entries[0].node().name();
    let theirs = definition.profile.name;
    let mut k = 0;
    while !missing.contains(Keyword::ALL[k]) {
        k += 1;
    }
    fail(&[
        "`",
        path,
        "` has the keyword `",
        Keyword::ALL[k].name(),
        "` of `",
        theirs,
        "`, and profile `",
        profile.name,
        "` of `",
        root,
        "` lacks it\nhelp: add `#[structured(profile = \"",
        theirs,
        "\")]` to `",
        root,
        "`, or remove the keyword from `",
        definition.name,
        "`",
    ])
}
