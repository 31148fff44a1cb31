//! Writes the files of bound types from the tests that the derive adds. This is the only input and output of this
//! crate.

use std::path::Path;
use std::{fs, io};

use super::difference::differences;
use super::pretty::pretty;
use super::replace::replace_file;
use super::{OVERWRITE, VARIABLE};

/// Writes or reports the file, as the variable requests. It runs only in tests of the crate that defines the type.
///
/// `read` is what the derive has read: the text of the file, or what is wrong with it. `None` if there was no file.
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
            // The file may have been created since the derive looked for it.
            None if holds(&file, schema) => say("fresh", &file, ""),
            None => say(if file.exists() { "stale" } else { "missing" }, &file, ""),
        },
    }
}

/// Whether the file had this schema when the derive read it, and has not been written since.
fn is_read_as(schema: &str, read: Option<Result<&str, &str>>, file: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let built = std::env::current_exe().and_then(|program| changed(&program));
    read == Some(Ok(schema)) && matches!((changed(file), built), (Ok(changed), Ok(built)) if changed <= built)
}

/// Whether the file has this schema, in any layout.
fn holds(file: &Path, schema: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|found| is_spaced(&found, schema))
}

/// Whether `text` is `minified` with white space between its tokens.
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

/// Prints one line for the command line tool to parse, and one line for each difference.
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
