//! The regular expressions that a `pattern` may be.
//!
//! Several programs read a pattern: the API compiles it with Python's `re`, the engines of constrained decoding turn it
//! into an automaton, and JSON Schema reads it as ECMA-262. If one of them refuses it, it is refused here. Source: the
//! API's answer `'…' is not a 'regex'.` (code `invalid_function_parameters`), and the converter of llama.cpp, which
//! accepts a pattern only between `^` and `$`.

mod fault;
mod reader;

use self::reader::Reader;
use super::Profile;

/// Why `pattern` is refused and what to write instead, in the form `what` newline `help: how`. `None` if it is
/// accepted.
#[must_use]
#[inline]
pub const fn pattern_fault(pattern: &str, profile: &Profile) -> Option<&'static str> {
    let bytes = pattern.as_bytes();
    let mut reader = Reader::new(bytes);
    while !reader.is_at_end() {
        if let Err(fault) = reader.step() {
            return Some(fault);
        }
    }
    if reader.groups > 0 {
        return Some(fault::OPEN_GROUP);
    }
    if profile.anchored_patterns && (reader.inner_anchor || !is_anchored(bytes)) {
        return Some(fault::ANCHORS);
    }
    None
}

/// Whether the first byte is `^` and the last `$`.
#[inline]
const fn is_anchored(bytes: &[u8]) -> bool {
    let length = bytes.len();
    length >= 2 && bytes[0] == b'^' && bytes[length - 1] == b'$' && bytes[length - 2] != b'\\'
}

#[cfg(test)]
mod tests {
    use super::fault::{
        ANCHORS, BACKREFERENCE, CLOSED_GROUP, CODE_POINT, COUNT, END, ESCAPE, FLAG, FLAGS, GROUP, HEXADECIMAL,
        LOOKAROUND, NAME, NAMED, OPEN_CLASS, OPEN_GROUP, PROPERTY, RANGE, REPETITION, TOO_OFTEN, TRAILING,
    };
    use super::pattern_fault;
    use crate::profile::{LLAMA_CPP, OPENAI};

    #[test]
    fn patterns_that_every_reader_knows_are_taken() {
        for pattern in [
            "^[A-Z]{2}\\d$",
            "",
            "a|b",
            "(?:a)*?",
            "^(a|b)+$",
            "[]a]",
            "[^]a]",
            "[a\\-z]",
            "[-a]",
            "[a-]",
            "a{",
            "{",
            "{a}",
            "a{2,}",
            "a{,3}",
            "\\.\\/\\-\\é",
            "[é-ü]",
            "\\u00e9[\\x41-Z]",
            "(?P<year>\\d)",
            "(?i)a",
            "(?i:a)b",
            "\\bword\\b",
            "^^a$$",
            "()",
            "(|a)",
            "[\\d-]",
            "[[:a]",
            "\\0",
        ] {
            assert_eq!(pattern_fault(pattern, &OPENAI), None, "{pattern}");
        }
    }

    #[test]
    fn patterns_that_a_reader_refuses_are_refused_with_the_reason() {
        for (pattern, fault) in [
            ("\\p{L}", PROPERTY),
            ("[\\P{L}]", PROPERTY),
            ("(?<a>b)", NAMED),
            ("(?=a)", LOOKAROUND),
            ("(?<!a)", LOOKAROUND),
            ("(a)\\1", BACKREFERENCE),
            ("\\k<a>", BACKREFERENCE),
            ("(?P=a)", BACKREFERENCE),
            ("\\u{1F600}", CODE_POINT),
            ("\\x4", HEXADECIMAL),
            ("\\u12g4", HEXADECIMAL),
            ("a\\z", END),
            ("\\A", END),
            ("\\y", ESCAPE),
            ("[\\B]", ESCAPE),
            ("\\", TRAILING),
            ("[", OPEN_CLASS),
            ("[]", OPEN_CLASS),
            ("[a\\]", OPEN_CLASS),
            ("(a", OPEN_GROUP),
            ("a)", CLOSED_GROUP),
            ("[z-a]", RANGE),
            ("[a-\\d]", RANGE),
            ("*", REPETITION),
            ("a**", REPETITION),
            ("a*+", REPETITION),
            ("^*", REPETITION),
            ("(*)", REPETITION),
            ("a|+", REPETITION),
            ("{2}", REPETITION),
            ("a{3,2}", COUNT),
            ("(?P<>a)", NAME),
            ("(?P<1>a)", NAME),
            ("(?P<a>b)(?P<a>c)", NAME),
            ("a{99999999999}", TOO_OFTEN),
            ("(?i-:a)", FLAG),
            ("(?au)a", FLAG),
            ("(?L)a", FLAG),
            ("(?-i)a", FLAGS),
            ("a(?i)", FLAGS),
            ("(?>a)", GROUP),
            ("(?(1)a)", GROUP),
            ("(?", GROUP),
        ] {
            assert_eq!(pattern_fault(pattern, &OPENAI), Some(fault), "{pattern}");
        }
    }

    #[test]
    fn llama_cpp_takes_a_pattern_only_between_its_anchors() {
        for pattern in ["^abc$", "^(a|b)$", "^\\^\\$$", "^[$^]$"] {
            assert_eq!(pattern_fault(pattern, &LLAMA_CPP), None, "{pattern}");
        }
        for pattern in ["abc", "^abc", "abc$", "^abc\\$", "^a$|^b$", "^a|b$", "", "^", "^a^b$"] {
            assert_eq!(pattern_fault(pattern, &LLAMA_CPP), Some(ANCHORS), "{pattern}");
        }
    }
}
