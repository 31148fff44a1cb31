//! How the compiler's bill grows with the schema.
//!
//! The derive is measured alone, as in [`types`](crate::types).

use std::path::Path;

use structured_tests::large::Arrangement;

use crate::measure::{OTHERS, Rounds, say, write_member, write_workspace};

const SIZES: [u32; 3] = [50, 200, 800];
/// Beyond 2,500 properties, the types of a recursion are each walked in whole; see `docs/const-schema.md` of
/// structured-core.
const RECURSION_SIZES: [u32; 3] = [50, 200, 400];
const ROUNDS: usize = 5;

/// What 200 of each arrangement may add to `cargo build`, in milliseconds.
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

/// What a cost may grow by, in times of what the number of types grows by: four times as many may cost five times as
/// much.
const GROWTH_BAR: f64 = 1.25;

/// The compiler stops at 128 types inside each other, with serde's derive alone too.
const RECURSION_LIMIT: &str = "#![recursion_limit = \"4096\"]\n";

/// Measures; whether everything is within its bar.
pub(crate) fn measure(folder: &Path) -> bool {
    let folder = folder.join("scale");
    let mut members = Vec::new();
    for (index, (arrangement, _)) in ARRANGEMENTS.iter().enumerate() {
        for size in sizes(*arrangement) {
            let schema = "pub const SCHEMA: &str = <Root as structured_core::StructuredOutput>::JSON_SCHEMA;\n";
            let [plain_member, our_member] = names(index, size);
            // The attributes of serde are only known where something derives with them.
            let plain_source = arrangement.source(size as usize, "", false).replace("#[serde(untagged)]\n", "");
            write_member(&folder, &plain_member, &(RECURSION_LIMIT.to_owned() + &plain_source), OTHERS);
            let our_source = arrangement.source(size as usize, "structured_core::StructuredOutput", true) + schema;
            write_member(&folder, &our_member, &(RECURSION_LIMIT.to_owned() + &our_source), OTHERS);
            members.extend([plain_member, our_member]);
        }
    }
    write_workspace(&folder, &members.iter().map(String::as_str).collect::<Vec<_>>());

    say("what one root over N … adds to `cargo build`, user CPU in ms");
    let mut kept = true;
    for (index, (arrangement, bar)) in ARRANGEMENTS.iter().enumerate() {
        let mut added = Vec::new();
        let sizes = sizes(*arrangement);
        for size in sizes {
            let [plain_member, our_member] = names(index, size);
            let rounds = Rounds::measure(&folder, "build", [&plain_member, &our_member], ROUNDS);
            added.push(rounds.figure(|[plain, ours]| ours - plain));
        }
        let [few, some, many] = [0, 1, 2].map(|i| added[i].median);
        let [first, second] = [(few, some, 0), (some, many, 1)].map(|(before, after, i): (f64, f64, usize)| {
            after / before / (f64::from(sizes[i + 1]) / f64::from(sizes[i]))
        });
        say(&format!(
            "{:44} {}: {:.0}, {}: {:.0}, {}: {:.0}; growth {first:.2} and {second:.2} of the number's; bars {bar} and \
             {GROWTH_BAR}",
            arrangement.name(),
            sizes[0],
            added[0],
            sizes[1],
            added[1],
            sizes[2],
            added[2],
        ));
        kept &= some <= *bar && first <= GROWTH_BAR && second <= GROWTH_BAR;
    }
    say("");
    kept
}

fn sizes(arrangement: Arrangement) -> [u32; 3] {
    if arrangement == Arrangement::Recursion { RECURSION_SIZES } else { SIZES }
}

fn names(index: usize, size: u32) -> [String; 2] {
    ["plain", "ours"].map(|derive| format!("scale_{index}_{size}_{derive}"))
}
