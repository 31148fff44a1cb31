//! What is looked at when a walk has ended.

use std::ops::Range;

use jsonschema::Validator;
use serde_json::Value;
use structured_decode::{Constraint, Vocab};

use super::types::Case;
use super::{Sampler, walk};

pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) constraint: Constraint,
    schema: Value,
    validator: Validator,
    parse: fn(&str) -> Result<(), String>,
}

impl Check {
    /// Of a schema alone: whatever it admits is JSON that `serde_json` reads.
    pub(crate) fn of_schema(name: &str, schema: &str, vocab: &Vocab) -> Self {
        let constraint = Constraint::from_schema(schema, vocab).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self::new(name, schema, constraint, |_| Ok(()))
    }

    /// Of a type: whatever its schema admits parses into it.
    pub(crate) fn of_type(case: &Case, vocab: &Vocab) -> Self {
        let constraint = (case.constraint)(vocab).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        Self::new(case.name, case.schema, constraint, case.parse)
    }

    fn new(name: &str, schema: &str, constraint: Constraint, parse: fn(&str) -> Result<(), String>) -> Self {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        Self { name: name.to_owned(), constraint, schema, validator, parse }
    }

    /// Walks with every sampler, with and without a budget, once for each seed; how many walks that were.
    ///
    /// # Panics
    ///
    /// At the first walk that breaks the promise; the message says how to repeat it.
    pub(crate) fn run(&self, vocab: &Vocab, seeds: Range<u64>) -> u64 {
        let mut walks = 0;
        for sampler in Sampler::ALL {
            let wishes = sampler.wishes(vocab);
            for with_budget in [true, false] {
                for seed in seeds.clone() {
                    if let Err(error) = self.once(vocab, (sampler, &wishes), with_budget, seed) {
                        panic!("{}, {sampler:?}, budget {with_budget}, seed {seed}: {error}", self.name);
                    }
                    walks += 1;
                }
            }
        }
        walks
    }

    fn once(&self, vocab: &Vocab, sampler: (Sampler, &[usize]), with_budget: bool, seed: u64) -> Result<(), String> {
        let walk = walk(&self.constraint, vocab, sampler, with_budget, seed)?;
        if walk.budget.is_some_and(|budget| walk.tokens > budget) {
            return Err(format!("{} tokens, and the budget was {:?}", walk.tokens, walk.budget));
        }
        let explained = |error: String| format!("{error}: {}", walk.text);
        let answer: Value = serde_json::from_str(&walk.text).map_err(|error| explained(error.to_string()))?;
        self.validator.validate(&answer).map_err(|error| explained(error.to_string()))?;
        if !in_order(&answer, &self.schema, &self.schema) {
            return Err(explained("the properties are in another order".to_owned()));
        }
        (self.parse)(&walk.text).map_err(explained)
    }
}

/// Whether the properties of `answer` stand in the order of `schema`, at every depth.
fn in_order(answer: &Value, schema: &Value, root: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        return root.pointer(&reference[1..].replace("%20", " ")).is_some_and(|target| in_order(answer, target, root));
    }
    if let Some(branches) = schema["anyOf"].as_array() {
        return branches.iter().any(|branch| in_order(answer, branch, root));
    }
    // A value that is listed is the one that it is.
    if schema.get("enum").or(schema.get("const")).is_some() {
        return true;
    }
    match (answer, schema["properties"].as_object()) {
        (Value::Object(answer), Some(properties)) => {
            answer.keys().eq(properties.keys())
                && answer.iter().all(|(name, value)| in_order(value, &properties[name], root))
        }
        (Value::Array(items), _) => items.iter().all(|item| in_order(item, &schema["items"], root)),
        (Value::Object(_), None) => false,
        _ => true,
    }
}
