//! Compares a schema with its fixed form on sampled documents.

use std::fmt::{self, Display};

use jsonschema::Validator;
use serde_json::Value;
use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::{Change, Severity, Strictified, strictify};

use super::random_schema::{self, Random};
use super::sample;

/// How much was looked at.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) schemas: usize,
    /// Schemas of which no error was left.
    pub(crate) clean: usize,
    /// Documents of fixed forms that were held against the original.
    pub(crate) documents: usize,
    /// Fixed forms of which no document was found.
    pub(crate) empty: usize,
}

/// A fix that changed the meaning.
pub(crate) struct Fault {
    seed: u64,
    what: String,
    before: Value,
    fixed: Strictified,
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "--- seed {}: {}", self.seed, self.what)?;
        writeln!(f, "before {}", self.before)?;
        let after: Value = serde_json::from_str(&self.fixed.text).unwrap_or_default();
        writeln!(f, "after  {after}")?;
        for Change { pointer, what, .. } in &self.fixed.changes {
            writeln!(f, "  {pointer}: {what}")?;
        }
        for violation in &self.fixed.left {
            writeln!(f, "  left {} {}", violation.rule.name(), violation.pointer)?;
        }
        Ok(())
    }
}

const DEPTH: usize = 6;

/// Fixes a random schema and compares the two; `None` if nothing is wrong.
pub(crate) fn judge(seed: u64, tally: &mut Tally) -> Option<Fault> {
    let mut random = Random::new(seed);
    let before = random_schema::schema(&mut random);
    judge_schema(seed, before, random, tally)
}

/// As [`judge`], for a schema that somebody wrote.
pub(crate) fn judge_schema(seed: u64, before: Value, mut random: Random, tally: &mut Tally) -> Option<Fault> {
    let original = jsonschema::validator_for(&before).ok()?;
    let profile: &Profile = random.pick(&[&OPENAI, &OPENAI_2024_08, &LLAMA_CPP]);
    let fixed = strictify(&before.to_string(), profile);
    let is_clean = fixed.left.iter().all(|violation| violation.severity == Severity::Warning);
    tally.schemas += 1;
    tally.clean += usize::from(is_clean);
    let after: Value = serde_json::from_str(&fixed.text).expect("a fixed file is JSON");
    let fault = |what: String| Some(Fault { seed, what, before: before.clone(), fixed: fixed.clone() });
    // What was a schema stays one.
    let Ok(strict) = jsonschema::validator_for(&after) else {
        return fault("the fixed form is no schema".into());
    };
    let Some(allowed) = wider(&before, &fixed.changes) else { return fault("the wider form is no schema".into()) };
    let again = strictify(&fixed.text, profile);
    // A server that is not strict only warns about what could not be merged; a second fix may get further.
    if is_clean && profile.strict && !again.changes.is_empty() {
        return fault(format!("a second fix changes something: {:?}", again.changes));
    }
    let documents = documents(&after, &strict, &mut random);
    if documents.is_empty() {
        tally.empty += 1;
        let admitted = is_clean.then(|| first_document(&before, &original, &mut random, 60)).flatten();
        return if let Some(document) = admitted
            && first_document(&after, &strict, &mut random, 5_000).is_none()
        {
            fault(format!("nothing satisfies the fixed form, and the original admits {document}"))
        } else {
            None
        };
    }
    // Keywords that look at which members are there see `null` and absence differently; they are refused, and reported.
    if !is_clean && looks_at_presence(&before) {
        return None;
    }
    for document in documents {
        tally.documents += 1;
        if !admits_but_for_null(&allowed, &document) {
            return fault(format!("the fixed form admits {document}"));
        }
    }
    None
}

fn documents(schema: &Value, validator: &Validator, random: &mut Random) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for attempt in 0..120 {
        let document = if attempt % 3 == 2 && !out.is_empty() {
            let at = random.below(out.len());
            sample::mutated(&out[at], random)
        } else {
            sample::document(schema, schema, random, DEPTH)
        };
        if validator.is_valid(&document) && !out.contains(&document) {
            out.push(document);
        }
        if out.len() == 12 || attempt == 40 && out.len() > 3 {
            break;
        }
    }
    out
}

