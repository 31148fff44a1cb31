//! The strict form of a schema, as far as it means the same.

mod envelope;
mod keyword;
mod mender;
mod null;
mod object;
mod reference;
mod union;

pub use self::mender::Change;
use self::mender::Mender;
use crate::check::{check, count_errors, violations_in};
use crate::envelope::{Located, locate};
use crate::json::{Document, JsonValue, Value, layout};
use crate::schema::references::DEFINITIONS;
use crate::schema::shape::{SHAPES, is_for_arrays, is_for_objects, types};
use crate::source::Source;
use crate::violation::Violation;
use structured_core::profile::Profile;

/// What [`strictify`] made of a schema.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Strictified {
    /// The mended document, in the layout of the text as it was given: what did not change stands there byte for byte. Of a
    /// value in memory, two spaces a level and a final newline.
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
    };
    let Some(original) = original else {
        return Strictified { text, changes: Vec::new(), left: check(source, profile), document: None };
    };
    let mut root = original.clone();
    let mut changes = fix(&mut root, profile);
    envelope::turn_strict_on(&mut root, profile, &mut changes);
    let text = match source {
        _ if changes.is_empty() => text,
        Source::Value(_) => root.to_pretty(),
        Source::Text(_) | Source::Bytes(_) => layout::text(&root, &original, &text),
    };
    let left = check(&text, profile);
    Strictified { text, changes, left, document: Some(root) }
}

/// How many errors [`strictify`] would leave: as many as [`Strictified::left`] has, without writing the strict form and
/// reading it again.
///
/// ```
/// /// use structured_core::profile::Profile;
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
    for Located { pointer, .. } in locate(root) {
        if let Some(schema) = root.pointer_mut(&pointer) {
            let mut mender = Mender { profile, path: pointer, changes: &mut changes };
            mender.root(schema);
        }
    }
    changes
}

impl Mender<'_, '_> {
    fn root(&mut self, schema: &mut JsonValue) {
        self.inline_root_reference(schema);
        self.root_nullable(schema);
        self.schema(schema);
        for keyword in DEFINITIONS {
            let definitions = schema.get_mut(keyword).map(|definitions| &mut definitions.value);
            let Some(Value::Object(definitions)) = definitions else { continue };
            for definition in definitions {
                let name = definition.name.clone();
                self.within(&[keyword, &name], |this| this.schema(&mut definition.value));
            }
        }
    }

    /// Mends `schema` and what is in it; the definitions of a root are not in it.
    fn schema(&mut self, schema: &mut JsonValue) {
        // A server that is not strict does not look beside a reference.
        if schema.members().is_none() || (!self.profile.strict && schema.get("$ref").is_some()) {
            return;
        }
        self.merge_all_of(schema);
        self.one_of(schema);
        self.infer_type(schema);
        self.drop_annotations(schema);
        self.exclusive_bounds(schema);
        self.describe_constraints(schema);
        self.children(schema);
        self.nullable(schema);
        self.reference_siblings(schema);
        self.close(schema);
        self.require(schema);
    }

    /// Mends what is in `schema`, as far as it says something of the values.
    fn children(&mut self, schema: &mut JsonValue) {
        let types = types(schema);
        let (has_properties, has_items) = (is_for_objects(schema, &types), is_for_arrays(schema, &types));
        let properties = schema.get_mut("properties").filter(|_| has_properties);
        if let Some(Value::Object(properties)) = properties.map(|properties| &mut properties.value) {
            for property in properties {
                let name = property.name.clone();
                self.within(&["properties", &name], |this| this.schema(&mut property.value));
            }
        }
        if let Some(items) = schema.get_mut("items").filter(|_| has_items) {
            self.within(&["items"], |this| this.schema(items));
        }
        if let Some(Value::Array(branches)) = schema.get_mut("anyOf").map(|branches| &mut branches.value) {
            for (index, branch) in branches.iter_mut().enumerate() {
                self.within(&["anyOf", &index.to_string()], |this| this.schema(branch));
            }
        }
    }

    fn infer_type(&mut self, schema: &mut JsonValue) {
        let is_typed = ["type", "$ref"].iter().chain(SHAPES).any(|keyword| schema.get(keyword).is_some());
        if is_typed || !self.profile.strict {
            return;
        }
        if let Some(kind) = crate::help::inferred_type(schema) {
            self.changed(format!("added {}", crate::help::type_member(&kind)));
            schema.set("type", kind.value);
        }
    }
}
