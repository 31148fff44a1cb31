//! Tests random types against serde, a validator of JSON Schema, the linter and a second renderer.
//!
//! A seed determines a few types that refer to each other, with every tagging, every kind of field, serde's attributes,
//! ours, generics and recursion. Many such cases form one crate, which is compiled once. The schema of a type that
//! compiles must match what serde reads and writes. A type that is refused must be wrong, with one error at the right
//! place.
//!
//! `cargo test` tries 300 types. `TYPE_FUZZER_TYPES=20000 cargo test -p structured-tests --test packages
//! random_types -- --nocapture` tries more; `TYPE_FUZZER_SEED` is the seed of the first case.

#![expect(
    clippy::format_push_string,
    clippy::large_enum_variant,
    clippy::print_stderr,
    clippy::struct_excessive_bools,
    reason = "the model has what serde has, the reference is slow on purpose, and a long run shows how far it is"
)]

pub(crate) mod choice;
mod fields;
mod generate;
mod judge;
mod model;
mod project;
mod reference;
mod refusal;
mod source;
mod variants;

use std::collections::BTreeMap;
use std::time::Instant;

use self::judge::{Accepted, Fault};
use self::model::Case;
use self::project::Project;
use self::source::Derives;

/// The number of types in one crate.
const BATCH: usize = 600;

/// The results of a run.
#[derive(Default)]
struct Report {
    types: usize,
    accepted: usize,
    refused: usize,
    /// Cases that serde's own derive does not compile.
    not_serdes: usize,
    faults: Vec<Fault>,
    messages: BTreeMap<String, (usize, String)>,
}

fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |text| text.parse().unwrap_or_else(|error| panic!("{variable}: {error}")))
}

#[test]
fn random_types_have_the_schema_that_serde_reads_or_are_refused_with_one_true_error() {
    let (wanted, seed) = (number("TYPE_FUZZER_TYPES", 300), number("TYPE_FUZZER_SEED", 1));
    let (mut report, mut next, start) = (Report::default(), 0, Instant::now());
    while report.types < wanted {
        let mut cases = Vec::new();
        let mut types = 0;
        while types < BATCH.min(wanted - report.types) {
            let case = generate::case(next, (seed + next) as u64);
            types += case.types.len();
            cases.push(case);
            next += 1;
        }
        let known = report.faults.len();
        batch(&cases, &mut report);
        for fault in report.faults.iter().skip(known).take(number("TYPE_FUZZER_SHOWN", 4)) {
            eprintln!("{} in case {}: {}", fault.kind, fault.case, fault.text);
        }
        eprintln!(
            "{} types in {:?}: {} accepted, {} refused, {} not serde's, {} faults",
            report.types,
            start.elapsed(),
            report.accepted,
            report.refused,
            report.not_serdes,
            report.faults.len()
        );
    }
    for (text, (count, example)) in &report.messages {
        eprintln!("{count:6} {text}   {example}");
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in &report.faults {
        *kinds.entry(fault.kind).or_default() += 1;
    }
    assert!(report.faults.is_empty(), "{kinds:?}");
    assert!(report.accepted * 2 > report.types - report.not_serdes, "most types should be accepted");
}

/// Compiles and judges the cases of one crate.
fn batch(cases: &[Case], report: &mut Report) {
    let seed = cases.first().map_or(0, |case| case.number as u64);
    let project = Project::new("structured-random-types", Derives::Both, cases);
    let errors = project.refused(cases);
    let schemas = project.schemas();
    let by_number: BTreeMap<usize, &Case> = cases.iter().map(|case| (case.number, case)).collect();
    let accepted: Vec<Accepted<'_>> = schemas
        .iter()
        .map(|(number, entry, schema, outline, schemars)| Accepted {
            case: by_number[number],
            entry: *entry,
            schema,
            outline: outline.parse().expect("the program prints a number"),
            schemars: schemars.as_deref(),
        })
        .collect();
    report.faults.extend(accepted.iter().flat_map(judge::of_schema));
    report.faults.extend(judge::by_serde(&project, &accepted, seed));
    report.types += cases.iter().map(|case| case.types.len()).sum::<usize>();
    report.accepted += accepted.len();
    let refused: Vec<Case> = errors.keys().map(|number| by_number[number].clone()).collect();
    let alone = Project::new("structured-random-serde", Derives::SerdeAlone, &refused);
    let not_serdes = alone.refused(&refused);
    let mut judged = Vec::new();
    for case in &refused {
        if not_serdes.contains_key(&case.number) {
            report.not_serdes += case.types.len();
            continue;
        }
        let errors = &errors[&case.number];
        report.refused += case.types.len();
        report.faults.extend(refusal::of_errors(case, errors));
        report.faults.extend(refusal::by_linter(case, errors));
        for error in errors {
            let example = format!("case {} {:?}", case.number, error.underlined);
            report.messages.entry(template(&error.message)).or_insert((0, example)).0 += 1;
        }
        judged.push((case, errors.as_slice()));
    }
    report.faults.extend(refusal::by_serde(&alone, &judged, seed));
}

/// A message with its names removed.
fn template(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    first.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "…" }).collect()
}
