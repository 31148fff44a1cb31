//! The files of bound types, written by the tests that the derive adds: the only input and output of this crate.

use super::{OVERWRITE, VARIABLE};

/// What the test behind a bound type does with the file, if the variable asks for it.
///
/// It runs in tests of the crate that the type is in, and nowhere else.
///
/// # Panics
/// If the file cannot be written: a test fails by a panic.
pub fn run(folder: &str, path: &str, schema: &str) {
    use std::println;
    let mode = std::env::var(VARIABLE).unwrap_or_default();
    let file = std::path::Path::new(folder).join(path);
    let found = std::fs::read_to_string(&file);
    let pretty = pretty(schema);
    let is_fresh = matches!(&found, Ok(found) if *found == pretty);
    let state = match (&*mode, is_fresh, &found) {
        ("", ..) => return,
        (_, true, _) => "fresh",
        (OVERWRITE, ..) => match overwrite(&file, &pretty) {
            Ok(()) => "written",
            Err(error) => panic!("cannot write `{}`: {error}", file.display()),
        },
        (_, _, Ok(_)) => "stale",
        (_, _, Err(_)) => "missing",
    };
    #[expect(clippy::print_stdout, reason = "the command line reads these lines")]
    {
        println!("\nstructured-schema-file {state} {}", file.display());
    }
}

fn overwrite(file: &std::path::Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Beside the file, so that the rename stays on one file system; the name is the process's own.
    let beside = file.with_extension(alloc::format!("json.{}.tmp", std::process::id()));
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, file).inspect_err(|_| {
        std::fs::remove_file(&beside).unwrap_or_default();
    })
}

/// Two spaces a level, one member a line, a final newline.
fn pretty(minified: &str) -> alloc::string::String {
    let mut out = alloc::string::String::with_capacity(2 * minified.len());
    let (mut level, mut in_string, mut escaped) = (0_usize, false, false);
    let mut characters = minified.chars().peekable();
    while let Some(character) = characters.next() {
        if in_string {
            out.push(character);
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' => {
                out.push(character);
                if let Some(end) = characters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    level += 1;
                    new_line(level, &mut out);
                }
            }
            '}' | ']' => {
                level = level.saturating_sub(1);
                new_line(level, &mut out);
                out.push(character);
            }
            ',' => {
                out.push(',');
                new_line(level, &mut out);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = character == '"';
                out.push(character);
            }
        }
    }
    out.push('\n');
    out
}

fn new_line(level: usize, out: &mut alloc::string::String) {
    out.push('\n');
    out.extend(core::iter::repeat_n("  ", level));
}
