//! Drift: a type and the schema file that it is bound to disagree.
//!
//! The derive reads the file when it expands and quotes it minified, its keywords in the order in which schemas print
//! them. What is left for const code is to compare the bytes that it renders with that text, sixteen a step. Where they
//! are the same, the text becomes the type's `JSON_SCHEMA`: that spares the interpreter to find out, byte by byte, that
//! what it rendered is UTF-8. Only when they differ is one walked byte by byte, to say where.

mod difference;
mod pretty;
mod registered;
#[cfg(feature = "std")]
mod replace;
#[cfg(feature = "std")]
mod writing;

use self::difference::Difference;
use crate::schema::text::{self, fail};
use crate::schema::{Schema, constant, json_schema};

pub use self::pretty::pretty;
pub use self::registered::{BoundType, Number, number, run};
#[cfg(feature = "std")]
pub use self::replace::replace_file;

/// The variable that turns the check into a rewriting, and its values.
const VARIABLE: &str = "STRUCTURED_SCHEMAS";
const OVERWRITE: &str = "overwrite";
const REPORT: &str = "report";

/// Whether the schema of `T` is the text of its file.
#[must_use]
pub const fn agrees<T: Schema>(file: &str) -> bool {
    T::NODE.is_ok() && constant::is_rendered_as::<T>(file)
}

/// Fails if the schema of type `name` is not the text of its file; with the variable `mode` it does not.
#[track_caller]
pub const fn file<T: Schema>(name: &str, path: &str, file: &str, agrees: bool, mode: Option<&str>) {
    if !lets_pass(mode) && !agrees {
        disagree(name, path, json_schema::<T>(), file);
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

const HELP: &str = "\nhelp: `STRUCTURED_SCHEMAS=overwrite cargo test` writes it (for a type of an example, with `--examples`), \
                    as does `cargo structured emit` of the crate structured-cli";

#[track_caller]
const fn lets_pass(mode: Option<&str>) -> bool {
    match mode {
        None => false,
        // CI sets variables to nothing that it means to leave out.
        Some(mode) if mode.is_empty() => false,
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
const fn disagree(name: &str, path: &str, schema: &str, file: &str) -> ! {
    let difference = Difference::first(schema, file);
    fail(&[
        "`",
        name,
        "` and its schema file `",
        path,
        "` disagree at ",
        difference.place(),
        ": the type says ",
        difference.schema,
        ", the file says ",
        difference.file,
        difference.remark.before,
        difference.remark.name,
        difference.remark.after,
        HELP,
    ])
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use alloc::string::{String, ToString};
    use std::panic::catch_unwind;

    use super::disagree;

    fn said(schema: &'static str, file: &'static str) -> String {
        let panic = catch_unwind(|| disagree("T", "t.json", schema, file)).err();
        let text = panic.and_then(|panic| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        let (_, rest) = text.split_once("disagree at ").unwrap_or_default();
        rest.lines().next().unwrap_or_default().to_string()
    }

    #[test]
    fn the_first_difference_is_named_by_its_place_and_both_texts() {
        let cases = [
            (r#"{"type":"object"}"#, r#"{"type":"array"}"#, r#"/type: the type says "object", the file says "array""#),
            (r#"{"a":12}"#, r#"{"a":123}"#, "/a: the type says 12, the file says 123"),
            (r#"{"a":{"b":"x,y"}}"#, r#"{"a":{"b":"x}y"}}"#, r#"/a/b: the type says "x,y", the file says "x}y""#),
            (r#"{"~a/b~":1}"#, r#"{"~a/b~":2}"#, "/~0a~1b~0: the type says 1, the file says 2"),
            // A name.
            (r#"{"a":{"b":1}}"#, r#"{"a":{"c":1}}"#, r#"/a: the type says "b":1, the file says "c":1"#),
            // Another order.
            (
                r#"{"a":{"b":{"c":1},"c":2}}"#,
                r#"{"a":{"c":2,"b":{"c":1}}}"#,
                r#"/a: the type says "b":{"c":1, the file says "c":2; the file has "b" further down, and the order counts"#,
            ),
            // One that is new, and one that is gone.
            (
                r#"{"a":"c","b":{"c":1},"c":3}"#,
                r#"{"a":"c","c":3}"#,
                r#"the root: the type says "b":{"c":1, the file says "c":3; the file lacks "b""#,
            ),
            (
                r#"{"x":{"a\\\"":[1]}}"#,
                r#"{"x":{"b":{"a\\\"":[1]},"a\\\"":[1]}}"#,
                r#"/x: the type says "a\\\"":[1, the file says "b":{"a\\\"":[1; the type lacks "b""#,
            ),
            // One of them has more.
            (r#"{"a":1,"b":2}"#, r#"{"a":1}"#, r#"the root: the type says "b":2, the file says nothing more"#),
            (r#"{"a":{"b":1}}"#, r#"{"a":{"b":1,"c":2}}"#, r#"/a: the type says nothing more, the file says "c":2"#),
            (r#"{"e":["a","b"]}"#, r#"{"e":["a"]}"#, r#"/e/1: the type says "b", the file says nothing more"#),
            (r#"{"e":{},"f":[]}"#, r#"{"e":{}}"#, r#"the root: the type says "f":[, the file says nothing more"#),
            (r#"{"a":1}"#, "", "the root: the type says {\"a\":1, the file says nothing more"),
        ];
        for (schema, file, expected) in cases {
            assert_eq!(said(schema, file), expected, "{schema} {file}");
        }
    }
}
