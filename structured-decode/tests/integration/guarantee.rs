//! The guarantee: every sampler's answer ends in time, is admitted by the published schema, parses into the type, and
//! has its properties in order.

#[path = "../../../tests/tests/packages/random.rs"]
mod random;

use structured_decode::Vocab;
use structured_tests::types::accepted_types;

use crate::walk::check::Check;
use crate::walk::outside::{Outcome, judge};
use crate::walk::{chunky, hard, schemas, types};

#[test]
fn every_sampler_ends_in_time_with_an_answer_that_parses() {
    let vocab = Vocab::bytes().unwrap();
    for case in types::cases() {
        Check::of_type(&case, &vocab).run(&vocab, 0..6);
    }
}

/// The loop that proves that derive, schema, serde and constraint agree.
#[test]
fn every_accepted_type_is_guaranteed() {
    let vocab = Vocab::bytes().unwrap();
    // All but the one that borrows.
    assert_eq!(types::accepted().len() + 1, accepted_types().count());
    let (numbers, enforced): (Vec<_>, Vec<_>) = types::accepted().into_iter().partition(types::Case::may_be_a_number);
    for case in enforced.into_iter().filter(|case| !case.refuses_more()) {
        Check::of_type(&case, &vocab).run(&vocab, 0..1);
    }
    // As properties they are everywhere above.
    for case in numbers {
        let refused = (case.constraint)(&vocab).unwrap_err().to_string();
        assert!(refused.contains("has no recognizable end"), "{}: {refused}", case.name);
    }
}

/// These schemas are ones that the real API has taken.
#[test]
fn every_sampler_ends_in_time_with_an_answer_that_the_schema_admits() {
    let vocab = Vocab::bytes().unwrap();
    for (name, schema) in schemas::all() {
        Check::of_schema(&name, &schema, &vocab).run(&vocab, 0..2);
    }
}

#[test]
fn schemas_that_strain_the_machinery_are_guaranteed_too() {
    let vocab = Vocab::bytes().unwrap();
    for (name, schema) in hard::all() {
        Check::of_schema(&name, &schema, &vocab).run(&vocab, 0..4);
    }
}

#[test]
fn recursions_that_can_be_read_in_many_ways_are_guaranteed_too() {
    let vocab = Vocab::bytes().unwrap();
    for (name, schema) in hard::ambiguous() {
        Check::of_schema(&name, &schema, &vocab).run(&vocab, 0..1);
    }
}

#[test]
fn random_schemas_are_guaranteed_too() {
    let vocabularies = [Vocab::bytes().unwrap(), chunky()];
    for seed in 0..30 {
        let schema = random::schema(seed);
        for vocab in &vocabularies {
            Check::of_schema(&format!("random schema {seed}: {schema}"), &schema, vocab).run(vocab, 0..2);
        }
    }
}

#[test]
fn tokens_that_cross_borders_change_nothing() {
    let vocab = chunky();
    for case in types::cases() {
        Check::of_type(&case, &vocab).run(&vocab, 0..2);
    }
    for (name, schema) in hard::all() {
        Check::of_schema(&name, &schema, &vocab).run(&vocab, 0..2);
    }
}

/// A few of them here; the example `walk` has the time for many.
#[test]
fn the_tokens_of_o200k_change_nothing() {
    let vocab = Vocab::o200k().unwrap();
    for case in types::cases().iter().take(4) {
        Check::of_type(case, &vocab).run(&vocab, 0..1);
    }
}

/// The finder: a schema, seven walks through it or the reason why not; the judge is the crate `jsonschema`.
#[test]
fn random_schemas_from_outside_are_enforced_or_refused_with_a_true_reason() {
    let vocab = Vocab::bytes().unwrap();
    let outcomes: Vec<Outcome> =
        (0..500).map(|seed| judge(seed, &vocab).unwrap_or_else(|why| panic!("{why}"))).collect();
    let enforced = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Enforced(_))).count();
    assert!(enforced > 200, "only {enforced} of {} schemas are enforced", outcomes.len());
}
