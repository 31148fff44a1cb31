//! Drift: a difference between a type and the schema file that it is bound to.
//!
//! The derive reads the file when it expands. It quotes the file minified, with its keywords in the order in which
//! schemas print them, and computes its [outline]. If the outline of the type is the same, const code does not write the
//! schema. Otherwise it writes the schema and compares its bytes with the quoted text, many per step. If the file has the
//! schema, its text becomes the type's `JSON_SCHEMA`. Only if they differ are both walked byte by byte, to list the
//! differences.

mod difference;
mod outline;
mod pretty;
mod registered;
#[cfg(feature = "std")]
mod replace;
#[cfg(feature = "std")]
mod writing;

use self::difference::{ROOM, differences};
use crate::schema::text::{self, Buffer, fail, fail_with};
use crate::schema::{Schema, constant, json_schema};

pub(crate) use self::outline::{Outline, outline};
pub use self::pretty::pretty;
pub use self::registered::{BoundType, Number, number, run};
#[cfg(feature = "std")]
pub use self::replace::replace_file;

/// The variable that makes the tests rewrite the files, and its values.
const VARIABLE: &str = "STRUCTURED_SCHEMAS";
const OVERWRITE: &str = "overwrite";
const REPORT: &str = "report";

/// Whether the schema of `T` is the text of its file. `outline` is the outline of the file, or zero if it has none.
#[must_use]
pub const fn agrees<T: Schema>(file: &str, outline: Outline) -> bool {
    // Not `is_ok`, which takes a reference: the compiler would evaluate another constant for it.
    match T::NODE {
        Ok(_) => constant::is_rendered_as::<T>(file, outline),
        Err(_) => false,
    }
}

/// Fails if the schema of the type `name` differs from the text of its file, unless `mode`, the value of the variable,
/// turns the check off.
#[track_caller]
pub const fn file<T: Schema>(name: &str, path: &str, file: &str, agrees: bool, mode: Option<&str>) {
    if !lets_pass(mode) && !agrees {
        disagree(name, path, json_schema::<T>(), file);
    }
}

/// Fails for a type whose file does not exist or is not JSON, unless the file is about to be written.
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
        // CI systems set variables that they mean to leave out to the empty string.
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
    let differences = differences(schema, file);
    fail_with(&Buffer::<{ ROOM + 1024 }>::joined(&[
        "`",
        name,
        "` and its schema file `",
        path,
        "` disagree ",
        differences.as_str(),
        HELP,
    ]))
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::difference::differences;

    fn assert_differ(schema: &str, file: &str, expected: &[&str]) {
        let found = differences(schema, file);
        assert_eq!(found.as_str().lines().collect::<alloc::vec::Vec<_>>(), expected, "{schema} {file}");
    }

    #[test]
    fn each_difference_has_its_place_and_both_values() {
        let cases: [(&str, &str, &[&str]); 14] = [
            (
                r#"{"type":"object"}"#,
                r#"{"type":"array"}"#,
                &[r#"at /type: the type says "object", the file says "array""#],
            ),
            (r#"{"a":12}"#, r#"{"a":123}"#, &["at /a: the type says 12, the file says 123"]),
            (r#"{"a":{"b":"x,y"}}"#, r#"{"a":{"b":"x}y"}}"#, &[r#"at /a/b: the type says "x,y", the file says "x}y""#]),
            (r#"{"~a/b~":1}"#, r#"{"~a/b~":2}"#, &["at /~0a~1b~0: the type says 1, the file says 2"]),
            (
                r#"{"type":["array","null"]}"#,
                r#"{"type":"array"}"#,
                &[r#"at /type: the type says ["array","null"], the file says "array""#],
            ),
            // A list of scalars is compared as one value, but a list of objects is not.
            (
                r#"{"e":["a","b","c"]}"#,
                r#"{"e":["a","c"]}"#,
                &[r#"at /e: the type says ["a","b","c"], the file says ["a","c"]"#],
            ),
            (
                r#"[{"a":1},{"b":2},{}]"#,
                r#"[{"a":1},{"b":3}]"#,
                &["at /1/b: the type says 2, the file says 3", "and at /2: the type says {}, the file says nothing"],
            ),
            (r"[[1],{}]", r"[[1],{},[2]]", &["at /2: the type says nothing, the file says [2]"]),
            // Members that are new, missing, renamed, or in another order.
            (
                r#"{"a":1,"b":{"c":1},"c":3}"#,
                r#"{"a":1,"c":4}"#,
                &[
                    r#"at the root: the type has "b", which the file lacks"#,
                    "and at /c: the type says 3, the file says 4",
                ],
            ),
            (
                r#"{"x":{"a\\\"":[1]}}"#,
                r#"{"x":{"b":{"a\\\"":[1]},"a\\\"":[1]}}"#,
                &[r#"at /x: the file has "b", which the type lacks"#],
            ),
            (
                r#"{"a":{"b":1,"c":2},"d":1}"#,
                r#"{"a":{"e":1,"c":2},"d":2}"#,
                &[r#"at /a: the type has "b", the file has "e""#, "and at /d: the type says 1, the file says 2"],
            ),
            (
                r#"{"a":{"b":{"c":1},"c":2},"d":1}"#,
                r#"{"a":{"c":2,"b":{"c":1}},"d":2}"#,
                &[
                    r#"at /a: the type has "b" where the file has "c", and the order counts"#,
                    "and at /d: the type says 1, the file says 2",
                ],
            ),
            (r#"{"a":1,"b":2}"#, r#"{"a":1}"#, &[r#"at the root: the type has "b", which the file lacks"#]),
            (r#"{"a":1}"#, "", &["at the root: the type says {\"a\":1}, the file says nothing"]),
        ];
        for (schema, file, expected) in cases {
            assert_differ(schema, file, expected);
        }
    }

    #[test]
    fn long_values_many_differences_and_deep_ones_are_cut() {
        let long = alloc::format!("\"{}\"", "ä".repeat(200));
        assert_differ(
            &long,
            "1",
            &[&alloc::format!("at the root: the type says \"{} …, the file says 1", "ä".repeat(99))],
        );

        let object = |value: usize| {
            let members: alloc::vec::Vec<_> = (0..20).map(|name| alloc::format!("\"{name}\":{value}")).collect();
            alloc::format!("{{{}}}", members.join(","))
        };
        let found = differences(&object(1), &object(2));
        assert_eq!(found.as_str().lines().count(), 9);
        assert!(found.as_str().ends_with("and at /7: the type says 1, the file says 2\nand perhaps at more places"));

        let deep = |value: usize| alloc::format!("{}{value}{}", "{\"a\":".repeat(500), "}".repeat(500));
        let found = differences(&deep(1), &deep(2));
        assert!(found.as_str().starts_with(&alloc::format!("at {}: the type says {{\"a\":{{", "/a".repeat(32))));

        let large = |value: usize| alloc::format!("[\"{}\",{{}},{value}]", "a".repeat(300_000));
        let expected = "at byte 300007 of the minified texts: the type says 1], the file says 2]";
        assert_differ(&large(1), &large(2), &[expected]);
    }
}
