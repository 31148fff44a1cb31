//! The schema and serde agree: serde reads what the schema admits, and the schema admits what serde writes.
//!
//! Each accepted type is tested with a shared set of JSON values, with values generated from its schema, and with
//! mutations of those. The `jsonschema` crate, an independent implementation, checks them against the schema.

mod exception;
mod value;

use std::collections::BTreeSet;

use exception::{Problem, Side};
use jsonschema::Validator;
use proptest::prelude::{any, prop_assert, prop_assert_eq};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use structured_tests::types::{Accepted, accepted_types};
use value::Samples;

use crate::random::cases;

fn validator(accepted: &Accepted) -> Validator {
    let schema = serde_json::from_str(accepted.schema).expect("a schema is JSON");
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{}: {error}", accepted.schema))
}

fn samples(accepted: &Accepted) -> Vec<Value> {
    let schema: Value = serde_json::from_str(accepted.schema).expect("a schema is JSON");
    let made = Samples::of(&schema).all();
    let mutated: Vec<Value> = made.iter().flat_map(value::mutations).collect();
    made.into_iter().chain(mutated).chain(value::shared()).collect()
}

/// The fault for one value, unless a named exception covers it.
fn judge(
    accepted: &Accepted,
    validator: &Validator,
    value: &Value,
    used: &mut BTreeSet<&'static str>,
) -> Option<String> {
    let schema = accepted.schema;
    let problem = match (accepted.read)(&value.to_string()) {
        Err(serde) if validator.is_valid(value) => Problem { side: Side::Read, value, schema, serde },
        Err(_) => return None,
        Ok(serde) => {
            if validator.is_valid(&serde_json::from_str(&serde).expect("serde writes JSON")) {
                return None;
            }
            Problem { side: Side::Written, value, schema, serde }
        }
    };
    if let Some(exception) = exception::of(accepted, &problem) {
        used.insert(exception.reason);
        return None;
    }
    let what = match problem.side {
        Side::Read => format!("the schema admits {value}, and serde says: {}", problem.serde),
        Side::Written => format!("serde reads {value} and writes {}, which the schema refuses", problem.serde),
    };
    Some(format!("{}::{}: {what}\n  {}", accepted.family, accepted.name, accepted.schema))
}

#[test]
fn what_the_schema_admits_is_read_and_what_is_written_is_admitted() {
    let (mut used, mut problems) = (BTreeSet::new(), Vec::new());
    for accepted in accepted_types() {
        let validator = validator(&accepted);
        for value in samples(&accepted) {
            problems.extend(judge(&accepted, &validator, &value, &mut used));
        }
    }
    assert!(problems.is_empty(), "{} values differ:\n{}", problems.len(), problems.join("\n"));
    let unused: Vec<&str> = exception::ALL.iter().map(|e| e.reason).filter(|reason| !used.contains(reason)).collect();
    assert!(unused.is_empty(), "no value needs these exceptions any more: {unused:#?}");
}

#[test]
fn every_type_is_tried_with_values_that_it_reads_and_values_that_it_refuses() {
    for accepted in accepted_types() {
        let validator = validator(&accepted);
        let samples = samples(&accepted);
        let read =
            samples.iter().filter(|value| validator.is_valid(value) && (accepted.read)(&value.to_string()).is_ok());
        let read = read.count();
        let refused = samples.iter().filter(|value| !validator.is_valid(value)).count();
        let name = accepted.name;
        assert!(read >= 2 && refused >= 10, "{name} reads {read} values and refuses {refused}:\n{}", accepted.schema);
    }
}

#[test]
fn random_documents_of_every_schema_are_read() {
    let types: Vec<(Accepted, Value, Validator)> = accepted_types()
        .map(|accepted| {
            let schema = serde_json::from_str(accepted.schema).expect("a schema is JSON");
            (accepted, schema, validator(&accepted))
        })
        .collect();
    let result = TestRunner::new(cases(64)).run(&any::<u64>(), |seed| {
        for (accepted, schema, validator) in &types {
            let document = Samples::of(schema).random(seed);
            prop_assert!(validator.is_valid(&document), "{document} is no {schema}");
            prop_assert_eq!(judge(accepted, validator, &document, &mut BTreeSet::new()), None);
        }
        Ok(())
    });
    assert_eq!(result, Ok(()));
}
