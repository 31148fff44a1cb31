//! Checks that the schema of an accepted type agrees with what serde reads and writes, that the linter accepts it, and
//! that it equals the reference.

mod traits;

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::Value;
use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::Rule;

use self::traits::{Traits, traits};
use super::model::{Body, Case, Rules, Tagging, Variant, of_branches};
use super::project::{Answer, Project, Request};
use super::{reference, source};
use crate::file;
use crate::value::{self, Samples};

/// A type of an accepted case, with its schema.
pub(crate) struct Accepted<'a> {
    pub(crate) case: &'a Case,
    pub(crate) entry: usize,
    pub(crate) schema: &'a str,
    /// The outline that const code computes, or zero if there is none.
    pub(crate) outline: u128,
    /// The schema of `schemars::JsonSchema`.
    pub(crate) schemars: Option<&'a str>,
}

/// One fault.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) case: usize,
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

impl Accepted<'_> {
    fn fault(&self, kind: &'static str, text: &str) -> Fault {
        Fault { case: self.case.number, kind, text: format!("entry {}: {text}\n  {}", self.entry, self.schema) }
    }

    fn is_object(&self) -> bool {
        reference::is_object(self.case, &source::roots(self.case)[self.entry])
    }
}

pub(crate) const fn profile(rules: Rules) -> &'static Profile {
    match rules {
        Rules::OpenAi2024 => &OPENAI_2024_08,
        Rules::OpenAi => &OPENAI,
        Rules::LlamaCpp => &LLAMA_CPP,
    }
}

/// The faults that show without running a program.
pub(crate) fn of_schema(accepted: &Accepted<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let root = &source::roots(accepted.case)[accepted.entry];
    let expected = reference::schema(accepted.case, root);
    if expected != accepted.schema {
        faults.push(accepted.fault("rendering", &format!("the reference renders\n  {expected}")));
    }
    let outline = file::read(accepted.schema).map(|(_, outline)| outline);
    if accepted.outline != 0 && outline != Some(accepted.outline) {
        faults.push(accepted.fault("outline", "the outline of the type is not that of its schema"));
    }
    for violation in structured_lint::check(accepted.schema, profile(accepted.case.profile)) {
        let is_about_root = violation.pointer.is_empty() && matches!(violation.rule, Rule::RootType | Rule::RootUnion);
        if accepted.is_object() || !is_about_root {
            faults.push(accepted.fault("linter", &format!("{}: {}", violation.pointer, violation.message)));
        }
    }
    faults
}

/// A JSON text to try, and its origin.
struct Trial {
    value: Value,
    is_made_from_schema: bool,
    /// The branch of an untagged enum for which it was generated.
    branch: Option<usize>,
}

