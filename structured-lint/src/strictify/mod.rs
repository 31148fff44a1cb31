//! The strict form of a schema, as far as it has the same meaning.

mod budget;
mod combine;
mod envelope;
mod fixer;
mod hoist;
mod keyword;
mod merge;
mod null;
mod object;
mod reference;
mod root;
mod union;
mod walk;

pub use self::fixer::{Change, Effect};
use self::root::Components;
use crate::check::{check, count_errors, violations_in};
use crate::envelope::targets;
use crate::finding::Findings;
use crate::json::{Document, JsonValue, layout};
use crate::source::Source;
use crate::violation::Violation;
use structured_core::profile::Profile;

/// The result of [`strictify`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Strictified {
    /// The fixed document. It has the layout of the given text, and unchanged parts are the same byte for byte. A value
    /// or a tree is written with two spaces per level and a final newline.
    pub text: String,
    /// The changes, in the order in which they were made.
    pub changes: Vec<Change>,
    /// The violations that are left, with places in `text`.
    pub left: Vec<Violation>,
    /// `text` as a tree, in which unchanged parts have their places in the given text. `None` if that is not JSON, or
    /// has a name twice in one object.
    pub document: Option<JsonValue>,
}

/// Rewrites a document so that `profile` accepts it, as far as that does not change its meaning.
///
/// Objects are closed. Every property becomes required, and takes `null` if it was optional. `oneOf` becomes `anyOf`.
/// `allOf`, keywords beside `$ref` and keywords beside a union of objects are merged. Constraints that the profile does
/// not have move into the description. [`Change::effect`] is the effect of a change on the documents that the schema
/// admits. A response format or tool without `strict` gets `"strict": true` if no error is left.
///
/// A part stays as it is, and is reported in [`Strictified::left`], if its strict form would have another meaning: a
/// map, a tuple, `not`, `if`, a union at the root, parts of `allOf` that cannot be merged exactly. The order of
/// properties and the layout of the text are kept. A document without violations comes back unchanged, and so does one
/// that is not JSON, or that has a name twice in one object. For a profile that is not strict, only what the server
/// ignores is changed.
///
/// ```
/// use structured_core::profile::OPENAI;
/// use structured_lint::{Effect, strictify};
///
/// let fixed = strictify(r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#, &OPENAI);
/// assert!(fixed.left.is_empty());
/// let effects: Vec<Effect> = fixed.changes.iter().map(|change| change.effect).collect();
/// assert_eq!(effects, [Effect::Narrower, Effect::NullForAbsent]);
/// assert_eq!(
///     fixed.text,
///     r#"{"type": "object", "properties": {"a": {"type": ["string", "null"]}}, "additionalProperties": false, "required": ["a"]}"#
/// );
/// ```
#[must_use]
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub fn strictify<'a>(schema: impl Into<Source<'a>>, profile: &Profile) -> Strictified {
    let source = schema.into();
    let (original, text) = match source {
        Source::Text(text) => (fixable_root(text), text.to_string()),
        Source::Bytes(bytes) => {
            if let Ok(text) = std::str::from_utf8(bytes) {
                return strictify(text, profile);
            }
            (None, String::from_utf8_lossy(bytes).into_owned())
        }
        Source::Value(value) => (JsonValue::from_json(value), value.to_string()),
        Source::Tree { root, .. } => (Some(root.clone()), root.to_pretty()),
    };
    let Some(original) = original else {
        return Strictified { text, changes: Vec::new(), left: check(source, profile), document: None };
    };
    let mut root = original.clone();
    let mut changes = fix(&mut root, profile);
    envelope::turn_strict_on(&mut root, profile, &mut changes);
    let text = match source {
        _ if changes.is_empty() => text,
        Source::Value(_) | Source::Tree { .. } => root.to_pretty(),
        Source::Text(_) | Source::Bytes(_) => layout::text(&root, &original, &text),
    };
    let left = check(&text, profile);
    Strictified { text, changes, left, document: Some(root) }
}

/// How many errors [`strictify`] would leave: the number in [`Strictified::left`], without writing the strict form and
/// reading it again.
///
/// ```
/// use structured_core::profile::Profile;
///
/// let schema = r#"{"type":"object","properties":{"a":{"type":"array"}}}"#;
/// let profile = &Profile::ALL[0];
/// assert_eq!(structured_lint::check(schema, profile).len(), 3);
/// assert_eq!(structured_lint::count_unfixable(schema, profile), 1);
/// ```
#[must_use]
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub fn count_unfixable<'a>(schema: impl Into<Source<'a>>, profile: &Profile) -> usize {
    let source = schema.into();
    let root = match source {
        Source::Text(text) => fixable_root(text),
        Source::Bytes(bytes) => std::str::from_utf8(bytes).ok().and_then(fixable_root),
        Source::Value(value) => JsonValue::from_json(value),
        Source::Tree { root, .. } => Some(root.clone()),
    };
    let left = match root {
        None => check(source, profile),
        Some(mut root) => {
            fix(&mut root, profile);
            violations_in(&root, profile)
        }
    };
    count_errors(&left)
}

/// The document, unless it is not JSON or has a name twice in one object.
fn fixable_root(text: &str) -> Option<JsonValue> {
    let document = Document::read(text).ok().filter(|document| document.duplicates.is_empty());
    document.map(|document| document.root)
}

fn fix(root: &mut JsonValue, profile: &Profile) -> Vec<Change> {
    let mut changes = Vec::new();
    envelope::move_strict(root, profile, &mut changes);
    let places: Vec<(String, bool)> = targets(root, &mut Findings::new(profile, None))
        .into_iter()
        .map(|target| (target.pointer, target.component.is_some()))
        .collect();
    // Components refer to each other, so they are looked up in the original document.
    let document = places.iter().any(|(_, is_component)| *is_component).then(|| root.clone());
    let mut components = document.as_ref().map(|document| Components::of(document, profile));
    for (pointer, is_component) in places {
        let Some(schema) = root.pointer_mut(&pointer) else { continue };
        match components.as_mut().filter(|_| is_component) {
            Some(components) => components.fix(schema, &pointer, &mut changes),
            None => root::fix(schema, &pointer, profile, &mut changes),
        }
    }
    changes
}
