//! Checks that a refusal is useful: there is one error for each mistake, it points at the user's own text, it is true,
//! and it suggests what to do.

use std::collections::BTreeMap;

use serde_json::Value;
use structured_lint::Rule;

use super::judge::{Fault, profile};
use super::model::{Body, Case, Content, Tagging, Ty, TypeDef, Variant, of_branches};
use super::project::{CompilerError, Project, Request};
use super::{reference, source};
use crate::value::Samples;

/// Texts that no error may contain: internals of the macro, of this crate or of the compiler.
const INTERNALS: &[&str] = &[
    "originates in the derive macro",
    "in this derive macro expansion",
    "_structured",
    "__private",
    "structured-core/src",
    "structured_core/src",
    "__NODE",
    "const_eval",
];

/// The faults that the errors alone show.
pub(crate) fn of_errors(case: &Case, errors: &[CompilerError]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut places: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    let mut fault = |kind, error: &CompilerError| {
        faults.push(Fault { case: case.number, kind, text: error.rendered.clone() });
    };
    for error in errors {
        let is_note = error.message.ends_with("is first produced here");
        if error.code.as_ref().is_some_and(|code| code != "E0080") {
            fault("an error of the compiler's", error);
        } else if INTERNALS.iter().any(|text| error.rendered.contains(text)) {
            fault("internals in an error", error);
        } else if error.underlined.is_empty() {
            fault("an error without a place", error);
        } else if !is_note && !error.message.contains("help: ") && !is_serdes(&error.message) {
            fault("an error without help", error);
        }
        let known = places.insert((error.line, error.column), &error.message);
        if known.is_some() && !is_note {
            fault("two errors at one place", error);
        }
    }
    faults
}

/// Whether the text is from serde's own checks, which the derive passes on.
fn is_serdes(message: &str) -> bool {
    ["#[serde(", "conflicts with internal tag", "enum tags `"].iter().any(|part| message.contains(part))
}

/// Refusals by rules of the API, which the linter also has.
const RULES_OF_THE_API: &[&str] = &[
    "have the same first key",
    "properties in all its objects together",
    "objects deep, and profile",
    "enum values in all its enums together",
    "characters in its",
    "an enum value has",
    "has no keyword",
    "has no format",
];

/// The faults that the linter shows: a type that is refused by a rule of the API, but whose schema the linter accepts.
pub(crate) fn by_linter(case: &Case, errors: &[CompilerError]) -> Option<Fault> {
    let error = errors.iter().find(|error| RULES_OF_THE_API.iter().any(|rule| error.message.contains(rule)))?;
    // The linter reads a property that occurs twice as one, while the limits count both.
    if errors.iter().any(|error| error.message.contains("occurs twice") || error.message.contains("are both enums")) {
        return None;
    }
    let is_refused = |root: &Ty| {
        let schema = reference::schema(case, root);
        // If the root is not an object, the linter does not check the rest.
        let schema = if schema.contains("\"$ref\"") {
            schema
        } else {
            format!(
                "{{\"type\":\"object\",\"properties\":{{\"a\":{schema}}},\"required\":[\"a\"],\"additionalProperties\":false}}"
            )
        };
        let violations = structured_lint::check(&schema, profile(case.profile));
        violations.iter().any(|violation| !matches!(violation.rule, Rule::RootType | Rule::RootUnion))
    };
    let text = format!("the linter takes the schema of a case with the error\n{}", error.rendered);
    (!source::roots(case).iter().any(is_refused)).then_some(Fault { case: case.number, kind: "an untrue rule", text })
}

/// A variant (or, with `None`, a type) that is refused because serde would never read it.
struct Hidden<'a> {
    case: &'a Case,
    entry: usize,
    branch: Option<(usize, String)>,
}

