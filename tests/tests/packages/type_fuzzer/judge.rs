//! Whether the schema of an accepted type is what serde reads and writes, what the linter takes, and what the reference
//! renders.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::Value;
use structured_core::profile::{LLAMA_CPP, OPENAI, OPENAI_2024_08, Profile};
use structured_lint::Rule;

use super::model::{Body, Case, Content, Field, Rules, Skip, Tagging, Ty};
use super::project::{Answer, Project, Request};
use super::{reference, source};
use crate::value::{self, Samples};

/// A type of an accepted case, with its schema.
pub(crate) struct Accepted<'a> {
    pub(crate) case: &'a Case,
    pub(crate) entry: usize,
    pub(crate) schema: &'a str,
}

/// One thing that is wrong.
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
        self.case.types[self.entry].is_object()
    }
}

const fn profile(rules: Rules) -> &'static Profile {
    match rules {
        Rules::OpenAi2024 => &OPENAI_2024_08,
        Rules::OpenAi => &OPENAI,
        Rules::LlamaCpp => &LLAMA_CPP,
    }
}

/// The faults that need no program.
pub(crate) fn of_schema(accepted: &Accepted<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let root = &source::roots(accepted.case)[accepted.entry];
    let expected = reference::schema(accepted.case, root);
    if expected != accepted.schema {
        faults.push(accepted.fault("rendering", &format!("the reference renders\n  {expected}")));
    }
    for violation in structured_lint::check(accepted.schema, profile(accepted.case.profile)) {
        let is_about_root = violation.pointer.is_empty() && matches!(violation.rule, Rule::RootType | Rule::RootUnion);
        if accepted.is_object() || !is_about_root {
            faults.push(accepted.fault("linter", &format!("{}: {}", violation.pointer, violation.message)));
        }
    }
    faults
}

/// A JSON text that is tried, and how it came about.
struct Trial {
    value: Value,
    is_made_from_schema: bool,
    /// The branch of an untagged enum that it was made for.
    branch: Option<usize>,
}

/// The faults that serde's reading and writing shows.
pub(crate) fn by_serde(project: &Project, accepted: &[Accepted<'_>], seed: u64) -> Vec<Fault> {
    let mut requests: Vec<Request> = Vec::new();
    let mut trials: Vec<(usize, Trial)> = Vec::new();
    let validators: Vec<Option<Validator>> = accepted.iter().map(validator).collect();
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
            Some(validator) => faults.extend(judge(one, validator, trial, answer)),
        }
        if let Some(branch) = trial.branch {
            *read_as.entry((*i, branch)).or_default() |= is_read_as(one, branch, answer);
        }
    }
    for ((i, branch), is_read) in read_as {
        if !is_read && !one_may_refuse(&accepted[i]) {
            let variant = &variants(&accepted[i])[branch];
            faults.push(accepted[i].fault("hidden", &format!("no document is read as `{variant}`")));
        }
    }
    faults
}

/// Whether values of forms and conversions may be refused, so that a variant is not read for that reason alone.
fn one_may_refuse(accepted: &Accepted<'_>) -> bool {
    traits(accepted.case).has_forms
}

fn validator(accepted: &Accepted<'_>) -> Option<Validator> {
    let schema = serde_json::from_str(accepted.schema).ok()?;
    jsonschema::draft202012::new(&schema).ok()
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
        trials.extend(values.into_iter().map(|value| Trial { value, is_made_from_schema: true, branch: Some(branch) }));
    }
    trials
}

