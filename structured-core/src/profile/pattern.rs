//! Which regular expressions a `pattern` may be.
//!
//! A pattern has several readers: the API compiles it with Python's `re`, the engines of constrained decoding turn it
//! into an automaton, and JSON Schema reads it as ECMA-262 does. What one of them refuses is refused here. Source: the
//! API's answer `'…' is not a 'regex'.` (code `invalid_function_parameters`), and the converter of llama.cpp, which takes
//! a pattern only between `^` and `$`.

use super::Profile;

/// Declares the texts: what is wrong, and what to write instead.
macro_rules! texts {
    ($($name:ident: $what:literal, $help:literal;)*) => {
        $(const $name: &str = concat!($what, "\nhelp: ", $help);)*
    };
}

texts! {
    LOOKAROUND: "the pattern looks ahead or behind, which no engine of constrained decoding can match",
        "say it without `(?=`, `(?!`, `(?<=` and `(?<!`, or in the description";
    BACKREFERENCE: "the pattern refers back to a group, which no engine of constrained decoding can match",
        "repeat what the group may be, or mention it in the description";
    PROPERTY: "the pattern has `\\p`, a class of Unicode, and the API's regular expressions (Python's `re`) have none",
        "list the characters in a class: `[A-Za-z\u{c0}-\u{24f}]`";
    NAMED: "the pattern names a group with `(?<`, and the API's regular expressions (Python's `re`) do not know that",
        "leave the name out: `(`";
    GROUP: "the pattern has a kind of group that not every reader of the schema knows",
        "use `(` or `(?:`";
    FLAGS: "the pattern sets flags after its start, which the API's regular expressions (Python's `re`) refuse",
        "say it without flags: `[Aa]`";
    CODE_POINT: "the pattern has `\\u{`, and the API's regular expressions (Python's `re`) do not know that",
        "write the character itself, or `\\u` with four hexadecimal digits";
    HEXADECIMAL: "the pattern has `\\x` or `\\u` without its two or four hexadecimal digits",
        "write all digits, or the character itself";
    END: "the pattern has `\\A`, `\\z` or `\\Z`, which mean different things to the readers of the schema",
        "use `^` and `$`";
    ESCAPE: "the pattern has a backslash before a letter or digit that has no such form",
        "write the character without the backslash";
    TRAILING: "the pattern ends with a backslash, and nothing follows that it could stand for",
        "write `\\\\` for the backslash itself";
    OPEN_CLASS: "the pattern opens a class with `[` and never closes it",
        "add the `]`, or write `\\[` for the character itself";
    OPEN_GROUP: "the pattern opens a group with `(` and never closes it",
        "add the `)`, or write `\\(` for the character itself";
    CLOSED_GROUP: "the pattern closes a group that it has not opened",
        "add the `(`, or write `\\)` for the character itself";
    RANGE: "the pattern has a range in a class whose ends are not two characters in order",
        "swap the ends, or write `\\-` for the character itself";
    REPETITION: "the pattern repeats nothing, or what is repeated already",
        "put what is repeated before the `*`, `+`, `?` or `{`, in a group if need be";
    NAME: "the pattern names a group with `(?P<` and something that is no identifier, or two groups alike, or too many",
        "leave the name out: `(`";
    FLAG: "the pattern has flags that Python's `re` does not know, or not together",
        "say it without flags: `[Aa]`";
    TOO_OFTEN: "the pattern repeats something more often than Python's `re` can count",
        "use a smaller number, or `*`";
    COUNT: "the pattern repeats something at least more often than at most",
        "swap the two numbers";
    ANCHORS: "the pattern is not one expression between `^` and `$`, and llama.cpp reads no other",
        "write `^` before it and `$` after it, and neither inside: `^(a|b)$`";
}

/// Why `pattern` is refused and what to write instead, in the form `what` newline `help: how`; `None` if it is taken.
#[must_use]
pub const fn pattern_fault(pattern: &str, profile: &Profile) -> Option<&'static str> {
    let bytes = pattern.as_bytes();
    let mut reader = Reader { bytes, at: 0, groups: 0, named: 0, before: Before::Nothing, inner_anchor: false };
    while reader.at < bytes.len() {
        if let Err(fault) = reader.step() {
            return Some(fault);
        }
    }
    if reader.groups > 0 {
        return Some(OPEN_GROUP);
    }
    if profile.anchored_patterns && (reader.inner_anchor || !is_anchored(bytes)) {
        return Some(ANCHORS);
    }
    None
}

/// Whether the first byte is `^` and the last `$`.
const fn is_anchored(bytes: &[u8]) -> bool {
    let length = bytes.len();
    length >= 2 && bytes[0] == b'^' && bytes[length - 1] == b'$' && bytes[length - 2] != b'\\'
}

/// The most groups that may have a name.
const MOST_NAMED: usize = 100;

/// Whether a count is one that Python's `re` refuses.
const fn is_too_often(count: Option<u64>) -> bool {
    match count {
        Some(count) => count >= u32::MAX as u64,
        None => false,
    }
}

