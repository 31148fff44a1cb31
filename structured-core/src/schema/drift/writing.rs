//! The files of bound types, written by the tests that the derive adds: the only input and output of this crate.

use std::path::Path;
use std::{fs, io};

use super::difference::differences;
use super::pretty::pretty;
use super::replace::replace_file;
use super::{OVERWRITE, VARIABLE};

/// Does with the file what the variable asks for: it runs in tests of the crate that the type is in, and nowhere else.
///
/// `read` is the file, if there was one, as the derive has read it, or what is wrong with it.
///
/// # Panics
/// If the file cannot be written.
pub(super) fn write_or_report(folder: &str, path: &str, schema: &str, read: Option<Result<&str, &str>>) {
    let mode = std::env::var(VARIABLE).unwrap_or_default();
    let file = Path::new(folder).join(path);
    match &*mode {
        "" => {}
        OVERWRITE => {
            let is_fresh = is_read_as(schema, read, &file) || holds(&file, schema);
            if !is_fresh && let Err(error) = overwrite(&file, &pretty(schema)) {
                panic!("cannot write `{}`: {error}", file.display());
            }
            say(if is_fresh { "fresh" } else { "written" }, &file, "");
        }
        _ => match read {
            Some(Ok(text)) if text == schema => say("fresh", &file, ""),
            Some(Ok(text)) => say("stale", &file, differences(schema, text).as_str()),
            Some(Err(why)) => say("stale", &file, why),
            // It may have come since the derive looked for it.
            None if holds(&file, schema) => say("fresh", &file, ""),
            None => say(if file.exists() { "stale" } else { "missing" }, &file, ""),
        },
    }
}

/// Whether the file, as the derive has read it, has this schema, and nobody has written it since.
fn is_read_as(schema: &str, read: Option<Result<&str, &str>>, file: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let built = std::env::current_exe().and_then(|program| changed(&program));
    read == Some(Ok(schema)) && matches!((changed(file), built), (Ok(changed), Ok(built)) if changed <= built)
}

/// Whether the file has this schema, however it is laid out.
fn holds(file: &Path, schema: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|found| is_spaced(&found, schema))
}

/// Whether `text` is `minified` with blanks between its tokens.
fn is_spaced(text: &str, minified: &str) -> bool {
    let mut expected = minified.bytes();
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        if !in_string && matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        }
        if expected.next() != Some(byte) {
            return false;
        }
        in_string = if in_string { escaped || byte != b'"' } else { byte == b'"' };
        escaped = in_string && !escaped && byte == b'\\';
    }
    expected.next().is_none()
}

/// Prints a line for the command line to read, and one for each difference.
#[expect(clippy::print_stdout, reason = "the command line reads these lines")]
fn say(state: &str, file: &Path, differences: &str) {
    let file = file.display();
    std::println!("\nstructured-schema-file {state} {file}");
    for difference in differences.lines() {
        std::println!("structured-schema-difference {difference}");
    }
}

fn overwrite(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    replace_file(file, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_only_differs_in_blanks_holds_the_schema() {
        let schema = r#"{"a \\\" b":["c  d",{}],"e":1}"#;
        assert!(is_spaced(&pretty(schema), schema));
        assert!(is_spaced(&pretty(schema).replace('\n', "\r\n\t"), schema));
        for other in
            [r#"{"a \\\"b":["c  d",{}],"e":1}"#, r#"{"a \\\" b":["c  d",{}],"e":1}}"#, r#"{"a \\\" b":["c  d",{}]"#, ""]
        {
            assert!(!is_spaced(other, schema), "{other}");
        }
    }
}
