//! The schema of every accepted type, as a file for review.
//!
//! `STRUCTURED_GOLDEN=overwrite cargo test -p structured-tests --test integration golden` rewrites the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use structured_tests::Ordered;
use structured_tests::types::{Accepted, accepted_types};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/schema/golden")
}

fn file(accepted: &Accepted) -> PathBuf {
    folder().join(accepted.family).join(accepted.file_stem()).with_extension("json")
}

/// The schema on several lines, with unchanged tokens. Objects and arrays that are short enough stay on one line.
fn pretty(schema: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut characters = schema.chars().peekable();
    while let Some(c) = characters.next() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '{' | '[' => {
                depth += 1;
                out.push(c);
                if !matches!(characters.peek(), Some('}' | ']')) {
                    break_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = c == '"';
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

#[test]
fn every_accepted_type_has_the_schema_of_its_golden_file() {
    let overwrite = std::env::var_os("STRUCTURED_GOLDEN").is_some_and(|value| value == "overwrite");
    let mut differing = Vec::new();
    for accepted in accepted_types() {
        let (path, schema) = (file(&accepted), pretty(accepted.schema));
        if overwrite {
            std::fs::create_dir_all(path.parent().expect("a golden file is in a folder"))
                .expect("a folder can be made");
            std::fs::write(&path, &schema).expect("a golden file can be written");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        if golden != schema {
            differing.push(format!("{}\n--- golden\n{golden}+++ now\n{schema}", path.display()));
        }
    }
    assert!(differing.is_empty(), "set STRUCTURED_GOLDEN=overwrite after reading these:\n{}", differing.join("\n"));
}

/// The keys that occur twice in one object.
fn doubled_keys(value: &Ordered) -> Vec<&str> {
    match value {
        Ordered::Scalar(_) => Vec::new(),
        Ordered::Array(items) => items.iter().flat_map(doubled_keys).collect(),
        Ordered::Object(members) => {
            let mut keys = BTreeSet::new();
            let doubled = members.iter().map(|(key, _)| key.as_str()).filter(|key| !keys.insert(*key));
            let mut doubled: Vec<&str> = doubled.collect();
            doubled.extend(members.iter().flat_map(|(_, inner)| doubled_keys(inner)));
            doubled
        }
    }
}

#[test]
fn no_object_of_a_schema_has_a_key_twice() {
    for accepted in accepted_types() {
        let schema = Ordered::read(accepted.schema);
        assert_eq!(doubled_keys(&schema), Vec::<&str>::new(), "{}: {}", accepted.name, accepted.schema);
    }
}

#[test]
fn every_golden_file_has_a_type() {
    let known: BTreeSet<PathBuf> = accepted_types().map(|accepted| file(&accepted)).collect();
    assert_eq!(known.len(), accepted_types().count(), "two types have the same golden file");
    for family in std::fs::read_dir(folder()).expect("the golden files are there") {
        let family = family.expect("a folder can be read").path();
        for file in std::fs::read_dir(&family).expect("a family is a folder") {
            let file = file.expect("a folder can be read").path();
            assert!(known.contains(&file), "no accepted type has the golden file {}", file.display());
        }
    }
}
