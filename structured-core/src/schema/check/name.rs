//! Names of response formats and tools, and the characters of enum values.

use crate::profile::{FORBIDDEN_IN_LITERALS, Profile, RESPONSES_TOOL_NAME_LENGTH, is_name_of};
use crate::schema::text::fail;

const HELP: &str = "\nhelp: set a name that matches `^[a-zA-Z0-9_-]{1,64}$`: `#[structured(name = \"...\")]`";

/// Checks the name of a type. A name of 65 to 128 bytes is allowed only for a tool of the Responses API, and the other
/// uses check this themselves.
#[track_caller]
#[inline]
pub const fn name(name: &str) {
    if is_name_of(name, RESPONSES_TOOL_NAME_LENGTH) {
        return;
    }
    let why = match name.len() {
        0 => fail(&["a structured output needs a name, by which the API reports on it", HELP]),
        1..=RESPONSES_TOOL_NAME_LENGTH => "the API takes ASCII letters, digits, `_` and `-`",
        _ => "the API takes at most 64 bytes, and 128 for a tool of the Responses API",
    };
    fail(&["`", name, "` cannot name a structured output: ", why, HELP])
}

/// Refuses an instance of a generic type whose name is too long to be shown.
#[track_caller]
#[inline]
pub(crate) const fn endless_name() -> ! {
    fail(&["the name of this instance of a generic type has more than 256 bytes, and the API takes at most 64", HELP])
}

/// Checks the name of a response format, or of a tool of Chat Completions.
#[cfg(feature = "json")]
#[track_caller]
#[inline]
pub(crate) const fn short_name(name: &str) {
    if name.len() > crate::profile::NAME_LENGTH {
        fail(&["`", name, "` can name only a tool of the Responses API: everything else takes at most 64 bytes", HELP]);
    }
}

/// Checks the characters of an enum value. Only strict providers check them.
#[track_caller]
#[inline]
pub const fn literal(profile: &Profile, value: &str) {
    if !profile.strict {
        return;
    }
    let bytes = value.as_bytes();
    let mut i = 0;
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