/// The faults that show when serde reads and writes.
pub(crate) fn by_serde(project: &Project, accepted: &[Accepted<'_>], seed: u64) -> Vec<Fault> {
    let mut requests: Vec<Request> = Vec::new();
    let mut trials: Vec<(usize, Trial)> = Vec::new();
    let validators: Vec<Option<Validator>> = accepted.iter().map(|one| validator(one.schema)).collect();
    let of_schemars: Vec<Option<Validator>> = accepted.iter().map(|one| validator(one.schemars?)).collect();
    for (i, one) in accepted.iter().enumerate() {
        for trial in documents(one, seed) {
            requests.push((one.case.number, one.entry, trial.value.to_string()));
            trials.push((i, trial));
        }
    }
    let answers = project.read(&requests);
    let mut faults = Vec::new();
    let mut read_as: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for ((i, trial), answer) in trials.iter().zip(&answers) {
        let one = &accepted[*i];
        match &validators[*i] {
            None => faults.push(one.fault("schema", "is no JSON Schema")),
            Some(validator) => {
                faults.extend(judge(one, validator, trial, answer));
                faults.extend(schemars_differs(one, validator, of_schemars[*i].as_ref(), &trial.value));
            }
        }
        if let Some(branch) = trial.branch {
            *read_as.entry((*i, branch)).or_default() |= is_read_as(one, branch, answer);
        }
    }
    for ((i, branch), is_read) in read_as {
        let variant = variants(&accepted[i])[branch];
        if !is_read && !may_be_refused(&accepted[i], variant) {
            let variant = &variant.ident;
            faults.push(accepted[i].fault("hidden", &format!("no document is read as `{variant}`")));
        }
    }
    faults
}

/// Whether serde may refuse every value that is generated for the variant, because its content has a form that the
/// schema does not describe.
fn may_be_refused(accepted: &Accepted<'_>, variant: &Variant) -> bool {
    let mut traits = Traits::default();
    traits.content(accepted.case, &variant.content);
    traits.has_texts || traits.has_lengths || traits.has_bounds || traits.has_ours
}

fn validator(schema: &str) -> Option<Validator> {
    let schema = serde_json::from_str(schema).ok()?;
    jsonschema::draft202012::new(&schema).ok()
}

/// The schema of schemars admits the same values.
fn schemars_differs(
    accepted: &Accepted<'_>,
    validator: &Validator,
    of_schemars: Option<&Validator>,
    value: &Value,
) -> Option<Fault> {
    let schema = accepted.schemars?;
    if of_schemars.is_some_and(|other| other.is_valid(value) == validator.is_valid(value)) {
        return None;
    }
    Some(accepted.fault("schemars", &format!("its schema differs for {value}:\n  {schema}")))
}

fn documents(accepted: &Accepted<'_>, seed: u64) -> Vec<Trial> {
    let Ok(schema) = serde_json::from_str::<Value>(accepted.schema) else { return Vec::new() };
    let samples = Samples::of(&schema);
    let mut made: Vec<Value> = samples.all();
    if made.is_empty() {
        return Vec::new();
    }
    made.truncate(60);
    let random = (0..6).map(|i| samples.random(seed.wrapping_add(i * 7919 + 1)));
    let mutated: Vec<Value> = made
        .iter()
        .take(6)
        .flat_map(value::mutations)
        .enumerate()
        .filter(|(i, _)| i % 3 == 0)
        .map(|(_, v)| v)
        .take(150)
        .collect();
    let mut trials: Vec<Trial> = random
        .chain(made)
        .map(|value| Trial { value, is_made_from_schema: true, branch: None })
        .chain(mutated.into_iter().chain(value::shared()).map(|value| Trial {
            value,
            is_made_from_schema: false,
            branch: None,
        }))
        .collect();
    for branch in 0..variants(accepted).len() {
        let mut alone = schema.clone();
        let Some(chosen) = schema["anyOf"].get(branch) else { continue };
        alone["anyOf"] = Value::Array(vec![chosen.clone()]);
        let samples = Samples::of(&alone);
        let mut values = samples.all();
        // A branch that refers to the whole union may have no document without the other branches.
        if values.is_empty() {
            continue;
        }
        values.truncate(20);
        values.extend((0..4).map(|i| samples.random(seed.wrapping_add(i * 104_729 + 1))));
        // Numbers that the type of an earlier branch, or of this one, may not hold.
        // The type of an optional number is a list, with `null` last.
        let kind = chosen["type"].get(0).unwrap_or(&chosen["type"]);
        let numbers: Vec<Value> = match kind.as_str() {
            Some("integer") => {
                let whole = [0_i64, -1, 300, 70_000, 5_000_000_000, -5_000_000_000].map(Value::from);
                whole.into_iter().chain([u64::MAX.into()]).collect()
            }
            // Numbers that are not a `Decimal`.
            Some("number") => vec![1e30.into(), 1e300.into()],
            _ => Vec::new(),
        };
        let other = |value| Trial { value, is_made_from_schema: false, branch: Some(branch) };
        trials.extend(numbers.into_iter().map(other));
        trials.extend(values.into_iter().map(|value| Trial { value, is_made_from_schema: true, branch: Some(branch) }));
    }
    trials
}

/// The variants of an untagged enum, one for each branch.
fn variants<'a>(accepted: &Accepted<'a>) -> Vec<&'a Variant> {
    match &accepted.case.types[accepted.entry].body {
        Body::Enum { tagging: Tagging::Untagged, variants, .. } => of_branches(variants),
        _ => Vec::new(),
    }
}

