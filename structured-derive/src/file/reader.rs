//! Reads JSON into a tree of slices.

use std::borrow::Cow;

use crate::json::{end_of_plain, is_short_escape, quoted};

/// The maximum nesting depth of a schema file.
const MAX_LEVELS: usize = 256;

pub(super) enum Json<'a> {
    /// A literal, a number as it is written, or a string with its quotes in the form in which schemas print it.
    Text(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Vec<Member<'a>>),
}

/// A name, with its quotes, and a value.
pub(super) type Member<'a> = (Cow<'a, str>, Json<'a>);

/// Reads JSON. After a failure, `at` is the position of the error.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The current position.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn document(&mut self) -> Option<Json<'a>> {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        let json = self.value(0)?;
        self.skip_space();
        (self.at == self.text.len()).then_some(json)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() && matches!(bytes[self.at], b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Skips `byte`, if it is next.
    fn eat(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, level: usize) -> Option<Json<'a>> {
        self.skip_space();
        if level > MAX_LEVELS {
            return None;
        }
        match self.peek()? {
            b'{' => self.list(b'}', |this| this.member(level)).map(Json::Object),
            b'[' => self.list(b']', |this| this.value(level + 1)).map(Json::Array),
            b'"' => self.string().map(Json::Text),
            _ => self.word().map(|word| Json::Text(Cow::Borrowed(word))),
        }
    }

    fn member(&mut self, level: usize) -> Option<Member<'a>> {
        self.skip_space();
        let name = self.string()?;
        self.skip_space();
        let value = if self.eat(b':') { self.value(level + 1)? } else { return None };
        Some((name, value))
    }

    fn list<T>(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.eat(close) {
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            self.skip_space();
            if self.eat(close) {
                return Some(items);
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    fn word(&mut self) -> Option<&'a str> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')) {
            self.at += 1;
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        if matches!(word, "true" | "false" | "null") || is_number(word) {
            return Some(word);
        }
        self.at = start;
        None
    }

    /// The string with its quotes. It is a slice, unless it has an escape that schemas do not print.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        if !self.eat(b'"') {
            return None;
        }
        loop {
            self.at = end_of_plain(self.text, self.at);
            match self.peek()? {
                b'"' => break,
                b'\\' if self.is_escape_as_printed() => self.at += 2,
                b'\\' => {
                    self.at = start + 1;
                    return self.unescaped().map(|text| Cow::Owned(quoted(&text)));
                }
                _ => return None,
            }
        }
        self.at += 1;
        self.text.get(start..self.at).map(Cow::Borrowed)
    }

    /// Whether the escape at the current position is one that schemas print. An escape in another form can have the same
    /// meaning.
    fn is_escape_as_printed(&self) -> bool {
        self.text.as_bytes().get(self.at + 1).is_some_and(|letter| is_short_escape(*letter))
    }

    /// The meaning of a string whose opening quote has been read.
    fn unescaped(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            let start = self.at;
            self.at = end_of_plain(self.text, start);
            out.push_str(self.text.get(start..self.at)?);
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(out);
                }
                b'\\' => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ => return None,
            }
        }
    }

    /// The meaning of the letter after a backslash.
    fn escape(&mut self) -> Option<char> {
        let c = match self.peek()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return None,
        };
        self.at += 1;
        Some(c)
    }

    /// The character after `\u`, including the second half of a surrogate pair.
    fn code_point(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !(self.eat(b'\\') && self.eat(b'u')) {
            return None;
        }
        let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = if is_hex { u32::from_str_radix(digits, 16).ok()? } else { return None };
        self.at += 4;
        Some(code)
    }
}
/// Whether a word is a number in JSON notation. Rust accepts more: `01`, `1.`, `.5`, `+1` and `inf` are not JSON.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (number, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(a, b)| (a, Some(b)));
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(a, b)| (a, Some(b)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
