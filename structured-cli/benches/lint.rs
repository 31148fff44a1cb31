//! `structured lint` over 10,000 schemas of 2 kB: how long, and in how much memory.
//!
//! `cargo bench -p structured-cli` prints one line for clean schemas and one for schemas that all have findings (each is
//! then also fixed in memory, to say what `--fix` would do), and fails if either takes more than 2 s or 200 MB. The
//! figures are in `structured-cli/README.md`.
//!
//! Then, in one process and in turns: `structured_lint::check` beside `serde_json` parsing the same text, for a schema of
//! ten properties and for one of a thousand. The benchmark fails if checking takes more than `MOST_TIMES` as long, or if a
//! schema a hundred times as large takes more than 130 times as long to check.

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use structured_core::profile::OPENAI;

const FILES: usize = 10_000;
const LIMIT: Duration = Duration::from_secs(2);
const MEMORY_LIMIT_KB: u64 = 200 * 1024;

/// How much longer than parsing a text `check` may take, which parses it with all places and then checks it.
const MOST_TIMES: f64 = 5.0;

/// How much longer a hundred times the schema may take.
const MOST_GROWTH: f64 = 130.0;

fn main() -> ExitCode {
    let folder = tempfile::tempdir().expect("a folder for the schemas");
    let mut within = true;
    for (name, last_property) in
        [("clean", r#"{"type":"string"}"#), ("with findings", r#"{"oneOf":[{"type":"string"}]}"#)]
    {
        let folder = folder.path().join(name);
        let bytes = generate(&folder, last_property);
        // The first run brings the files into the page cache.
        lint(&folder);
        let (time, memory) = (0..5).map(|_| lint(&folder)).min().unwrap_or_default();
        let average = bytes / FILES;
        say(&format!("{FILES} schemas of {average} bytes, {name}: {time:?}, {} MB at most", memory / 1024));
        within &= memory < MEMORY_LIMIT_KB && time < LIMIT;
    }
    within &= beside_parsing();
    if within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures `check` and parsing in turns; whether both bars hold.
fn beside_parsing() -> bool {
    let mut medians = Vec::new();
    let mut within = true;
    for (properties, turns) in [(10, 400), (1_000, 40)] {
        let text = schema_of(properties);
        let (mut checks, mut ratios) = (Vec::new(), Vec::new());
        for _ in 0..turns {
            let check = timed(|| structured_lint::check(&text, &OPENAI).len());
            let parse = timed(|| usize::from(serde_json::from_str::<serde_json::Value>(&text).is_ok()));
            checks.push(check.as_secs_f64());
            ratios.push(check.as_secs_f64() / parse.as_secs_f64());
        }
        let (check, ratio) = (median(checks), median(ratios));
        say(&format!(
            "check of {properties} properties ({} bytes): {:.0} µs, {ratio:.1} times serde_json's parsing",
            text.len(),
            check * 1e6
        ));
        within &= ratio < MOST_TIMES;
        medians.push(check);
    }
    let growth = medians[1] / medians[0];
    say(&format!("100 times the schema takes {growth:.0} times as long to check"));
    within && growth < MOST_GROWTH
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A clean schema with so many properties.
fn schema_of(properties: usize) -> String {
    let mut schemas = Vec::with_capacity(properties);
    for index in 0..properties {
        let schema = match index % 4 {
            0 => r#"{"type": "string", "enum": ["one", "two"], "description": "What the model should know."}"#,
            1 => r#"{"type": ["integer", "null"], "minimum": 0}"#,
            2 => r##"{"type": "array", "items": {"$ref": "#/$defs/entry"}}"##,
            _ => r#"{"anyOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"type": "number"}]}"#,
        };
        schemas.push(format!("\"property_{index}\": {schema}"));
    }
    let names: Vec<String> = (0..properties).map(|index| format!("\"property_{index}\"")).collect();
    format!(
        r#"{{"type": "object", "properties": {{{}}}, "required": [{}], "additionalProperties": false, "$defs": {{"entry": {{"type": "string"}}}}}}"#,
        schemas.join(", "),
        names.join(", ")
    )
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn say(line: &str) {
    println!("{line}");
}

/// Writes the schemas, a hundred to a folder; returns their bytes.
fn generate(folder: &Path, last_property: &str) -> usize {
    let mut bytes = 0;
    for file in 0..FILES {
        let folder = folder.join(format!("{:02}", file / 100));
        if file % 100 == 0 {
            fs::create_dir_all(&folder).expect("a folder");
        }
        let schema = schema(file, last_property);
        bytes += schema.len();
        fs::write(folder.join(format!("schema_{file}.json")), schema).expect("a schema file");
    }
    bytes
}

/// A schema of about 2 kB, formatted as such files are.
fn schema(seed: usize, last_property: &str) -> String {
    let mut properties = String::new();
    let mut required = String::new();
    for index in 0..10 {
        let description = "What the model should know about this property.";
        let schema = match (seed + index) % 4 {
            0 => r#"{"type": "string", "enum": ["one", "two", "three"]}"#,
            1 => r#"{"type": ["integer", "null"]}"#,
            2 => r##"{"type": "array", "items": {"$ref": "#/$defs/entry"}}"##,
            _ => r#"{"anyOf": [{"type": "string"}, {"type": "number"}]}"#,
        };
        let schema = schema.replacen('{', &format!("{{\n      \"description\": \"{description}\",\n      "), 1);
        writeln!(properties, "    \"property_{index}\": {schema},").expect("memory");
        write!(required, "\"property_{index}\", ").expect("memory");
    }
    format!(
        "{{\n  \"type\": \"object\",\n  \"properties\": {{\n{properties}    \"last\": {last_property}\n  }},\n  \"required\": \
         [{required}\"last\"],\n  \"additionalProperties\": false,\n  \"$defs\": {{\n    \"entry\": {{\n      \"type\": \"object\",\n      \
         \"properties\": {{\"key\": {{\"type\": \"string\"}}, \"value\": {{\"type\": \"string\"}}}},\n      \"required\": [\"key\", \
         \"value\"],\n      \"additionalProperties\": false\n    }}\n  }}\n}}\n"
    )
}

/// How long the program takes, and the most memory that it was seen to have, in kB.
fn lint(folder: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_structured"));
    let mut child = command.arg("lint").arg(folder).stdout(Stdio::null()).spawn().expect("the program starts");
    let mut memory = 0;
    while child.try_wait().expect("the program ends").is_none() {
        memory = memory.max(peak_memory(&child));
        std::thread::sleep(Duration::from_millis(2));
    }
    (start.elapsed(), memory)
}

/// Where there is no `/proc`, nothing is seen.
fn peak_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
