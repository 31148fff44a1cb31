//! `structured lint` over 10,000 schemas of 2 kB: how long, and in how much memory.
//!
//! `cargo bench -p structured-cli` prints one line for clean schemas and one for schemas that all have findings (each is
//! then also mended in memory, to say what `--fix` would do), and fails if either takes more than 2 s or 200 MB. The
//! figures are in `structured-cli/README.md`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 10_000;
const LIMIT: Duration = Duration::from_secs(2);
const MEMORY_LIMIT_KB: u64 = 200 * 1024;

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
    if within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
