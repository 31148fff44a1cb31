//! Drift: a type and the schema file that it is bound to disagree.
//!
//! The derive reads the file when it expands and quotes it minified, its keywords in the order in which schemas print
//! them. What is left for const code is to compare two texts, sixteen bytes a step. Only when they differ is one
//! walked byte by byte, to say where.

use crate::text::{self, fail};

/// The variable that turns the check into a rewriting, and its values.
const VARIABLE: &str = "STRUCTURED_SCHEMAS";
const OVERWRITE: &str = "overwrite";
const REPORT: &str = "report";

/// How deep the walk to a difference keeps its path; deeper parts are left out of the message.
const PATH_LEVELS: usize = 32;

/// From where on a difference is only named by its texts: the walk would take the compiler too long.
const WALKED_BYTES: usize = 200_000;

/// The longest excerpt of a difference, in bytes.
const EXCERPT: usize = 60;

/// Checks that the schema of type `name` is the text of its file; with the variable `mode` it is not checked.
#[track_caller]
pub const fn file(name: &str, path: &str, schema: &str, file: &str, mode: Option<&str>) {
    if lets_pass(mode) {
        return;
    }
    let same = same_bytes(schema, file);
    if same < schema.len() || same < file.len() {
        disagree(name, path, schema, file, same);
    }
}

/// The file of a type is not there, or is no JSON: fails unless it is about to be written.
#[track_caller]
pub const fn no_file(name: &str, path: &str, why: &str, mode: Option<&str>) {
    if lets_pass(mode) {
        return;
    }
    fail(&["the schema file `", path, "` of `", name, "` ", why, HELP])
}

const HELP: &str = "\nhelp: `cargo structured emit` writes it, as does `STRUCTURED_SCHEMAS=overwrite cargo test`";

#[track_caller]
const fn lets_pass(mode: Option<&str>) -> bool {
    match mode {
        None => false,
        Some(mode) if text::same(mode, OVERWRITE) || text::same(mode, REPORT) => true,
        Some(mode) => fail(&[
            "the environment has ",
            VARIABLE,
            "=",
            mode,
            ", which means nothing\nhelp: set it to `",
            OVERWRITE,
            "` to write schema files, to `",
            REPORT,
            "` to list them, or unset it to check them",
        ]),
    }
}

#[track_caller]
const fn disagree(name: &str, path: &str, schema: &str, file: &str, same: usize) -> ! {
    let place = if same < WALKED_BYTES { Place::before(schema, same) } else { Place::at(same) };
    let mut pointer = [0; 512];
    let mut written = text::Text::new(&mut pointer);
    let mut i = 0;
    while i < place.depth && i < PATH_LEVELS {
        written = match place.names[i] {
            (0, index) => written.push("/").push_number(index),
            (start, end) => written.push("/").push(schema.split_at(end).0.split_at(start).1),
        };
        i += 1;
    }
    let length = written.length;
    let pointer = text::Buffer { bytes: pointer, length };
    let pointer = if place.depth == 0 { "the root" } else { pointer.as_str() };
    fail(&[
        "`",
        name,
        "` and its schema file `",
        path,
        "` disagree at ",
        pointer,
        ": the type says ",
        excerpt(schema, place.start),
        ", the file says ",
        excerpt(file, place.start),
        HELP,
    ])
}

/// How many bytes two texts begin with in common.
///
/// The interpreter pays for every call, so a step is nothing but two conversions of sixteen bytes.
const fn same_bytes(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (a_chunks, _) = a.as_chunks::<16>();
    let (b_chunks, _) = b.as_chunks::<16>();
    let chunks = if a_chunks.len() < b_chunks.len() { a_chunks.len() } else { b_chunks.len() };
    let mut i = 0;
    while i < chunks && u128::from_ne_bytes(a_chunks[i]) == u128::from_ne_bytes(b_chunks[i]) {
        i += 1;
    }
    let mut same = 16 * i;
    while same < a.len() && same < b.len() && a[same] == b[same] {
        same += 1;
    }
    same
}

