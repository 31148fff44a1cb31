//! The derive writes the number of a profile, so its list of names has to be that of structured-core.

use structured_core::StructuredOutput;
use structured_core::profile::Profile;

/// A type with a part that each profile describes in its own way.
macro_rules! tree {
    ($name:ident, $profile:literal) => {
        #[derive(StructuredOutput)]
        #[structured(profile = $profile)]
        #[expect(dead_code, reason = "only the schema is read")]
        struct $name {
            height: u8,
            branches: Vec<$name>,
        }
    };
}

tree!(Tree2024, "openai-2024-08");
tree!(Tree2025, "openai");
tree!(LocalTree, "llama.cpp");

#[test]
fn the_derive_knows_every_profile_by_its_number() {
    let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name).collect();
    assert_eq!(names, ["openai-2024-08", "openai", "llama.cpp"], "`PROFILES` of structured-derive has the same order");

    let parts = |schema: &str| [schema.contains("\"minimum\":0"), schema.contains("{\"$ref\":\"#\"}")];
    assert_eq!(parts(Tree2024::JSON_SCHEMA), [false, true]);
    assert_eq!(parts(Tree2025::JSON_SCHEMA), [true, true]);
    assert_eq!(parts(LocalTree::JSON_SCHEMA), [true, false]);
}
