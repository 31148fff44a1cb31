//! What the derive costs a crate with many types, and what a rendered root costs.
//!
//! The bars are for the derive alone. `Deserialize` on the same types takes the compiler about ten times as long as
//! our derive, and varies more from round to round than what is measured. What is added to it is printed too.

use std::fmt::{self, Write as _};
use std::path::Path;

use crate::measure::{Figure, OTHERS, Rounds, say, write_member, write_workspace};

const SIZES: [u32; 2] = [100, 400];
const CHAIN: u32 = 5;
pub(crate) const ROOTS: u32 = 20;
/// The member whose roots are not rendered, and the one whose roots are.
pub(crate) const COMPONENTS: &str = "components";
pub(crate) const RENDERED: &str = "rendered";
const ROUNDS: usize = 9;
/// Rounds with `Deserialize` beside each derive.
const ROUNDS_OVER_SERDE: usize = 15;
/// Rounds for the roots, whose rendering takes a tenth of what is measured.
const ROOT_ROUNDS: usize = 25;

/// What the derive may add to `cargo check` and `cargo build`, as a part of what schemars adds.
pub(crate) const BARS: [(&str, f64); 2] = [("check", 0.35), ("build", 0.15)];
/// What rendering a root of 50 documented fields may cost, in milliseconds.
const ROOT_BAR: f64 = 5.0;

/// The members of each size: no derive, the peer and ours, each alone and with `Deserialize` beside it.
pub(crate) const ALONE: [(&str, &str); 3] =
    [("none", ""), ("schemars", "schemars::JsonSchema"), ("ours", "structured_core::StructuredOutput")];
pub(crate) const OVER_SERDE: [(&str, &str); 3] = [
    ("serde", "serde::Deserialize"),
    ("serde_schemars", "serde::Deserialize, schemars::JsonSchema"),
    ("serde_ours", "serde::Deserialize, structured_core::StructuredOutput"),
];

/// Measures; whether everything is within its bar.
pub(crate) fn measure(folder: &Path) -> bool {
    let mut members = Vec::new();
    for (size, (name, derives)) in SIZES.into_iter().flat_map(|size| ALONE.map(|derive| (size, derive))) {
        members.push(write_structs(folder, name, size, derives));
    }
    for (name, derives) in OVER_SERDE {
        members.push(write_structs(folder, name, SIZES[0], derives));
    }
    write_roots(folder);
    members.extend([COMPONENTS, RENDERED].map(str::to_owned));
    write_workspace(folder, &members.iter().map(String::as_str).collect::<Vec<_>>());

    say("structs of 10 documented fields, what the derive adds, user CPU; the median of the rounds (and their range)");
    let mut kept = true;
    for size in SIZES {
        for (command, bar) in BARS {
            let added = Added::measure(folder, command, size);
            say(&format!("cargo {command:5} {size:3} structs: {added}; bar {bar}"));
            kept &= added.of_schemars.median <= bar;
        }
    }
    for (command, _) in BARS {
        let members = OVER_SERDE.map(|(name, _)| member(name, SIZES[0]));
        let rounds = Rounds::measure(folder, command, members.each_ref().map(String::as_str), ROUNDS_OVER_SERDE);
        let ratio = |[base, schemars, ours]: &[f64; 3]| (ours - base) / (schemars - base);
        let medians = rounds.medians();
        say(&format!(
            "cargo {command:5} {:3} structs with Deserialize: {:.2} ms a type, {:.2} of schemars, from the medians of \
             {ROUNDS_OVER_SERDE} rounds; of each round {:.2}",
            SIZES[0],
            (medians[2] - medians[0]) / f64::from(SIZES[0]),
            ratio(&medians),
            rounds.figure(ratio)
        ));
    }
    let rounds = Rounds::measure(folder, "check", [COMPONENTS, RENDERED], ROOT_ROUNDS);
    let root = rounds.figure(|[components, rendered]| (rendered - components) / f64::from(ROOTS));
    say(&format!("rendering a root of 50 documented fields: {root:.1} ms; bar {ROOT_BAR}\n"));
    kept && root.median <= ROOT_BAR
}

/// What our derive adds.
struct Added {
    milliseconds_per_type: Figure,
    of_schemars: Figure,
}

impl Added {
    fn measure(folder: &Path, command: &str, size: u32) -> Self {
        let [base, schemars, ours] = ALONE.map(|(name, _)| member(name, size));
        let rounds = Rounds::measure(folder, command, [&base, &schemars, &ours], ROUNDS);
        Self {
            milliseconds_per_type: rounds.figure(|[base, _, ours]| (ours - base) / f64::from(size)),
            of_schemars: rounds.figure(|[base, schemars, ours]| (ours - base) / (schemars - base)),
        }
    }
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ms a type, {:.2} of schemars", self.milliseconds_per_type, self.of_schemars)
    }
}

pub(crate) fn member(name: &str, size: u32) -> String {
    format!("{name}_{size}")
}

/// Writes a member and returns its name.
pub(crate) fn write_structs(folder: &Path, name: &str, size: u32, derives: &str) -> String {
    let member = member(name, size);
    write_member(folder, &member, &structs(size, derives), OTHERS);
    member
}

/// Structs of ten documented fields, each with the derives.
fn structs(count: u32, derives: &str) -> String {
    let mut source = String::from("#![allow(dead_code)]\n");
    for i in 0..count {
        let last = if i % CHAIN == 0 { "String".to_owned() } else { format!("Record{}", i - 1) };
        let types =
            ["String", "i64", "bool", "f64", "Option<String>", "Vec<String>", "u32", "Option<f64>", "Vec<i64>", &last];
        writeln!(
            source,
            "/// The record number {i} of a long chain of records.\n#[derive({derives})]\npub struct Record{i} {{"
        )
        .ok();
        for (k, ty) in types.iter().enumerate() {
            writeln!(source, "    /// What is known of the part {k} of record {i}.\n    pub field_{k}: {ty},").ok();
        }
        source.push_str("}\n");
    }
    source
}

/// Writes the members with and without rendered roots.
pub(crate) fn write_roots(folder: &Path) {
    write_member(folder, COMPONENTS, &wide_roots(false), OTHERS);
    write_member(folder, RENDERED, &wide_roots(true), OTHERS);
}

/// Structs of 50 documented fields; with `render`, each one's schema as a constant.
fn wide_roots(render: bool) -> String {
    let mut source = String::from("#![allow(dead_code)]\n");
    for i in 0..ROOTS {
        writeln!(source, "#[derive(structured_core::StructuredOutput)]\npub struct Wide{i} {{").ok();
        for k in 0..50 {
            let ty = ["String", "i64", "bool", "Option<String>", "Vec<String>"][k % 5];
            writeln!(source, "    /// What is known of the part {k} of root {i}.\n    pub field_{k}: {ty},").ok();
        }
        source.push_str("}\n");
        if render {
            writeln!(
                source,
                "pub const SCHEMA_{i}: &str = <Wide{i} as structured_core::StructuredOutput>::JSON_SCHEMA;"
            )
            .ok();
        }
    }
    source
}
