//! Schemas in spellings that the derive never uses, with names that Rust does not allow: the types compile, derive the
//! schema that the importer announces, and admit the same documents as the file.
//!
//! `spellings.json` contains them, each under a description of its peculiarity.

use std::fs;
use std::path::Path;

use serde_json::Value;
use structured_cli::import::{Imported, import};
use structured_lint::Document;

use crate::value::{self, Samples};
use crate::{comparison, package};

/// An enum next to a `type` with `null` that does not list `null`. The importer treats it as if it did.
const WIDENED: &[&str] = &["nullable enums"];

fn spellings() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages/spellings.json");
    let document = Document::read(&fs::read_to_string(path).unwrap()).unwrap();
    let members = document.root.members().unwrap();
    members.iter().map(|member| (member.name.to_string(), member.value.to_pretty())).collect()
}

#[test]
fn odd_spellings_survive_the_way_to_types_and_back() {
    let spellings = spellings();
    let imported: Vec<Imported> = spellings
        .iter()
        .map(|(name, text)| {
            import(text, &format!("{name}.json"), None).unwrap_or_else(|refused| panic!("{name}: {refused:#?}"))
        })
        .collect();
    let derived = package::derive("odd-spellings", imported.iter());
    assert_eq!(derived.len(), spellings.len());
    for (((name, text), imported), derived) in spellings.iter().zip(&imported).zip(&derived) {
        comparison::assert_same(name, if imported.remarks.is_empty() { text } else { &imported.schema }, derived);
        assert!(comparison::definitions(derived).len() <= comparison::definitions(&imported.schema).len(), "{name}");
        assert_eq!(structured_lint::check(derived, imported.profile), [], "{name}");
        if !WIDENED.contains(&name.as_str()) {
            assert_admits_the_same(name, text, derived);
        }
    }
}

#[track_caller]
fn assert_admits_the_same(name: &str, file: &str, derived: &str) {
    let read = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    let (file, derived) = (read(file), read(derived));
    let [by_file, by_derived] = [&file, &derived].map(|schema| jsonschema::draft202012::new(schema).unwrap());
    let made: Vec<Value> = [&file, &derived].into_iter().flat_map(|schema| Samples::of(schema).all()).collect();
    assert!(made.iter().any(|value| by_file.is_valid(value)), "{name}: no sample is valid");
    let random = (1..=32).map(|seed| Samples::of(&file).random(seed));
    let made: Vec<Value> = made.into_iter().chain(random).collect();
    let mutated: Vec<Value> = made.iter().flat_map(value::mutations).collect();
    for value in made.into_iter().chain(mutated).chain(value::shared()) {
        assert_eq!(by_file.is_valid(&value), by_derived.is_valid(&value), "{name}: {value}\nderived: {derived}");
    }
}
