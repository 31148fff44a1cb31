//! The linter against what the API did: every schema it took passes, every one it refused is refused in its words.
//!
//! `fixtures/schemas/index.json` names the source of each case. Where a keyword was taken at one time and refused at
//! another, the entry's `era` says so, and the profile of that time is asked.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use structured_core::profile::{OPENAI, OPENAI_2024_08, Profile};
use structured_lint::Severity;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cases(kind: &str) -> Vec<Value> {
    let index: Value = serde_json::from_str(&read("index.json")).expect("the index is JSON");
    index[kind].as_array().expect("the index lists cases").clone()
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap_or_else(|| panic!("{key} of {case}"))
}

/// The messages of the errors, in the order of the report.
fn errors(schema: &str, profile: &Profile) -> Vec<String> {
    let violations = structured_lint::check(schema, profile);
    let errors = violations.into_iter().filter(|violation| violation.severity == Severity::Error);
    errors.map(|violation| violation.message).collect()
}

/// What the index says of a profile's time: `None` if it says nothing of it.
fn is_accepted(case: &Value, profile: &Profile) -> Option<bool> {
    let era = case["era"].as_object().expect("every case has its era");
    let year = if *profile == OPENAI_2024_08 { "2024" } else { "202" };
    let is_of_time = |key: &str| key == "live" || key.starts_with(year);
    // Later entries of one case overrule earlier ones: the API changed.
    let said = era.iter().filter(|(key, _)| is_of_time(key)).max_by_key(|(key, _)| (*key).clone())?.1;
    Some(said.as_str().is_some_and(|said| said.starts_with("accepted")))
}

#[test]
fn every_schema_that_the_api_took_passes_todays_profile() {
    let cases = cases("valid");
    for case in &cases {
        assert_eq!(errors(&read(text(case, "file")), &OPENAI), Vec::<String>::new(), "{}", text(case, "name"));
    }
    assert_eq!(cases.len(), 65);
}

#[test]
fn later_keywords_and_sizes_fail_under_the_rules_of_2024_and_the_rest_passes() {
    let mut refused = 0;
    for case in &cases("valid") {
        let name = text(case, "name");
        let errors = errors(&read(text(case, "file")), &OPENAI_2024_08);
        if is_accepted(case, &OPENAI_2024_08) == Some(false) {
            assert_ne!(errors, Vec::<String>::new(), "{name}");
            refused += 1;
        } else {
            assert_eq!(errors, Vec::<String>::new(), "{name}");
        }
    }
    assert_eq!(refused, 6);
}

#[test]
fn every_schema_that_the_api_refused_is_refused_in_its_words() {
    let cases = cases("invalid");
    for case in &cases {
        let (name, file) = (text(case, "name"), text(case, "file"));
        // The words of a size are those of one time's limit.
        let profile = [&OPENAI, &OPENAI_2024_08]
            .into_iter()
            .find(|profile| errors(&sent(case, file), profile).first().is_some_and(|found| is_recorded(case, found)));
        assert!(
            profile.is_some(),
            "{name}: {:#?}\nrecorded: {}",
            [errors(&sent(case, file), &OPENAI), errors(&sent(case, file), &OPENAI_2024_08)],
            case["expected_message"]
        );
    }
    assert_eq!(cases.len(), 28);
}

#[test]
fn what_mending_would_leave_is_counted_as_it_would_be_left() {
    let mut seen = std::collections::BTreeSet::new();
    for case in cases("invalid").iter().chain(&cases("valid")) {
        let schema = read(text(case, "file"));
        for profile in Profile::ALL {
            let left = structured_lint::strictify(&*schema, profile).left;
            let errors = left.iter().filter(|violation| violation.severity == Severity::Error).count();
            assert_eq!(
                structured_lint::count_unfixable(&*schema, profile),
                errors,
                "{} under {}",
                text(case, "name"),
                profile.name
            );
            seen.insert(errors.min(1));
        }
    }
    assert_eq!(seen.len(), 2, "some leave errors, some none");
}

#[test]
fn a_schema_refused_in_both_times_passes_in_neither() {
    for case in &cases("invalid") {
        for profile in [&OPENAI_2024_08, &OPENAI] {
            let found = errors(&sent(case, text(case, "file")), profile);
            match is_accepted(case, profile) {
                Some(true) => assert_eq!(found, Vec::<String>::new(), "{} {}", text(case, "name"), profile.name),
                Some(false) => assert_ne!(found, Vec::<String>::new(), "{} {}", text(case, "name"), profile.name),
                None => {}
            }
        }
    }
}

#[test]
fn one_mistake_is_one_error() {
    for case in &cases("invalid") {
        let file = text(case, "file");
        // These two have more than one thing to mend, and the report says both.
        if ["invalid/enum_chars_over_15000_with_251plus.json", "invalid/enum_literal_newline.json"].contains(&file) {
            continue;
        }
        assert!(errors(&sent(case, file), &OPENAI).len() <= 1, "{file}: {:#?}", errors(&sent(case, file), &OPENAI));
    }
}

/// The schema as the case sent it: the messages name its usage and its name.
fn sent(case: &Value, file: &str) -> String {
    let envelope = match text(case, "used_as") {
        "function" => {
            json!({"type": "function", "function": {"name": case["name_used"], "strict": true, "parameters": 0}})
        }
        _ => json!({"type": "json_schema", "json_schema": {"name": case["name_used"], "strict": true, "schema": 0}}),
    };
    // The schema's text goes in as it is: its order matters.
    let envelope = envelope.to_string();
    let schema = read(file);
    envelope
        .replace("\"schema\":0", &format!("\"schema\":{schema}"))
        .replace("\"parameters\":0", &format!("\"parameters\":{schema}"))
}

fn is_recorded(case: &Value, found: &str) -> bool {
    let alternatives = case["message_alternatives"].as_array().into_iter().flatten();
    alternatives.chain([&case["expected_message"]]).any(|message| message.as_str() == Some(found))
}
