//! What the derive costs a crate with many types, and what a rendered root costs.

use std::fmt::Write as _;
use std::path::Path;

use crate::measure::{OTHERS, Rounds, say, write_member, write_workspace};

const SIZES: [u32; 2] = [100, 400];
const CHAIN: u32 = 5;
const ROOTS: u32 = 20;
const ROUNDS: usize = 9;

/// What the derive may add to `cargo check` and `cargo build`, as a part of what schemars adds.
const BARS: [(&str, f64); 2] = [("check", 0.35), ("build", 0.2)];
/// What rendering a root of 50 documented fields may cost, in milliseconds.
const ROOT_BAR: f64 = 5.0;

/// Measures; whether everything is within its bar.
pub(crate) fn measure(folder: &Path) -> bool {
    let derives = [
        ("none", ""),
        ("serde", "serde::Deserialize"),
        ("schemars", "serde::Deserialize, schemars::JsonSchema"),
        ("ours", "serde::Deserialize, structured_core::StructuredOutput"),
    ];
    let mut members = Vec::new();
    for size in SIZES {
        for (name, derives) in derives {
            let member = format!("{name}_{size}");
            write_member(folder, &member, &structs(size, derives), OTHERS);
            members.push(member);
        }
    }
    write_member(folder, "components", &wide_roots(false), OTHERS);
    write_member(folder, "rendered", &wide_roots(true), OTHERS);
    members.extend(["components".to_owned(), "rendered".to_owned()]);
    write_workspace(folder, &members.iter().map(String::as_str).collect::<Vec<_>>());

    say("structs of 10 documented fields, user CPU over Deserialize; the median of the rounds (and their range)");
    let mut kept = true;
    for size in SIZES {
        for (command, bar) in BARS {
            let [serde, schemars, ours] = ["serde", "schemars", "ours"].map(|name| format!("{name}_{size}"));
            let rounds = Rounds::measure(folder, command, [&serde, &schemars, &ours], ROUNDS);
            let ratio = rounds.figure(|[serde, schemars, ours]| (ours - serde) / (schemars - serde));
            let per_type = rounds.figure(|[serde, _, ours]| (ours - serde) / f64::from(size));
            say(&format!(
                "cargo {command:5} {size:3} structs: {per_type:.2} ms a type, {ratio:.2} of schemars; bar {bar}"
            ));
            kept &= ratio.median <= bar;
        }
    }
    let rounds = Rounds::measure(folder, "check", ["components", "rendered"], ROUNDS);
    let root = rounds.figure(|[components, rendered]| (rendered - components) / f64::from(ROOTS));
    say(&format!("rendering a root of 50 documented fields: {root:.1} ms; bar {ROOT_BAR}\n"));
    kept && root.median <= ROOT_BAR
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