fn first_document(schema: &Value, validator: &Validator, random: &mut Random, attempts: usize) -> Option<Value> {
    (0..attempts).map(|_| sample::document(schema, schema, random, DEPTH)).find(|document| validator.is_valid(document))
}

/// Whether `validator` admits `document` with some of its members of `null` taken away.
fn admits_but_for_null(validator: &Validator, document: &Value) -> bool {
    let mut nulls = Vec::new();
    note_nulls(document, &mut String::new(), &mut nulls);
    let subsets = 1_usize << nulls.len().min(10);
    // All of them first: that is the usual case.
    (0..subsets).rev().any(|subset| {
        let mut document = document.clone();
        // From behind: a pointer to a later element does not move.
        for (index, (parent, name)) in nulls.iter().enumerate() {
            let is_taken = index >= 10 || subset & (1 << index) != 0;
            if is_taken && let Some(Value::Object(members)) = document.pointer_mut(parent) {
                members.remove(name);
            }
        }
        validator.is_valid(&document)
    })
}

fn note_nulls(value: &Value, pointer: &mut String, nulls: &mut Vec<(String, String)>) {
    let length = pointer.len();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if member.is_null() {
                    nulls.push((pointer.clone(), name.clone()));
                }
                pointer.push('/');
                pointer.push_str(name);
                note_nulls(member, pointer, nulls);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.extend(["/", &*index.to_string()]);
                note_nulls(item, pointer, nulls);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// The original without what the changes name as wider: moved into a description, or turned from `oneOf` into `anyOf`.
fn wider(before: &Value, changes: &[Change]) -> Option<Validator> {
    let moved: Vec<&str> = changes
        .iter()
        .filter_map(|change| change.what.strip_prefix("moved `")?.strip_suffix("` into the description"))
        .collect();
    let any_of = changes.iter().any(|change| change.what.contains("turned `oneOf` into `anyOf`"));
    let nullable = changes.iter().any(|change| change.what.contains("in place of `nullable`"));
    let mut schema = before.clone();
    // A root is never let be `null`.
    if let Some(members) = schema.as_object_mut() {
        members.remove("nullable");
    }
    widen(&mut schema, &moved, any_of, nullable);
    jsonschema::validator_for(&schema).ok()
}

fn widen(schema: &mut Value, moved: &[&str], any_of: bool, nullable: bool) {
    let Some(members) = schema.as_object_mut() else { return };
    for keyword in moved {
        members.remove(*keyword);
    }
    if any_of
        && !members.contains_key("anyOf")
        && let Some(branches) = members.remove("oneOf")
    {
        members.insert("anyOf".into(), branches);
    }
    for (name, value) in members.iter_mut() {
        match (name.as_str(), value) {
            (
                "properties" | "$defs" | "definitions" | "patternProperties" | "dependentSchemas" | "schemas",
                Value::Object(schemas),
            ) => {
                for schema in schemas.values_mut() {
                    widen(schema, moved, any_of, nullable);
                }
            }
            ("anyOf" | "allOf" | "oneOf" | "prefixItems" | "items", Value::Array(branches)) => {
                for branch in branches {
                    widen(branch, moved, any_of, nullable);
                }
            }
            (
                "items"
                | "additionalProperties"
                | "contains"
                | "then"
                | "else"
                | "unevaluatedItems"
                | "unevaluatedProperties"
                | "components",
                value,
            ) => {
                widen(value, moved, any_of, nullable);
            }
            _ => {}
        }
    }
    if nullable && members.remove("nullable") == Some(Value::Bool(true)) {
        let inner = std::mem::take(schema);
        *schema = serde_json::json!({"anyOf": [inner, {"type": "null"}]});
    }
}

fn looks_at_presence(schema: &Value) -> bool {
    const KEYWORDS: [&str; 12] = [
        "if",
        "not",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "minProperties",
        "maxProperties",
        "contains",
        "oneOf",
        "uniqueItems",
        "unevaluatedProperties",
        "unevaluatedItems",
    ];
    match schema {
        Value::Object(members) => {
            members.iter().any(|(name, value)| KEYWORDS.contains(&name.as_str()) || looks_at_presence(value))
        }
        Value::Array(items) => items.iter().any(looks_at_presence),
        _ => false,
    }
}