/// Where in a minified JSON text something is.
struct Place {
    /// Where the token begins that the place is in.
    start: usize,
    /// The names around it, as bytes of the text, outermost first; for an array, zero and the index.
    names: [(usize, usize); PATH_LEVELS],
    depth: usize,
}

impl Place {
    const fn at(start: usize) -> Self {
        Self { start, names: [(0, 0); PATH_LEVELS], depth: 0 }
    }

    /// The place of the token that the byte `end` of `text` is in.
    const fn before(text: &str, end: usize) -> Self {
        let bytes = text.as_bytes();
        let mut place = Self::at(0);
        let (mut at, mut in_string, mut name_expected) = (0, false, false);
        while at < end {
            let byte = bytes[at];
            if in_string {
                if byte == b'\\' {
                    at += 1;
                } else if byte == b'"' {
                    in_string = false;
                    if name_expected {
                        place.name((place.start + 1, at));
                    }
                }
            } else {
                match byte {
                    b'"' => {
                        in_string = true;
                        place.start = at;
                    }
                    b'{' => {
                        place.enter();
                        name_expected = true;
                        place.start = at + 1;
                    }
                    b'[' => {
                        place.enter();
                        name_expected = false;
                        place.start = at + 1;
                    }
                    b'}' | b']' => {
                        place.depth -= 1;
                        name_expected = false;
                        place.start = at + 1;
                    }
                    b',' => {
                        // What the comma separates shows by what follows: a name is followed by a colon.
                        name_expected = is_name(bytes, at + 1);
                        place.count();
                        place.start = at + 1;
                    }
                    b':' => {
                        name_expected = false;
                        place.start = at + 1;
                    }
                    _ => {}
                }
            }
            at += 1;
        }
        // In a name: the difference is in the object, not in a property.
        if name_expected && place.depth > 0 {
            place.depth -= 1;
        }
        place
    }

    /// Goes to the next element, if this is an array.
    const fn count(&mut self) {
        if self.depth > 0 && self.depth <= PATH_LEVELS && self.names[self.depth - 1].0 == 0 {
            self.names[self.depth - 1].1 += 1;
        }
    }

    const fn enter(&mut self) {
        self.depth += 1;
        self.name((0, 0));
    }

    const fn name(&mut self, name: (usize, usize)) {
        if self.depth <= PATH_LEVELS && self.depth > 0 {
            self.names[self.depth - 1] = name;
        }
    }
}

/// Whether the string that begins at `at` is a property's name.
const fn is_name(bytes: &[u8], at: usize) -> bool {
    if at >= bytes.len() || bytes[at] != b'"' {
        return false;
    }
    let mut at = at + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1 < bytes.len() && bytes[at + 1] == b':'
}

/// The token at `start`, cut if it is long.
const fn excerpt(text: &str, start: usize) -> &str {
    let bytes = text.as_bytes();
    if start >= bytes.len() || matches!(bytes[start], b'}' | b']') {
        return "nothing more";
    }
    let start = if bytes[start] == b',' { start + 1 } else { start };
    let (mut end, mut in_string) = (start, false);
    while end < bytes.len() && end - start < EXCERPT {
        match bytes[end] {
            b'\\' if in_string => end += 1,
            b'"' => in_string = !in_string,
            b',' | b'}' | b']' if !in_string => break,
            _ => {}
        }
        end += 1;
    }
    while end < bytes.len() && !text.is_char_boundary(end) {
        end += 1;
    }
    if end > bytes.len() {
        end = bytes.len();
    }
    text.split_at(end).0.split_at(start).1
}

/// What the test behind a bound type does with the file, if the variable asks for it.
///
/// The only input and output of this crate: it runs in tests of the crate that the type is in, and nowhere else.
///
/// # Panics
/// If the file cannot be written: a test fails by a panic.
#[cfg(feature = "std")]
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

#[cfg(feature = "std")]
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
#[cfg(feature = "std")]
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

#[cfg(feature = "std")]
fn new_line(level: usize, out: &mut alloc::string::String) {
    out.push('\n');
    out.extend(core::iter::repeat_n("  ", level));
}
