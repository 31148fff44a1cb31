//! How the compiler's bill grows with the schema.

use std::path::Path;

use structured_tests::large::Arrangement;

use crate::measure::{OTHERS, Rounds, say, write_member, write_workspace};

const SIZES: [usize; 3] = [50, 200, 800];
const ROUNDS: usize = 3;

/// What 200 of each arrangement may add to `cargo build` over `Deserialize`, in milliseconds.
const ARRANGEMENTS: &[(Arrangement, f64)] = &[
    (Arrangement::UsedOnce, 1000.0),
    (Arrangement::UsedTwice, 1000.0),
    (Arrangement::Untagged, 1500.0),
    (Arrangement::Chain, 1000.0),
    (Arrangement::ReversedChain, 1000.0),
    (Arrangement::Nested, 1000.0),
    (Arrangement::Recursion, 1000.0),
    (Arrangement::EnumValues, 1000.0),
    (Arrangement::Places, 1000.0),
];

/// What four times as many may cost, in times of the cost before.
const GROWTH_BAR: f64 = 5.0;

/// The compiler stops at 128 types inside each other, with serde's derive alone too.
const RECURSION_LIMIT: &str = "#![recursion_limit = \"4096\"]\n";

/// Measures; whether everything is within its bar.
pub(crate) fn measure(folder: &Path) -> bool {
    let folder = folder.join("scale");
    let mut members = Vec::new();
    for (index, (arrangement, _)) in ARRANGEMENTS.iter().enumerate() {
        for size in SIZES {
            let ours = "serde::Deserialize, structured_core::StructuredOutput";
            let schema = "pub const SCHEMA: &str = <Root as structured_core::StructuredOutput>::JSON_SCHEMA;\n";
            let [serde_member, our_member] = names(index, size);
            let serde_source = arrangement.source(size, "serde::Deserialize", false);
            write_member(&folder, &serde_member, &(RECURSION_LIMIT.to_owned() + &serde_source), OTHERS);
            let our_source = arrangement.source(size, ours, true) + schema;
            write_member(&folder, &our_member, &(RECURSION_LIMIT.to_owned() + &our_source), OTHERS);
            members.extend([serde_member, our_member]);
        }
    }
    write_workspace(&folder, &members.iter().map(String::as_str).collect::<Vec<_>>());

    say("what one root over N … adds to `cargo build` over Deserialize, user CPU in ms");
    let mut kept = true;
    for (index, (arrangement, bar)) in ARRANGEMENTS.iter().enumerate() {
        let mut added = Vec::new();
        for size in SIZES {
            let [serde_member, our_member] = names(index, size);
            let rounds = Rounds::measure(&folder, "build", [&serde_member, &our_member], ROUNDS);
            added.push(rounds.figure(|[serde, ours]| ours - serde));
        }
        let [few, some, many] = [0, 1, 2].map(|i| added[i].median);
        let (first, second) = (some / few, many / some);
        say(&format!(
            "{:44} 50: {:.0}, 200: {:.0}, 800: {:.0}; growth {first:.1} and {second:.1}; bars {bar} and {GROWTH_BAR}",
            arrangement.name(),
            added[0],
            added[1],
            added[2],
        ));
        kept &= some <= *bar && first <= GROWTH_BAR && second <= GROWTH_BAR;
    }
    say("");
    kept
}

fn names(index: usize, size: usize) -> [String; 2] {
    ["serde", "ours"].map(|derive| format!("scale_{index}_{size}_{derive}"))
}
