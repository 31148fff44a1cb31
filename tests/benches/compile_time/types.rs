//! What the derive costs a crate with many types, and what a rendered root costs.
//!
//! The bars are for the derive alone. `Deserialize` on the same types takes the compiler about ten times as long as
//! our derive, and varies more from round to round than what is measured. What is added to it is printed too.

use std::fmt::Write as _;
use std::path::Path;

use crate::measure::{OTHERS, Rounds, say, write_member, write_workspace};

const SIZES: [u32; 2] = [100, 400];
const CHAIN: u32 = 5;
pub(crate) const ROOTS: u32 = 20;
/// The member whose roots are not rendered, and the one whose roots are.
pub(crate) const COMPONENTS: &str = "components";
pub(crate) const RENDERED: &str = "rendered";
const ROUNDS: usize = 9;
/// Rounds with `Deserialize` beside each derive.
const ROUNDS_OVER_SERDE: usize = 24;
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
            let rounds = rounds(folder, command, ALONE, size, ROUNDS);
            let (each, ratio) = (rounds.figure(|times| per_type(times, size)), rounds.figure(of_schemars));
            say(&format!("cargo {command:5} {size:3} structs: {each:.2} ms a type, {ratio:.2} of schemars; bar {bar}"));
            kept &= ratio.median <= bar;
        }
    }
    for (command, _) in BARS {
        let rounds = rounds(folder, command, OVER_SERDE, SIZES[0], ROUNDS_OVER_SERDE);
        let (each, each_error) = rounds.of_means(|times| per_type(times, SIZES[0]));
        let (ratio, ratio_error) = rounds.of_means(of_schemars);
        say(&format!(
            "cargo {command:5} {:3} structs with Deserialize: {each:.2} ms a type (standard error {each_error:.2}), \
             {ratio:.3} of schemars (standard error {ratio_error:.3}), from the means of {ROUNDS_OVER_SERDE} rounds",
            SIZES[0]
        ));
    }
    let rounds = Rounds::measure(folder, "check", [COMPONENTS, RENDERED], ROOT_ROUNDS);
    let root = rounds.figure(|[components, rendered]| (rendered - components) / f64::from(ROOTS));
    say(&format!("rendering a root of 50 documented fields: {root:.1} ms; bar {ROOT_BAR}\n"));
    kept && root.median <= ROOT_BAR
}

/// Measures the crates of a size: with nothing to add to, with the peer and with ours.
fn rounds(folder: &Path, command: &str, derives: [(&str, &str); 3], size: u32, rounds: usize) -> Rounds<3> {
    let [base, schemars, ours] = derives.map(|(name, _)| member(name, size));
    Rounds::measure(folder, command, [&base, &schemars, &ours], rounds)
}

/// What our derive adds for each type, in milliseconds.
fn per_type([base, _, ours]: &[f64; 3], size: u32) -> f64 {
    (ours - base) / f64::from(size)
}

/// What our derive adds, as a part of what schemars adds.
fn of_schemars([base, schemars, ours]: &[f64; 3]) -> f64 {
    (ours - base) / (schemars - base)
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
