//! What the derive costs a build, beside schemars, in user CPU time: `cargo bench -p structured-tests --bench compile_time`.
//!
//! Generates a crate of 100 structs of 10 documented fields, every tenth field the previous struct (the chain begins
//! anew after five, the most levels that the default profile allows), once for each set of derives. Dependencies are
//! warm, only the crate is rebuilt, without incremental state; each figure is the median of five. User CPU time is the
//! children's as the kernel counts it, so other work on the machine does not enter it much; still, only the ratios
//! within one run mean something, and the sets take turns.
//!
//! Then what `#[structured(file = "…")]` adds to `cargo check`, for 20 roots bound to a file of 10 kB each. Where the crate
//! uses `JSON_SCHEMA` anyway, fails if that is more than the promised 5 ms a file. Where nothing else asks for the schema,
//! the attribute is what has it rendered; that is printed too, and has no limit.
//! `cargo bench -p structured-tests --bench compile_time -- files` measures only this.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

const STRUCTS: u32 = 100;
const CHAIN: u32 = 5;
const RUNS: usize = 5;
const ROOTS: u32 = 20;

/// What a bound file of 10 kB may cost, in milliseconds.
const FILE_LIMIT: f64 = 5.0;

fn main() -> ExitCode {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let only_files = std::env::args().any(|argument| argument == "files");
    if !only_files {
        types(&folder);
    }
    let kept = files(&folder);
    if !only_files {
        clean_builds(&folder);
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What types cost, and roots that are rendered.
fn types(folder: &Path) {
    let variants = [
        ("no derive", "with_none", String::new()),
        ("Deserialize", "with_serde", "serde::Deserialize".to_owned()),
        ("Deserialize + JsonSchema", "with_schemars", "serde::Deserialize, schemars::JsonSchema".to_owned()),
        (
            "Deserialize + StructuredOutput",
            "with_ours",
            "serde::Deserialize, structured_core::StructuredOutput".to_owned(),
        ),
    ];
    let mut members: Vec<&str> = variants.iter().map(|(_, member, _)| *member).collect();
    for (_, member, derives) in &variants {
        write_member(folder, member, &structs(derives), OTHERS);
    }
    write_member(folder, "components", &wide_roots(false), OTHERS);
    write_member(folder, "rendered", &wide_roots(true), OTHERS);
    members.extend(["components", "rendered"]);
    write_workspace(folder, &members);

    say("100 structs of 10 documented fields, user CPU, median of 5\n");
    for command in ["check", "build"] {
        let times = medians(folder, command, ["with_none", "with_serde", "with_schemars", "with_ours"]);
        for ((name, ..), time) in variants.iter().zip(&times) {
            say(&format!("cargo {command:5}  {name:32} {:7.0} ms", millis(*time)));
        }
        let [_, serde, schemars, ours] = times;
        let (theirs, added) = (millis(schemars) - millis(serde), millis(ours) - millis(serde));
        say(&format!(
            "cargo {command:5}  added per type: schemars {:.2} ms, ours {:.2} ms; ours is {:.2} of schemars\n",
            theirs / f64::from(STRUCTS),
            added / f64::from(STRUCTS),
            added / theirs,
        ));
    }
    let [rendered, components] = medians(folder, "check", ["rendered", "components"]);
    let rendering = millis(rendered) - millis(components);
    say(&format!("rendering one root of 50 documented fields: {:.1} ms", rendering / f64::from(ROOTS)));
}

/// What a bound file costs; whether that is within the limit.
fn files(folder: &Path) -> bool {
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

    let [used, used_bound, unused, unused_bound] = medians(&folder, "check", members);
    let cost = |without, with| (millis(with) - millis(without)) / f64::from(ROOTS);
    let (on_top, with_rendering) = (cost(used, used_bound), cost(unused, unused_bound));
    say(&format!("a bound file of {bytes} bytes, JSON_SCHEMA used elsewhere: {on_top:+.1} ms"));
    say(&format!("a bound file of {bytes} bytes, JSON_SCHEMA used nowhere else: {with_rendering:+.1} ms\n"));
    on_top <= FILE_LIMIT
}

/// What a build costs that starts with nothing.
fn clean_builds(folder: &Path) {
    let schemars = clean_build(folder, "clean_schemars", "schemars = \"1\"");
    let ours = clean_build(
        folder,
        "clean_ours",
        &format!("structured-core = {{ {}, default-features = false, features = [\"derive\", \"std\"] }}", core_path()),
    );
    let all = clean_build(folder, "clean_ours_json", &format!("structured-core = {{ {} }}", core_path()));
    say(&format!(
        "clean build: schemars {schemars:.1} s, structured-core with derive {ours:.1} s ({:.2} of schemars), with all defaults {all:.1} s",
        ours / schemars
    ));
}

/// 100 structs, each with the derives.
fn structs(derives: &str) -> String {
    let mut source = String::from("#![allow(dead_code)]\n");
    for i in 0..STRUCTS {
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

fn core_path() -> String {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../structured-core");
    format!("path = '{}'", core.canonicalize().unwrap_or(core).display())
}

/// What the members with types that serde and schemars describe too depend on, beside structured-core.
const OTHERS: &str = "serde = { version = \"1\", features = [\"derive\"] }\nschemars = \"1\"\n";

fn write_member(folder: &Path, member: &str, source: &str, dependencies: &str) {
    let root = folder.join(member);
    fs::create_dir_all(root.join("src")).expect("the target folder can be written");
    fs::write(root.join("src/lib.rs"), source).expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         structured-core = {{ {} }}\n{dependencies}",
        core_path()
    );
    fs::write(root.join("Cargo.toml"), manifest).expect("the target folder can be written");
}

fn write_workspace(folder: &Path, members: &[&str]) {
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the target folder can be written");
}

/// The median user CPU time of rebuilding each member. The members take turns, since the machine's speed drifts.
fn medians<const N: usize>(folder: &Path, command: &str, members: [&str; N]) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for round in 0..=RUNS {
        for (member, times) in members.iter().zip(&mut times) {
            let source = folder.join(member).join("src/lib.rs");
            let text = fs::read_to_string(&source).expect("the source was written");
            fs::write(&source, text).expect("the target folder can be written");
            let before = children();
            cargo(folder, command, member, "target", None);
            // The first round builds the dependencies.
            if round > 0 {
                times.push(children().saturating_sub(before));
            }
        }
    }
    times.map(|mut times| {
        times.sort();
        times[RUNS / 2]
    })
}

/// The user CPU time of building one dependency with all of its own, in seconds.
fn clean_build(folder: &Path, member: &str, dependency: &str) -> f64 {
    let root = folder.join(member);
    let _ = fs::remove_dir_all(root.join("target"));
    fs::create_dir_all(root.join("src")).expect("the target folder can be written");
    fs::write(root.join("src/lib.rs"), "").expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).expect("the target folder can be written");
    let before = children();
    cargo(&root, "build", member, "target", None);
    children().saturating_sub(before).as_secs_f64()
}

/// Runs cargo; `schemas` is what it is to do with schema files instead of checking them.
fn cargo(folder: &Path, command: &str, member: &str, target: &str, schemas: Option<&str>) {
    let mut cargo = Command::new(env!("CARGO"));
    match schemas {
        Some(mode) => cargo.env("STRUCTURED_SCHEMAS", mode),
        None => cargo.env_remove("STRUCTURED_SCHEMAS"),
    };
    let status = cargo
        .args([command, "--quiet", "-p", member])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join(target))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "cargo {command} -p {member} failed");
}

/// User CPU time of all children so far.
fn children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the kernel counts");
    let time = usage.user_time();
    Duration::from_micros((time.tv_sec() * 1_000_000 + time.tv_usec()).unsigned_abs())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::print_stdout, reason = "the figures are what the benchmark is for")]
fn say(line: &str) {
    println!("{line}");
}
