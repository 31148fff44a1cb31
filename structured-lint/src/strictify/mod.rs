//! The strict form of a schema, as far as it means the same.

mod budget;
mod combine;
mod envelope;
mod hoist;
mod keyword;
mod mender;
mod merge;
mod null;
mod object;
mod reference;
mod root;
mod union;
mod walk;

pub use self::mender::{Change, Effect};
use self::root::Components;
use crate::check::{check, count_errors, violations_in};
use crate::envelope::targets;
use crate::finding::Findings;
use crate::json::{Document, JsonValue, layout};
use crate::source::Source;
use crate::violation::Violation;
use structured_core::profile::Profile;

/// What [`strictify`] made of a schema.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Strictified {
    /// The mended document, in the layout of the text as it was given: what did not change stands there byte for byte. Of a
    /// value in memory or a tree, two spaces a level and a final newline.
    pub text: String,
    /// What was changed, in the order of the work.
    pub changes: Vec<Change>,
    /// What is left, with places in `text`.
    pub left: Vec<Violation>,
    /// `text` as a tree, in which what was not changed has its place in the text as it was given; `None` if that is no
    /// JSON or has a name twice in one object.
    pub document: Option<JsonValue>,
}

/// Writes the strict form: objects are closed, every property is required and takes `null` where it was optional,
/// `oneOf` becomes `anyOf`, constraints that the profile does not have move into descriptions, and so on. A response
/// format or tool without `strict` gets `"strict": true`, if nothing is left that the API would then refuse.
///
/// Order and everything that is fine stay as they are: a document of which [`check`] finds nothing comes back unchanged. For
/// a server that is not strict, only what it passes over is changed. What would change the meaning is not touched and is in
/// [`Strictified::left`]: a map, a tuple, `not`, `if`, a root that is a union. What is no JSON, or has a name
/// twice in one object, comes back unchanged.
#[must_use]
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub fn strictify<'a>(schema: impl Into<Source<'a>>, profile: &Profile) -> Strictified {
    let source = schema.into();
    let (original, text) = match source {
        Source::Text(text) => (mendable_root(text), text.to_string()),
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

/// How many errors [`strictify`] would leave: as many as [`Strictified::left`] has, without writing the strict form and
/// reading it again.
///
/// ```
/// use structured_core::profile::Profile;
///
/// let schema = r#"{"type":"object","properties":{"a":{"type":"array"}}}"#;
/// let profile = &Profile::ALL[0];
/// assert_eq!(structured_lint::check(schema, profile).len(), 3);
/// assert_eq!(structured_lint::unmendable(schema, profile), 1);
/// ```
#[must_use]
#[expect(single_use_lifetimes, reason = "anonymous lifetimes in `impl Trait` are unstable")]
pub fn unmendable<'a>(schema: impl Into<Source<'a>>, profile: &Profile) -> usize {
    let source = schema.into();
    let root = match source {
        Source::Text(text) => mendable_root(text),
        Source::Bytes(bytes) => std::str::from_utf8(bytes).ok().and_then(mendable_root),
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

/// The document, unless it is no JSON or has a name twice in one object.
fn mendable_root(text: &str) -> Option<JsonValue> {
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
    // Components refer to each other: what they are looked up in is the document as it was.
    let document = places.iter().any(|(_, is_component)| *is_component).then(|| root.clone());
    let mut components = document.as_ref().map(|document| Components::of(document, profile));
    for (pointer, is_component) in places {
        let Some(schema) = root.pointer_mut(&pointer) else { continue };
        match components.as_mut().filter(|_| is_component) {
            Some(components) => components.mend(schema, &pointer, &mut changes),
            None => root::mend(schema, &pointer, profile, &mut changes),
        }
    }
    changes
}
