//! What `#[structured(file = "…")]` adds to `cargo check`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::measure::{Rounds, cargo, say, write_member, write_workspace};

const ROOTS: u32 = 20;
const ROUNDS: usize = 5;

/// What a bound file of 10 kB may cost, in milliseconds, whether something else asks for the schema or not.
const BAR: f64 = 5.0;

/// Measures; whether a bound file costs no more than the bar.
pub(crate) fn measure(folder: &Path) -> bool {
    let folder = folder.join("files");
    let members = ["used", "used_bound", "unused", "unused_bound"];
    for member in members {
        write_member(&folder, member, &orders(member.ends_with("_bound"), member.starts_with("used")), "");
    }
    write_workspace(&folder, &members);
    for member in members {
        cargo(&folder, "test", member, "target", Some("overwrite"));
    }
    let schema = folder.join("used_bound/schemas/order_0.json");
    let bytes = fs::metadata(schema).expect("its test has written the file").len();
    assert!((10_000..11_000).contains(&bytes), "the schema files are to have 10 kB, not {bytes} bytes");

    let rounds = Rounds::measure(&folder, "check", members, ROUNDS);
    let each = f64::from(ROOTS);
    let used = rounds.figure(|[used, used_bound, ..]| (used_bound - used) / each);
    let unused = rounds.figure(|[.., unused, unused_bound]| (unused_bound - unused) / each);
    say(&format!("a bound file of {bytes} bytes, JSON_SCHEMA used elsewhere: {used:.1} ms; bar {BAR}"));
    say(&format!("a bound file of {bytes} bytes, JSON_SCHEMA used nowhere else: {unused:.1} ms; bar {BAR}\n"));
    used.median <= BAR && unused.median <= BAR
}

/// Roots with types inside each other, all documented; with `bind`, each bound to its file; with `render`, each one's
/// schema as a constant.
fn orders(bind: bool, render: bool) -> String {
    let derive = "#[derive(structured_core::StructuredOutput)]";
    let mut source = String::from("#![allow(dead_code)]\n");
    for (name, uses) in
        [("Address", "String"), ("Party", "Address"), ("Article", "Option<String>"), ("Line", "Article")]
    {
        writeln!(source, "/// The {name} of an order, as the customer has said it.\n{derive}\npub struct {name} {{")
            .ok();
        for k in 0..8 {
            let ty = ["String", "i64", "bool", "Option<String>", "Kind", "Vec<String>", uses, "f64"][k];
            writeln!(
                source,
                "    /// What the order says of part {k}; null if it says \"nothing\".\n    pub part_{k}: {ty},"
            )
            .ok();
        }
        source.push_str("}\n");
    }
    writeln!(source, "/// How it is meant.\n{derive}\npub enum Kind {{ Offer, Order, Return, Question }}").ok();
    for i in 0..ROOTS {
        writeln!(source, "{derive}").ok();
        if bind {
            writeln!(source, "#[structured(file = \"schemas/order_{i}.json\")]").ok();
        }
        writeln!(source, "pub struct Order{i} {{\n    pub buyer: Party,\n    pub lines: Vec<Line>,").ok();
        for k in 0..14 {
            let ty = ["String", "Vec<i64>", "bool", "Option<String>", "Kind"][k % 5];
            writeln!(
                source,
                "    /// What is known of the part {k} of order {i}; empty if nothing is.\n    pub field_{k}: {ty},"
            )
            .ok();
        }
        source.push_str("}\n");
        if render {
            writeln!(
                source,
                "pub const SCHEMA_{i}: &str = <Order{i} as structured_core::StructuredOutput>::JSON_SCHEMA;"
            )
            .ok();
        }
    }
    source
}