/// What stands before the place, as far as it can be repeated.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Expression,
    Repetition,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many groups are open. Nothing else of a group is of interest, so no call is nested for one.
    groups: usize,
    /// How many groups have a name; each is compared with all before it.
    named: usize,
    before: Before,
    /// Whether `^` or `$` stands elsewhere than at the two ends.
    inner_anchor: bool,
}

impl Reader<'_> {
    const fn peek(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.bytes.len() { self.bytes[self.at + ahead] } else { 0 }
    }

    /// Reads one character, escape, class, start or end of a group, or repetition.
    const fn step(&mut self) -> Result<(), &'static str> {
        match self.peek(0) {
            b'\\' => {
                let is_boundary = matches!(self.peek(1), b'b' | b'B');
                if let Err(fault) = self.escape() {
                    return Err(fault);
                }
                self.before = if is_boundary { Before::Nothing } else { Before::Expression };
            }
            b'[' => {
                if let Err(fault) = self.class() {
                    return Err(fault);
                }
                self.before = Before::Expression;
            }
            b'(' => return self.group(),
            b')' => {
                if self.groups == 0 {
                    return Err(CLOSED_GROUP);
                }
                self.groups -= 1;
                self.at += 1;
                self.before = Before::Expression;
            }
            b'^' | b'$' => {
                let is_end = if self.peek(0) == b'^' { self.at == 0 } else { self.at + 1 == self.bytes.len() };
                self.inner_anchor |= !is_end;
                self.at += 1;
                self.before = Before::Nothing;
            }
            b'|' => {
                // Outside of all groups, it separates two expressions, each with one of the two anchors.
                self.inner_anchor |= self.groups == 0;
                self.at += 1;
                self.before = Before::Nothing;
            }
            b'*' | b'+' | b'?' => {
                self.at += 1;
                return self.repetition();
            }
            b'{' => return self.braces(),
            _ => {
                self.at += 1;
                self.before = Before::Expression;
            }
        }
        Ok(())
    }

    /// What follows a `*`, `+`, `?` or `{…}`.
    const fn repetition(&mut self) -> Result<(), &'static str> {
        if !matches!(self.before, Before::Expression) {
            return Err(REPETITION);
        }
        if self.peek(0) == b'?' {
            self.at += 1;
        }
        self.before = Before::Repetition;
        Ok(())
    }

    /// `{2}`, `{2,}`, `{,3}` or `{2,3}`; other braces are characters.
    const fn braces(&mut self) -> Result<(), &'static str> {
        let start = self.at;
        self.at += 1;
        let least = self.number();
        let has_comma = self.peek(0) == b',';
        if has_comma {
            self.at += 1;
        }
        let most = if has_comma { self.number() } else { None };
        if self.peek(0) != b'}' || least.is_none() && most.is_none() {
            self.at = start + 1;
            self.before = Before::Expression;
            return Ok(());
        }
        self.at += 1;
        if is_too_often(least) || is_too_often(most) {
            return Err(TOO_OFTEN);
        }
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            return Err(COUNT);
        }
        self.repetition()
    }

    const fn number(&mut self) -> Option<u64> {
        let (start, mut number) = (self.at, 0_u64);
        while self.peek(0).is_ascii_digit() {
            number = number.saturating_mul(10).saturating_add((self.peek(0) - b'0') as u64);
            self.at += 1;
        }
        if self.at > start { Some(number) } else { None }
    }

    /// The start of a group.
    const fn group(&mut self) -> Result<(), &'static str> {
        let is_at_start = self.at == 0;
        self.at += 1;
        if self.peek(0) == b'?' {
            match (self.peek(1), self.peek(2)) {
                (b':', _) => self.at += 2,
                (b'=' | b'!', _) | (b'<', b'=' | b'!') => return Err(LOOKAROUND),
                (b'<', _) => return Err(NAMED),
                (b'P', b'<') => {
                    self.at += 3;
                    if let Err(fault) = self.name() {
                        return Err(fault);
                    }
                }
                (b'P', b'=') => return Err(BACKREFERENCE),
                (b'a' | b'i' | b'm' | b's' | b'u' | b'x' | b'L' | b'-', _) => return self.flags(is_at_start),
                _ => return Err(GROUP),
            }
        }
        self.groups += 1;
        self.before = Before::Nothing;
        Ok(())
    }

    /// The name of a group and the `>` after it; no other group has it.
    const fn name(&mut self) -> Result<(), &'static str> {
        let start = self.at;
        self.named += 1;
        if self.named > MOST_NAMED {
            return Err(NAME);
        }
        while self.peek(0) == b'_' || self.peek(0) >= 0x80 || self.peek(0).is_ascii_alphanumeric() {
            self.at += 1;
        }
        if self.at == start || self.bytes[start].is_ascii_digit() || self.peek(0) != b'>' {
            return Err(NAME);
        }
        // The text from the name's `(` to its `>`, wherever it stands before: in a class it would be no name, and refusing
        // that pattern too is a small loss.
        let length = self.at + 1 - (start - 4);
        let mut earlier = 0;
        while earlier + length <= start - 4 {
            let mut same = 0;
            while same < length && self.bytes[earlier + same] == self.bytes[start - 4 + same] {
                same += 1;
            }
            if same == length {
                return Err(NAME);
            }
            earlier += 1;
        }
        self.at += 1;
        Ok(())
    }

    /// `(?i)` at the start, or `(?i:` anywhere; `-` turns the flags after it off.
    const fn flags(&mut self, is_at_start: bool) -> Result<(), &'static str> {
        self.at += 1;
        let (mut is_off, mut count, mut of_text) = (false, 0, 0);
        while self.peek(0).is_ascii_alphabetic() || self.peek(0) == b'-' {
            match self.peek(0) {
                b'i' | b'm' | b's' | b'x' => count += 1,
                b'a' | b'u' if !is_off => (count, of_text) = (count + 1, of_text + 1),
                b'-' if !is_off => (is_off, count) = (true, 0),
                _ => return Err(FLAG),
            }
            self.at += 1;
        }
        if count == 0 || of_text > 1 {
            return Err(FLAG);
        }
        let end = self.peek(0);
        self.at += 1;
        self.before = Before::Nothing;
        match end {
            b':' => {
                self.groups += 1;
                Ok(())
            }
            b')' if is_at_start && !is_off => Ok(()),
            b')' => Err(FLAGS),
            _ => Err(GROUP),
        }
    }

    /// An escape outside of a class, or in one; gives the character, or nothing for a set such as `\d`.
    const fn escape(&mut self) -> Result<Option<u32>, &'static str> {
        let letter = self.peek(1);
        if self.at + 1 >= self.bytes.len() {
            return Err(TRAILING);
        }
        self.at += 1;
        if !letter.is_ascii_alphanumeric() {
            return Ok(Some(self.character()));
        }
        self.at += 1;
        match letter {
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' | b'B' => Ok(None),
            b'b' => Ok(Some(8)),
            b't' => Ok(Some(9)),
            b'n' => Ok(Some(10)),
            b'v' => Ok(Some(11)),
            b'f' => Ok(Some(12)),
            b'r' => Ok(Some(13)),
            b'0' => Ok(Some(0)),
            b'1'..=b'9' | b'k' => Err(BACKREFERENCE),
            b'x' => self.hexadecimal(2),
            b'u' if self.peek(0) == b'{' => Err(CODE_POINT),
            b'u' => self.hexadecimal(4),
            b'p' | b'P' => Err(PROPERTY),
            b'A' | b'Z' | b'z' => Err(END),
            _ => Err(ESCAPE),
        }
    }

    const fn hexadecimal(&mut self, digits: usize) -> Result<Option<u32>, &'static str> {
        let (end, mut code) = (self.at + digits, 0);
        while self.at < end {
            match (self.peek(0) as char).to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return Err(HEXADECIMAL),
            }
            self.at += 1;
        }
        Ok(Some(code))
    }

    /// A class; a `]` right at its start is a character of it.
    const fn class(&mut self) -> Result<(), &'static str> {
        self.at += 1;
        if self.peek(0) == b'^' {
            self.at += 1;
        }
        let start = self.at;
        while self.at < self.bytes.len() && (self.peek(0) != b']' || self.at == start) {
            let low = match self.member() {
                Ok(low) => low,
                Err(fault) => return Err(fault),
            };
            if self.peek(0) == b'-' && self.at + 1 < self.bytes.len() && self.peek(1) != b']' {
                self.at += 1;
                let high = match self.member() {
                    Ok(high) => high,
                    Err(fault) => return Err(fault),
                };
                match (low, high) {
                    (Some(low), Some(high)) if low <= high => {}
                    _ => return Err(RANGE),
                }
            }
        }
        if self.at >= self.bytes.len() {
            return Err(OPEN_CLASS);
        }
        self.at += 1;
        Ok(())
    }

    const fn member(&mut self) -> Result<Option<u32>, &'static str> {
        if self.peek(0) != b'\\' {
            return Ok(Some(self.character()));
        }
        if self.peek(1) == b'B' {
            return Err(ESCAPE);
        }
        self.escape()
    }

    /// One character of the text, which is UTF-8.
    const fn character(&mut self) -> u32 {
        let first = self.peek(0);
        let (mut code, more) = match first {
            0xf0.. => ((first & 0x07) as u32, 3),
            0xe0.. => ((first & 0x0f) as u32, 2),
            0xc0.. => ((first & 0x1f) as u32, 1),
            _ => (first as u32, 0),
        };
        let mut i = 1;
        while i <= more {
            code = code << 6 | (self.peek(i) & 0x3f) as u32;
            i += 1;
        }
        self.at += 1 + more;
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
