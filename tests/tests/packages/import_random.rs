//! Random strict schemas are unchanged after they are imported as Rust types and derived again.
//!
//! The schemas become the modules of one package. It is compiled once, and prints the schemas that its types derive.

use structured_cli::import::{Imported, import};
use structured_core::profile::Profile;

use crate::{comparison, package, random};

const SCHEMAS: u64 = 80;

#[test]
fn random_schemas_survive_the_way_to_types_and_back() {
    let schemas: Vec<(u64, String)> = (0..SCHEMAS).map(|seed| (seed, random::schema(seed))).collect();
    let imported: Vec<(u64, String, Imported)> = schemas
        .into_iter()
        .map(|(seed, schema)| {
            let imported = import(&schema, &format!("schema {seed}.json"), None);
            let imported = imported.unwrap_or_else(|refused| panic!("seed {seed}: {refused:?}\n{schema}"));
            (seed, schema, imported)
        })
        .collect();
    let derived = package::derive("random-import", imported.iter().map(|(_, _, imported)| imported));
    assert_eq!(derived.len(), imported.len());
    for ((seed, schema, imported), derived) in imported.iter().zip(&derived) {
        assert_eq!(imported.remarks, Vec::<String>::new(), "seed {seed}: {schema}");
        comparison::assert_same(&format!("seed {seed}"), schema, derived);
        assert_eq!(comparison::definitions(schema), comparison::definitions(derived), "seed {seed}");
        assert_eq!(structured_lint::check(derived, imported.profile), [], "seed {seed}");
    }
    let later = imported.iter().filter(|(_, _, imported)| *imported.profile != Profile::ALL[0]).count();
    assert!(later > 10 && later < imported.len() - 10, "{later} schemas use later keywords");
}
