//! From a schema file to Rust types and back: the schema that the types derive equals the file's.
//!
//! `imported/` contains the output of `structured import` for every schema that the API accepted. `goldens.rs` compares
//! it with the importer.

use super::comparison::{assert_same, definitions};
use super::fixtures::{self, imported_fixtures};
use super::imported;

#[test]
fn what_the_types_derive_equals_the_schema() {
    let mut compared = 0;
    for (name, text, imported) in imported_fixtures() {
        let imported = imported.unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
        let derived = imported::DERIVED.iter().find(|(known, _)| *known == name).unwrap().1;
        // Remarks describe how the derive's spelling differs. Without remarks, the file itself is compared.
        let expected = if imported.remarks.is_empty() { &text } else { &imported.schema };
        assert_same(&name, expected, derived);
        if imported.remarks.is_empty() {
            assert_eq!(definitions(&text), definitions(derived), "{name}");
        }
        compared += 1;
    }
    assert_eq!(compared, imported::DERIVED.len());
    assert_eq!(compared, fixtures::fixtures().len());
}
