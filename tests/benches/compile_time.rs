//! What the derive costs a build, beside schemars, in user CPU time: `cargo bench -p structured-tests --bench compile_time`.
//!
//! Generates a crate of 100 structs of 10 documented fields, every tenth field the previous struct (the chain begins
//! anew after five, the most levels that the default profile allows), once for each set of derives. Dependencies are
//! warm, only the crate is rebuilt, without incremental state; each figure is the median of five. User CPU time is the
//! children's as the kernel counts it, so other work on the machine does not enter it much; still, only the ratios
//! within one run mean something, and the sets take turns.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

const STRUCTS: u32 = 100;
const CHAIN: u32 = 5;
const RUNS: usize = 5;
const ROOTS: u32 = 20;

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
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
        write_member(&folder, member, &structs(derives));
    }
    write_member(&folder, "components", &wide_roots(false));
    write_member(&folder, "rendered", &wide_roots(true));
    members.extend(["components", "rendered"]);
    write_workspace(&folder, &members);

    say("100 structs of 10 documented fields, user CPU, median of 5\n");
    for command in ["check", "build"] {
        let times = medians(&folder, command, ["with_none", "with_serde", "with_schemars", "with_ours"]);
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
    let [rendered, components] = medians(&folder, "check", ["rendered", "components"]);
    let rendering = millis(rendered) - millis(components);
    say(&format!("rendering one root of 50 documented fields: {:.1} ms", rendering / f64::from(ROOTS)));

    let schemars = clean_build(&folder, "clean_schemars", "schemars = \"1\"");
    let ours = clean_build(
        &folder,
        "clean_ours",
        &format!("structured-core = {{ {}, default-features = false, features = [\"derive\", \"std\"] }}", core_path()),
    );
    let all = clean_build(&folder, "clean_ours_json", &format!("structured-core = {{ {} }}", core_path()));
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

fn core_path() -> String {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../structured-core");
    format!("path = '{}'", core.canonicalize().unwrap_or(core).display())
}

fn write_member(folder: &Path, member: &str, source: &str) {
    let root = folder.join(member);
    fs::create_dir_all(root.join("src")).expect("the target folder can be written");
    fs::write(root.join("src/lib.rs"), source).expect("the target folder can be written");
    let manifest = format!(
        "[package]\nname = \"{member}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nschemars = \"1\"\nstructured-core = {{ {} }}\n",
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
            cargo(folder, command, member, "target");
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
    cargo(&root, "build", member, "target");
    children().saturating_sub(before).as_secs_f64()
}

fn cargo(folder: &Path, command: &str, member: &str, target: &str) {
    let status = Command::new(env!("CARGO"))
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
