//! Schemas from outside: what they ask for is enforced or refused, and a refusal is true.

mod document;
mod schema;

use jsonschema::Validator;
use serde_json::Value;
use structured_decode::{Constraint, Error, Vocab};

use self::document::document;
use super::{Random, Sampler, walk};

/// What became of a random schema.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Outcome {
    /// So many walks through it ended with an answer that it admits.
    Enforced(u64),
    Refused,
}

/// Walks through the random schema of `seed` once with each sampler, or checks why it is refused.
///
/// # Errors
///
/// Says which answer is not admitted, or what is wrong with the refusal, and gives the schema.
pub(crate) fn judge(seed: u64, vocab: &Vocab) -> Result<Outcome, String> {
    let schema = schema::schema(seed);
    let text = schema.to_string();
    let explained = |why: String| format!("seed {seed}: {why}\n{text}");
    let constraint = Constraint::from_schema(&text, vocab);
    // Without a validator, some reference leads nowhere.
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).ok();
    let constraint = match (constraint, &validator) {
        (Ok(constraint), _) => constraint,
        (Err(error), validator) => {
            check_refusal(&schema, validator.as_ref(), &error, seed)
                .map_err(|why| explained(format!("{error}\n{why}")))?;
            return Ok(Outcome::Refused);
        }
    };
    for (index, sampler) in (0u64..).zip(Sampler::ALL) {
        let wishes = sampler.wishes(vocab);
        let with_budget = (seed + index).is_multiple_of(2);
        let explained = |why: String| explained(format!("{sampler:?}: {why}"));
        let walked = walk(&constraint, vocab, (sampler, &wishes), with_budget, seed).map_err(explained)?;
        let answer: Value =
            serde_json::from_str(&walked.text).map_err(|why| explained(format!("{why}: {}", walked.text)))?;
        if let Some(Err(why)) = validator.as_ref().map(|validator| validator.validate(&answer)) {
            return Err(explained(format!("{why}: {}", walked.text)));
        }
    }
    Ok(Outcome::Enforced(Sampler::ALL.len() as u64))
}

/// Whether the refusal names what is really there, or no document satisfies the schema.
fn check_refusal(schema: &Value, validator: Option<&Validator>, error: &Error, seed: u64) -> Result<(), String> {
    let Error::Schema { at, reason } = error else { return Err("not a refusal of the schema".to_owned()) };
    let place = at.strip_prefix('#').and_then(|pointer| schema.pointer(pointer));
    let Some(place) = place else { return Err("the place does not exist".to_owned()) };
    // What cannot be enforced begins with the keyword that asks for it.
    let named = reason.split('`').nth(1).unwrap_or_default();
    let is_there = place.get(named).is_some();
    let is_truth = match reason.as_str() {
        _ if reason.contains("cannot be enforced; help") => is_there,
        "an object must list its `properties`" => place.get("properties").is_none(),
        "an array must have `items`; help: give the schema of an item" => place.get("items").is_none(),
        _ if reason.contains("has no `type`") => place.get("type").is_none(),
        _ if reason.contains("`$id`") => schema.to_string().contains("$id"),
        _ if reason.contains("does not exist") => schema.pointer(named).is_none(),
        _ if reason.contains("a number alone") => true,
        _ if reason.contains("refers to itself without") => schema.to_string().contains("$ref"),
        _ if reason.contains("Properties` is ") => is_there,
        _ if reason.contains("`multipleOf` is ") || reason.contains("`multipleOf` of") => is_there,
        // There are larger integers and finer numbers, but none of them in an answer.
        _ if reason.contains("no integer from") || reason.contains("no number that") => {
            ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
                .iter()
                .any(|bound| place.get(bound).is_some())
        }
        _ if reason.contains("; help: list it there") => place["required"].is_array(),
        _ => return nothing_fits(schema, validator, seed),
    };
    if is_truth { Ok(()) } else { Err("the reason is not true".to_owned()) }
}

/// Looks for a document that satisfies the schema and has every property, as answers have.
fn nothing_fits(schema: &Value, validator: Option<&Validator>, seed: u64) -> Result<(), String> {
    let Some(validator) = validator else { return Ok(()) };
    let mut whole = schema.clone();
    require_all(&mut whole);
    let whole = jsonschema::validator_for(&whole).map_err(|error| error.to_string())?;
    let mut random = Random(seed);
    for _ in 0..300 {
        let document = document(schema, schema, 5, &mut random);
        if validator.is_valid(&document) && whole.is_valid(&document) {
            return Err(format!("a document satisfies the schema: {document}"));
        }
    }
    Ok(())
}

/// Makes every property a required one.
fn require_all(schema: &mut Value) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let names: Vec<Value> = properties.keys().map(|name| name.as_str().into()).collect();
        let required = schema["required"].as_array().into_iter().flatten().cloned();
        schema["required"] = names.iter().cloned().chain(required.filter(|name| !names.contains(name))).collect();
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(require_all),
        Value::Array(items) => items.iter_mut().for_each(require_all),
        _ => {}
    }
}
