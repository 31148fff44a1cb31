//! Rules that every provider shares: names, the characters of enum values, and what has no finite document.
//!
//! The const checks refuse a type by them, and the linter a schema, in the same words.

/// Characters that the name of a response format or tool may consist of, as the API prints it.
pub const NAME_PATTERN: &str = "^[a-zA-Z0-9_-]+$";

/// The longest name of a response format or tool, in bytes. Source: the API's message on a name of 65.
pub const NAME_LENGTH: usize = 64;

/// Characters that no enum value may have in strict mode, and what they are called. Source: the API's message
/// "… is not allowed in string literals for structured outputs (strict=true)", recorded for these two.
pub const FORBIDDEN_IN_LITERALS: &[(u8, &str)] = &[(b'"', "a double quote"), (b'\n', "a newline")];

/// The longest name of a function tool in the Responses API, in bytes. Source: the API's public description of 2026, in
/// which formats and the tools of Chat Completions keep to [`NAME_LENGTH`].
pub const RESPONSES_TOOL_NAME_LENGTH: usize = 128;

/// Whether `name` may name a response format or tool: `^[a-zA-Z0-9_-]{1,64}$`.
#[must_use]
pub const fn is_name(name: &str) -> bool {
    is_name_of(name, NAME_LENGTH)
}

/// Whether `name` matches [`NAME_PATTERN`] and has at most `longest` bytes.
#[must_use]
pub const fn is_name_of(name: &str, longest: usize) -> bool {
    let (bytes, mut i) = (name.as_bytes(), 0);
    while i < bytes.len() {
        if !(bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_' || bytes[i] == b'-') {
            return false;
        }
        i += 1;
    }
    i > 0 && i <= longest
}

/// The most characters that the description of a function tool may have. Source: the API's message "Expected a string
/// with maximum length 1024", code `string_above_max_length`.
pub const TOOL_DESCRIPTION_LENGTH: usize = 1_024;

/// The most tools that one request may have. Source: the API's message "Expected an array with maximum length 128", code
/// `array_above_max_length`.
pub const MOST_TOOLS: usize = 128;

/// The end of the message about a type or schema that has no finite value: it follows the name.
pub const NO_FINITE_DOCUMENT: &str = " contains another one, so no finite JSON exists for it";
