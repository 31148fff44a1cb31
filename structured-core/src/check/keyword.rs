//! Constraint keywords: whether the profile has them, and whether they fit the type.

use crate::catalog::Catalog;
use crate::check::path::path;
use crate::node::{Node, ScalarKind, Shape};
use crate::profile::{Keyword, Profile};
use crate::schema::Component;
use crate::text::{Text, fail};

/// The profile of this name.
///
/// Fails to compile if there is none.
#[must_use]
#[track_caller]
pub const fn profile(name: &str) -> &'static Profile {
    if let Some(profile) = Profile::named(name) {
        return profile;
    }
    let mut bytes = [0; 256];
    let (mut text, mut i) = (Text::new(&mut bytes), 0);
    while i < Profile::ALL.len() {
        text = text.push(if i == 0 { "`" } else { ", `" }).push(Profile::ALL[i].name).push("`");
        i += 1;
    }
    let length = text.length;
    let known = crate::text::Buffer { bytes, length };
    fail(&["there is no profile `", name, "`\nhelp: use one of ", known.as_str()])
}

/// Checks that the profile has the keyword, and that the type is one that the keyword is for.
#[track_caller]
pub const fn keyword(profile: &Profile, keyword: Keyword, component: Component) {
    if !profile.keywords.contains(keyword) {
        lacks(profile, keyword);
    }
    let Ok(link) = component else { return };
    let (mut link, mut steps) = (link, 0);
    while steps < 16 {
        match link.node().shape {
            Shape::Nullable(inner) => link = inner,
            Shape::Newtype(newtype) => link = newtype.inner,
            _ => break,
        }
        steps += 1;
    }
    let (fits, wants) = fits(keyword, link.node());
    if !fits {
        fail(&["`", keyword.name(), "` is for ", wants, ", and this is ", what(link.node()), "\nhelp: remove it, or change the type"]);
    }
}

#[track_caller]
const fn lacks(profile: &Profile, keyword: Keyword) -> ! {
    let mut i = 0;
    while i < Profile::ALL.len() {
        if Profile::ALL[i].keywords.contains(keyword) {
            fail(&[
                "profile `", profile.name, "` has no keyword `", keyword.name(), "`: the API would refuse the schema\n\
                 help: say it in the description, or use a profile that has it: `#[structured(profile = \"",
                Profile::ALL[i].name, "\")]` on the type",
            ]);
        }
        i += 1;
    }
    fail(&["no profile has the keyword `", keyword.name(), "`\nhelp: say it in the description"])
}

const fn fits(keyword: Keyword, node: &Node) -> (bool, &'static str) {
    match keyword {
        Keyword::Pattern | Keyword::Format => {
            (matches!(node.shape, Shape::Scalar(scalar) if matches!(scalar.kind, ScalarKind::String)), "strings")
        }
        Keyword::MinItems | Keyword::MaxItems => (
            matches!(node.shape, Shape::Array(array) if array.length.is_none()), "arrays of any length"
        ),
        _ => (
            matches!(node.shape, Shape::Scalar(scalar) if matches!(scalar.kind, ScalarKind::Integer | ScalarKind::Number)),
            "numbers",
        ),
    }
}

const fn what(node: &Node) -> &'static str {
    match node.shape {
        Shape::Scalar(scalar) => match scalar.kind {
            ScalarKind::String => "a string",
            ScalarKind::Integer => "an integer",
            ScalarKind::Number => "a number",
            ScalarKind::Boolean => "a boolean",
        },
        Shape::Array(_) => "an array",
        Shape::Object(_) | Shape::Enclosing(_) => "an object",
        Shape::Enum(_) => "an enum",
        _ => "a union",
    }
}

/// Checks the value of `format` or `pattern`.
#[track_caller]
pub const fn keyword_text(profile: &Profile, keyword: Keyword, value: &str) {
    match keyword {
        Keyword::Format => format(profile, value),
        Keyword::Pattern => pattern(value),
        _ => {}
    }
}

/// Refuses what the engines behind the APIs cannot match: looking ahead or behind.
#[track_caller]
const fn pattern(pattern: &str) {
    let (bytes, mut i) = (pattern.as_bytes(), 0);
    while i + 2 < bytes.len() {
        let group = bytes[i] == b'(' && bytes[i + 1] == b'?' && (i == 0 || bytes[i - 1] != b'\\');
        let looks = bytes[i + 2] == b'=' || bytes[i + 2] == b'!';
        let looks_behind = bytes[i + 2] == b'<' && i + 3 < bytes.len() && (bytes[i + 3] == b'=' || bytes[i + 3] == b'!');
        if group && (looks || looks_behind) {
            fail(&[
                "the pattern looks ahead or behind, which no engine of constrained decoding can match\n\
                 help: say it without `(?=`, `(?!`, `(?<=` and `(?<!`, or in the description",
            ]);
        }
        i += 1;
    }
}

#[track_caller]
const fn format(profile: &Profile, format: &str) {
    if profile.has_format(format) || !profile.keywords.contains(Keyword::Format) {
        return;
    }
    let mut bytes = [0; 256];
    let (mut text, mut i) = (Text::new(&mut bytes), 0);
    while i < profile.formats.len() {
        text = text.push(if i == 0 { "`" } else { ", `" }).push(profile.formats[i]).push("`");
        i += 1;
    }
    let length = text.length;
    let known = crate::text::Buffer { bytes, length };
    fail(&[
        "profile `", profile.name, "` has no format `", format, "`: the API would refuse the schema\nhelp: use one of ",
        known.as_str(), ", or a `pattern`",
    ])
}

/// Checks that the root's profile has every keyword of its components.
#[track_caller]
pub(crate) const fn of_components<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    let mut i = 0;
    while i < catalog.length {
        let missing = catalog.entries[i].keywords.without(profile.keywords);
        if !missing.is_empty() {
            let mut k = 0;
            while !missing.contains(Keyword::ALL[k]) {
                k += 1;
            }
            refuse(catalog, profile, i, Keyword::ALL[k]);
        }
        i += 1;
    }
}

#[track_caller]
const fn refuse<const N: usize>(catalog: &Catalog<N>, profile: &Profile, i: usize, keyword: Keyword) -> ! {
    let path = path(catalog, i);
    let root = catalog.entries[0].link.node().name();
    let (name, theirs) = match &catalog.entries[i].link.node().definition {
        Some(definition) => (definition.name, definition.profile.name),
        None => (root, profile.name),
    };
    fail(&[
        "`", path.as_str(), "` uses the keyword `", keyword.name(), "` (`", name, "` has profile `", theirs,
        "`), and profile `", profile.name, "` of `", root, "` lacks it\nhelp: add `#[structured(profile = \"", theirs,
        "\")]` to `", root, "`",
    ])
}
