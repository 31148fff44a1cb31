//! Reading a pattern once, from its first byte to its last.

use super::fault;

/// The most groups that may have a name.
const MOST_NAMED: usize = 100;

/// Whether Python's `re` refuses this count.
#[inline]
const fn is_too_often(count: Option<u64>) -> bool {
    match count {
        Some(count) => count >= u32::MAX as u64,
        None => false,
    }
}

/// What is before the current place, and whether it can be repeated.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Expression,
    Repetition,
}

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many groups are open. Nothing else of a group matters, so groups need no recursion.
    pub(super) groups: usize,
    /// How many groups have a name. Each name is compared with all earlier ones.
    named: usize,
    before: Before,
    /// Whether `^` or `$` is anywhere but at the two ends.
    pub(super) inner_anchor: bool,
}

impl<'a> Reader<'a> {
    #[inline]
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, groups: 0, named: 0, before: Before::Nothing, inner_anchor: false }
    }

    #[inline]
    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    #[inline]
    const fn peek(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.bytes.len() { self.bytes[self.at + ahead] } else { 0 }
    }

    /// Reads one character, escape, class, start or end of a group, or repetition.
    #[inline]
    pub(super) const fn step(&mut self) -> Result<(), &'static str> {
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
                    return Err(fault::CLOSED_GROUP);
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
                // Outside of all groups, it separates two expressions, each with only one of the two anchors.
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

    /// Reads the end of a `*`, `+`, `?` or `{…}`.
    #[inline]
    const fn repetition(&mut self) -> Result<(), &'static str> {
        if !matches!(self.before, Before::Expression) {
            return Err(fault::REPETITION);
        }
        if self.peek(0) == b'?' {
            self.at += 1;
        }
        self.before = Before::Repetition;
        Ok(())
    }

    /// Reads `{2}`, `{2,}`, `{,3}` or `{2,3}`. Other braces are characters.
    #[inline]
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
            return Err(fault::TOO_OFTEN);
        }
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            return Err(fault::COUNT);
        }
        self.repetition()
    }

    #[inline]
    const fn number(&mut self) -> Option<u64> {
        let (start, mut number) = (self.at, 0_u64);
        while self.peek(0).is_ascii_digit() {
            number = number.saturating_mul(10).saturating_add((self.peek(0) - b'0') as u64);
            self.at += 1;
        }
        if self.at > start { Some(number) } else { None }
    }

    /// Reads the start of a group.
    #[inline]
    const fn group(&mut self) -> Result<(), &'static str> {
        let is_at_start = self.at == 0;
        self.at += 1;
        if self.peek(0) == b'?' {
            match (self.peek(1), self.peek(2)) {
                (b':', _) => self.at += 2,
                (b'=' | b'!', _) | (b'<', b'=' | b'!') => return Err(fault::LOOKAROUND),
                (b'<', _) => return Err(fault::NAMED),
                (b'P', b'<') => {
                    self.at += 3;
                    if let Err(fault) = self.name() {
                        return Err(fault);
                    }
                }
                (b'P', b'=') => return Err(fault::BACKREFERENCE),
                (b'a' | b'i' | b'm' | b's' | b'u' | b'x' | b'L' | b'-', _) => return self.flags(is_at_start),
                _ => return Err(fault::GROUP),
            }
        }
        self.groups += 1;
        self.before = Before::Nothing;
        Ok(())
    }

    /// Reads the name of a group and the `>` after it. No other group may have the name.
    #[inline]
    const fn name(&mut self) -> Result<(), &'static str> {
        let start = self.at;
        self.named += 1;
        if self.named > MOST_NAMED {
            return Err(fault::NAME);
        }
        while self.peek(0) == b'_' || self.peek(0) >= 0x80 || self.peek(0).is_ascii_alphanumeric() {
            self.at += 1;
        }
        if self.at == start || self.bytes[start].is_ascii_digit() || self.peek(0) != b'>' {
            return Err(fault::NAME);
        }
        // The text from the name's `(` to its `>`, anywhere before. In a class it would not be a name, and refusing
        // that pattern too is a small loss.
        let length = self.at + 1 - (start - 4);
        let mut earlier = 0;
        while earlier + length <= start - 4 {
            let mut same = 0;
            while same < length && self.bytes[earlier + same] == self.bytes[start - 4 + same] {
                same += 1;
            }
            if same == length {
                return Err(fault::NAME);
            }
            earlier += 1;
        }
        self.at += 1;
        Ok(())
    }

    /// Reads `(?i)` at the start, or `(?i:` anywhere. `-` turns off the flags after it.
    #[inline]
    const fn flags(&mut self, is_at_start: bool) -> Result<(), &'static str> {
        self.at += 1;
        let (mut is_off, mut count, mut of_text) = (false, 0, 0);
        while self.peek(0).is_ascii_alphabetic() || self.peek(0) == b'-' {
            match self.peek(0) {
                b'i' | b'm' | b's' | b'x' => count += 1,
                b'a' | b'u' if !is_off => (count, of_text) = (count + 1, of_text + 1),
                b'-' if !is_off => (is_off, count) = (true, 0),
                _ => return Err(fault::FLAG),
            }
            self.at += 1;
        }
        if count == 0 || of_text > 1 {
            return Err(fault::FLAG);
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
            b')' => Err(fault::FLAGS),
            _ => Err(fault::GROUP),
        }
    }

    /// Reads an escape, in a class or outside of one. Returns the character, or `None` for a set such as `\d`.
    #[inline]
    const fn escape(&mut self) -> Result<Option<u32>, &'static str> {
        let letter = self.peek(1);
        if self.at + 1 >= self.bytes.len() {
            return Err(fault::TRAILING);
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
            b'1'..=b'9' | b'k' => Err(fault::BACKREFERENCE),
            b'x' => self.hexadecimal(2),
            b'u' if self.peek(0) == b'{' => Err(fault::CODE_POINT),
            b'u' => self.hexadecimal(4),
            b'p' | b'P' => Err(fault::PROPERTY),
            b'A' | b'Z' | b'z' => Err(fault::END),
            _ => Err(fault::ESCAPE),
        }
    }

    #[inline]
    const fn hexadecimal(&mut self, digits: usize) -> Result<Option<u32>, &'static str> {
        let (end, mut code) = (self.at + digits, 0);
        while self.at < end {
            match (self.peek(0) as char).to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return Err(fault::HEXADECIMAL),
            }
            self.at += 1;
        }
        Ok(Some(code))
    }

    /// Reads a class. A `]` at its start is a character of it.
    #[inline]
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
                    _ => return Err(fault::RANGE),
                }
            }
        }
        if self.at >= self.bytes.len() {
            return Err(fault::OPEN_CLASS);
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    const fn member(&mut self) -> Result<Option<u32>, &'static str> {
        if self.peek(0) != b'\\' {
            return Ok(Some(self.character()));
        }
        if self.peek(1) == b'B' {
            return Err(fault::ESCAPE);
        }
        self.escape()
    }

    /// Reads one character of the text, which is UTF-8.
    #[inline]
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
