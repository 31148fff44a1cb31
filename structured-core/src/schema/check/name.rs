//! Names of response formats and tools, and the characters of enum values.

use crate::profile::{FORBIDDEN_IN_LITERALS, NAME_LENGTH, Profile, is_name};
use crate::schema::text::fail;

/// Checks the name of a response format or tool.
#[track_caller]
pub const fn name(name: &str) {
    const HELP: &str =
        "\nhelp: name it `#[structured(name = \"...\")]`, with a text that matches `^[a-zA-Z0-9_-]{1,64}$`";
    if is_name(name) {
        return;
    }
    let why = match name.len() {
        0 => fail(&["a structured output needs a name, by which the API reports on it", HELP]),
        1..=NAME_LENGTH => "the API takes ASCII letters, digits, `_` and `-`",
        _ => "the API takes at most 64 bytes",
    };
    fail(&["`", name, "` cannot name a structured output: ", why, HELP])
}

/// Checks the characters of an enum value, which only strict providers look at.
#[track_caller]
pub const fn literal(profile: &Profile, value: &str) {
    if !profile.strict {
        return;
    }
    let (bytes, mut i) = (value.as_bytes(), 0);
    while i < bytes.len() {
        let mut k = 0;
        while k < FORBIDDEN_IN_LITERALS.len() {
            if bytes[i] == FORBIDDEN_IN_LITERALS[k].0 {
                fail(&[
                    "an enum value has ",
                    FORBIDDEN_IN_LITERALS[k].1,
                    ", which the API refuses in strict schemas\nhelp: rename it with `#[serde(rename = \"...\")]`",
                ]);
            }
            k += 1;
        }
        i += 1;
    }
}