fn is_read_as(accepted: &Accepted<'_>, branch: usize, answer: &Answer) -> bool {
    let variant = variants(accepted)[branch];
    answer.as_ref().is_ok_and(|(_, debug)| {
        debug.strip_prefix(variant.ident.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn judge(accepted: &Accepted<'_>, validator: &Validator, trial: &Trial, answer: &Answer) -> Option<Fault> {
    let value = &trial.value;
    match answer {
        Err(error) => {
            let known = is_known(accepted, trial, error);
            (validator.is_valid(value) && !known)
                .then(|| accepted.fault("read", &format!("the schema admits {value}, and serde reports: {error}")))
        }
        Ok((None, _)) => None,
        Ok((Some(written), _)) => {
            let again = serde_json::from_str(written).expect("serde writes JSON");
            let traits = traits(accepted.case);
            // serde does not check keywords: it reads and writes values that the schema refuses because of a keyword.
            let is_unconstrained = traits.is_constrained && !validator.is_valid(value);
            let known = traits.writes_otherwise || is_unconstrained || is_beyond_f32(value);
            (!validator.is_valid(&again) && !known).then(|| {
                accepted
                    .fault("written", &format!("serde reads {value} and writes {written}, which the schema refuses"))
            })
        }
    }
}

/// Whether an exception of `differential/exception.rs` applies to a text of these types.
fn is_known(accepted: &Accepted<'_>, trial: &Trial, error: &str) -> bool {
    let traits = traits(accepted.case);
    // `try_from` may refuse any value. The program has marked the errors that it caused.
    if error.contains("refused by try_from") {
        return true;
    }
    // A schema cannot describe the contents of a string, or whether a key occurs twice.
    if error.contains("in the string: ") || error.contains("comes twice") {
        return true;
    }
    let found = Found::of(&trial.value);
    let has_form = traits.has_texts && found.text && is_of_form(error);
    // A pattern next to a format: validators need not check formats, so the document is generated for the pattern
    // alone.
    if has_form && accepted.schema.contains("\"pattern\":") {
        return true;
    }
    // An untagged enum hides the reason why serde refuses, so the reason must be found in the document.
    let is_untagged = error.contains("did not match any variant");
    if is_untagged && traits.has_ours {
        return true;
    }
    if trial.is_made_from_schema {
        // `NonZero` in the default profile, and `i64` in all profiles, have bounds that no keyword expresses.
        let is_hidden = is_untagged
            && (found.text && traits.has_texts
                || found.number && traits.has_bounds
                || found.array && traits.has_lengths);
        return (error.starts_with("invalid value: integer `") || is_hidden) && traits.has_implied_bounds;
    }
    let starts = [
        "invalid value: integer `",
        "invalid type: floating point `",
        "number out of range",
        "invalid length",
        "trailing characters",
    ];
    starts.iter().any(|start| error.starts_with(start))
        || has_form
        || is_untagged && (found.number || found.text && traits.has_texts || found.array && traits.has_lengths)
}

/// Whether the error may be about the form of a text. A type that is read from a text reports it in its own words.
fn is_of_form(error: &str) -> bool {
    const SERDES: &[&str] = &[
        "invalid type",
        "invalid value",
        "invalid length",
        "missing field",
        "unknown field",
        "unknown variant",
        "duplicate field",
        "data did not match",
        "no variant of enum",
        "can only flatten",
        "number out of range",
        "trailing characters",
    ];
    let is_serdes = SERDES.iter().any(|start| error.starts_with(start));
    !is_serdes || error.contains("expected a character") || error.contains("expected a Decimal type")
}

/// The contents of a document.
#[derive(Default)]
struct Found {
    text: bool,
    number: bool,
    array: bool,
}

impl Found {
    fn of(value: &Value) -> Self {
        let mut found = Self::default();
        found.look(value);
        found
    }

    fn look(&mut self, value: &Value) {
        match value {
            Value::Number(_) => self.number = true,
            Value::String(_) => self.text = true,
            Value::Array(items) => {
                self.array = true;
                for item in items {
                    self.look(item);
                }
            }
            Value::Object(members) => members.values().for_each(|member| self.look(member)),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

/// An `f32` reads a number beyond its range as infinite, and writes infinity as `null`.
fn is_beyond_f32(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() > f64::from(f32::MAX)),
        Value::Array(items) => items.iter().any(is_beyond_f32),
        Value::Object(members) => members.values().any(is_beyond_f32),
        _ => false,
    }
}