/// The faults that show when serde reads: a variant that is reported as "never read", but is read.
pub(crate) fn by_serde(project: &Project, refused: &[(&Case, &[CompilerError])], seed: u64) -> Vec<Fault> {
    let hidden: Vec<Hidden<'_>> =
        refused.iter().flat_map(|(case, errors)| errors.iter().flat_map(|error| hidden(case, error))).collect();
    let mut requests: Vec<Request> = Vec::new();
    let mut owners = Vec::new();
    for (i, one) in hidden.iter().enumerate() {
        for document in documents(one, seed) {
            requests.push((one.case.number, one.entry, document.to_string()));
            owners.push(i);
        }
    }
    let answers = project.read(&requests);
    let mut faults = Vec::new();
    for ((i, request), answer) in owners.iter().zip(&requests).zip(&answers) {
        let one = &hidden[*i];
        let Ok((_, debug)) = answer else { continue };
        let is_read = one.branch.as_ref().is_none_or(|(_, variant)| {
            debug.strip_prefix(variant.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        if is_read {
            let refused = one.branch.as_ref().map_or("the type", |(_, variant)| variant);
            let text = format!("`{refused}` is refused as never read, and serde reads {} as {debug}", request.2);
            faults.push(Fault { case: one.case.number, kind: "an untrue refusal", text });
        }
    }
    faults
}

fn hidden<'a>(case: &'a Case, error: &CompilerError) -> Vec<Hidden<'a>> {
    let parts: Vec<&str> = error.message.split('`').collect();
    // Reading a union that is one of its own branches does not end.
    let is_endless = case
        .types
        .iter()
        .any(|def| matches!(&def.body, Body::Enum { variants, .. } if holds_itself(case, def, variants)));
    if error.message.starts_with("serde reads no JSON as `") && parts.len() > 1 {
        let is_owner = |def: &TypeDef| def.shown_name() == parts[1] && def.parameters.is_empty() && !def.has_length;
        let entries = case.types.iter().enumerate().filter(|(_, def)| is_owner(def));
        return entries.map(|(entry, _)| Hidden { case, entry, branch: None }).collect();
    }
    let is_variant =
        error.message.contains("is never read") || error.message.starts_with("serde reads no JSON as variant");
    if !is_variant || parts.len() < 4 || is_endless {
        return Vec::new();
    }
    let (variant, owner) = (parts[1], parts[3]);
    let mut found = Vec::new();
    // The refused instance may differ from the one that the case names.
    let is_owner = |def: &TypeDef| def.shown_name() == owner && def.parameters.is_empty() && !def.has_length;
    for (entry, def) in case.types.iter().enumerate().filter(|(_, def)| is_owner(def)) {
        if let Body::Enum { tagging, variants, .. } = &def.body {
            let read = variants.iter().filter(|variant| !variant.skip_deserializing);
            let branch = match tagging {
                Tagging::Untagged => of_branches(variants).iter().position(|one| one.ident == variant),
                // The unit variants share one branch.
                Tagging::External => None,
                _ => read.clone().position(|one| one.ident == variant),
            };
            let branch = branch.map(|branch| Some((branch, variant.to_owned())));
            found.extend(branch.map(|branch| Hidden { case, entry, branch }));
        }
    }
    found
}

/// Whether a variant holds one of the enums of the case in a box.
fn holds_itself(case: &Case, def: &TypeDef, variants: &[Variant]) -> bool {
    let is_recursive = |ty: &Ty| {
        let mut ty = ty;
        while let Ty::Option(inner) | Ty::Wrapped(_, inner) = ty {
            ty = inner;
        }
        matches!(ty, Ty::Named(i, _) if case.types[*i].ident >= def.ident || matches!(case.types[*i].body, Body::Enum { .. }))
    };
    variants.iter().any(|variant| matches!(&variant.content, Content::Newtype(field) if is_recursive(&field.ty)))
}

fn documents(hidden: &Hidden<'_>, seed: u64) -> Vec<Value> {
    let root = &source::roots(hidden.case)[hidden.entry];
    let Ok(mut schema) = serde_json::from_str::<Value>(&reference::schema(hidden.case, root)) else {
        return Vec::new();
    };
    if let Some((branch, _)) = &hidden.branch {
        let Some(branch) = schema["anyOf"].get(*branch).cloned() else { return Vec::new() };
        schema["anyOf"] = Value::Array(vec![branch]);
    }
    let samples = Samples::of(&schema);
    let mut values = samples.all();
    if values.is_empty() {
        return values;
    }
    values.truncate(20);
    values.extend((0..4).map(|i| samples.random(seed.wrapping_add(i + 1))));
    values
}