/// The variants of an untagged enum, one for each branch.
fn variants(accepted: &Accepted<'_>) -> Vec<String> {
    match &accepted.case.types[accepted.entry].body {
        Body::Enum { tagging: Tagging::Untagged, variants, .. } => {
            variants.iter().filter(|variant| !variant.skip_deserializing).map(|variant| variant.ident.clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn is_read_as(accepted: &Accepted<'_>, branch: usize, answer: &Answer) -> bool {
    let variant = &variants(accepted)[branch];
    answer.as_ref().is_ok_and(|(_, debug)| {
        debug.strip_prefix(variant.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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
        Ok((written, _)) => {
            let again = serde_json::from_str(written).expect("serde writes JSON");
            let known = traits(accepted.case).writes_otherwise || is_beyond_f32(value);
            (!validator.is_valid(&again) && !known).then(|| {
                accepted
                    .fault("written", &format!("serde reads {value} and writes {written}, which the schema refuses"))
            })
        }
    }
}

/// The exceptions of `differential/exception.rs` that a text of these types can meet.
fn is_known(accepted: &Accepted<'_>, trial: &Trial, error: &str) -> bool {
    let traits = traits(accepted.case);
    // `try_from` refuses what it likes.
    if error.contains("refused by try_from") || error.contains("did not match any variant") && traits.is_fallible {
        return true;
    }
    let has_form = error.contains("expected a character")
        || error.contains("UUID")
        || error.starts_with("invalid IP")
        || error.contains("input contains invalid characters")
        || error.contains("premature end of input")
        || error.contains("trailing input");
    // A pattern beside a format: validators need not check formats, so the document is made for the pattern alone.
    if has_form && accepted.schema.contains("\"pattern\":") {
        return true;
    }
    if trial.is_made_from_schema {
        // `NonZero` in the default profile, and `i64` in all, have bounds that no keyword says.
        let tries = error.contains("did not match any variant") && traits.has_forms;
        return (error.starts_with("invalid value: integer `") || tries) && traits.has_implied_bounds;
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
        || error.contains("did not match any variant") && (traits.has_forms || has_number(&trial.value))
}

/// An `f32` reads a number beyond its range as infinite, and writes that as `null`.
fn is_beyond_f32(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() > f64::from(f32::MAX)),
        Value::Array(items) => items.iter().any(is_beyond_f32),
        Value::Object(members) => members.values().any(is_beyond_f32),
        _ => false,
    }
}

fn has_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(items) => items.iter().any(has_number),
        Value::Object(members) => members.values().any(has_number),
        _ => false,
    }
}

/// What of a case makes an exception apply.
struct Traits {
    is_fallible: bool,
    has_forms: bool,
    has_implied_bounds: bool,
    writes_otherwise: bool,
}

fn traits(case: &Case) -> Traits {
    let mut traits = Traits {
        is_fallible: false,
        has_forms: false,
        has_implied_bounds: case.profile == Rules::OpenAi2024,
        writes_otherwise: false,
    };
    for def in &case.types {
        traits.writes_otherwise |= def.rename_all.is_some_and(|all| all.written.is_some());
        match &def.body {
            Body::Struct { fields, .. } => fields.iter().for_each(|field| traits.field(field)),
            Body::Newtype { field, .. } => traits.field(field),
            Body::Enum { variants, .. } => {
                for variant in variants {
                    traits.writes_otherwise |= variant.rename.as_ref().is_some_and(|rename| rename.written.is_some());
                    match &variant.content {
                        Content::Unit => {}
                        Content::Newtype(field) => traits.field(field),
                        Content::Struct(fields) => fields.iter().for_each(|field| traits.field(field)),
                    }
                }
            }
            Body::Converted { ty, fallible } => {
                traits.is_fallible |= fallible;
                traits.ty(ty);
            }
            Body::Numbers { .. } => {}
        }
    }
    traits
}

impl Traits {
    fn field(&mut self, field: &Field) {
        let other_way = matches!(field.skip, Skip::Deserializing | Skip::Serializing | Skip::SerializingIf);
        let renamed = field.rename.as_ref().is_some_and(|rename| rename.written.is_some());
        self.writes_otherwise |= other_way || renamed || !field.constraints.is_empty();
        self.ty(&field.ty);
    }

    fn ty(&mut self, ty: &Ty) {
        match ty {
            Ty::Scalar(scalar) => self.has_forms |= scalar.form.is_some() || scalar.rust.contains("NonZero"),
            Ty::Wrapped(_, inner) | Ty::Option(inner) | Ty::List(_, inner) => self.ty(inner),
            Ty::Array(inner, _) | Ty::ArrayOfLength(inner) => {
                self.has_forms = true;
                self.ty(inner);
            }
            Ty::Borrowed(_) => self.has_forms = true,
            Ty::Named(_, arguments) => arguments.iter().for_each(|ty| self.ty(ty)),
            _ => {}
        }
    }
}
