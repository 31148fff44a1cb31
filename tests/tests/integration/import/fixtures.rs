//! The schemas that the API accepted, and their imported types.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use structured_cli::import::{Imported, Refused, import};

/// The name and the text of every schema that the API accepted.
pub(crate) fn fixtures() -> Vec<(String, String)> {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas");
    let index: Json = serde_json::from_str(&fs::read_to_string(schemas.join("index.json")).unwrap()).unwrap();
    let cases = index["valid"].as_array().unwrap();
    let read = |case: &Json| {
        let text = fs::read_to_string(schemas.join(case["file"].as_str().unwrap())).unwrap();
        (case["name"].as_str().unwrap().to_owned(), text)
    };
    cases.iter().map(read).collect()
}

pub(crate) fn imported_fixtures() -> Vec<(String, String, Result<Imported, Refused>)> {
    fixtures()
        .into_iter()
        .map(|(name, text)| {
            let imported = import(&text, &format!("{name}.json"), None);
            (name, text, imported)
        })
        .collect()
}
