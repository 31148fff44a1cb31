//! A cursor in the JSON text of a body. The types of the wire are read with it directly, in one pass: their texts borrow
//! from the body, and most of the code is generated once for all types.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use super::Loose;
use super::escape::{escape, escape_length};
use super::plain::plain_length;

/// The text is not JSON, or a text that was to be read has half of a character.
///
/// [`json_text`](crate::answer::json_text) finds the place and the reason with `serde_json`, which reads the text once
/// more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson;

/// A place in a JSON text. Each method reads one value, after white space.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// The text of a string with escapes, before its length is known.
    decoded: String,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, decoded: String::new() }
    }

    /// Fails unless only white space is left.
    pub(super) fn end(&mut self) -> Result<(), NotJson> {
        if self.token().is_err() { Ok(()) } else { Err(NotJson) }
    }

    /// The first byte of the next token, which is not consumed. Fails at the end of the text.
    #[inline]
    pub(super) fn token(&mut self) -> Result<u8, NotJson> {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\t' | b'\r') {
                return Ok(byte);
            }
            self.at += 1;
        }
        Err(NotJson)
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), NotJson> {
        if self.token()? != byte {
            return Err(NotJson);
        }
        self.at += 1;
        Ok(())
    }

    /// Whether the next token is this byte. If it is, it is consumed.
    #[inline]
    fn take(&mut self, byte: u8) -> Result<bool, NotJson> {
        let is_next = self.token()? == byte;
        self.at += usize::from(is_next);
        Ok(is_next)
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Reads an object. `member` reads the value of each member.
    pub(crate) fn members(
        &mut self,
        mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Result<(), NotJson>,
    ) -> Result<(), NotJson> {
        self.expect(b'{')?;
        if self.take(b'}')? {
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':')?;
            member(key, self)?;
            if !self.take(b',')? {
                return self.expect(b'}');
            }
        }
    }

    /// Reads a list. `element` reads each element.
    pub(super) fn elements(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), NotJson>,
    ) -> Result<(), NotJson> {
        self.expect(b'[')?;
        let mut is_over = self.take(b']')?;
        while !is_over {
            element(self)?;
            is_over = !self.take(b',')?;
            if is_over {
                self.expect(b']')?;
            }
        }
        Ok(())
    }

    /// Reads a string.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, NotJson> {
        self.expect(b'"')?;
        let end = self.at + plain_length(self.rest());
        match self.text.as_bytes().get(end) {
            Some(b'"') => {
                let text = &self.text[self.at..end];
                self.at = end + 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.string_with_escapes().map(Cow::Owned),
            _ => Err(NotJson),
        }
    }

    /// Reads the rest of a string, whose opening quotation mark was read.
    ///
    /// `serde_json` collects such a string in a buffer that grows step by step. This one has room for all that is left
    /// of the text, so that it is allocated once.
    fn string_with_escapes(&mut self) -> Result<String, NotJson> {
        self.decoded.clear();
        self.decoded.reserve(self.text.len() - self.at);
        loop {
            let end = self.at + plain_length(self.rest());
            self.decoded.push_str(&self.text[self.at..end]);
            self.at = end + 1;
            match self.text.as_bytes().get(end) {
                Some(b'"') => return Ok(self.take_decoded()),
                Some(b'\\') => {
                    let (character, length) = escape(self.rest()).ok_or(NotJson)?;
                    self.decoded.push(character);
                    self.at += length;
                }
                _ => return Err(NotJson),
            }
        }
    }

    /// The decoded string. It is copied if most of the room was not needed.
    fn take_decoded(&mut self) -> String {
        if self.decoded.len() >= self.decoded.capacity() / 2 {
            core::mem::take(&mut self.decoded)
        } else {
            self.decoded.as_str().to_owned()
        }
    }

    /// Skips a value, at any depth without recursion.
    pub(crate) fn skip(&mut self) -> Result<(), NotJson> {
        // The brackets that close the open objects and lists.
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.token()? {
                b'"' => self.skip_string()?,
                b'{' => {
                    self.at += 1;
                    if !self.take(b'}')? {
                        open.push(b'}');
                        self.skip_key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.at += 1;
                    if !self.take(b']')? {
                        open.push(b']');
                        continue;
                    }
                }
                b't' => self.skip_word("true")?,
                b'f' => self.skip_word("false")?,
                b'n' => self.skip_word("null")?,
                _ => drop(self.number_text()?),
            }
            loop {
                let Some(&close) = open.last() else { return Ok(()) };
                if self.take(b',')? {
                    if close == b'}' {
                        self.skip_key()?;
                    }
                    break;
                }
                self.expect(close)?;
                open.pop();
            }
        }
    }

    fn skip_key(&mut self) -> Result<(), NotJson> {
        if self.token()? != b'"' {
            return Err(NotJson);
        }
        self.skip_string()?;
        self.expect(b':')
    }

    /// Skips a string. It may contain halves of characters.
    fn skip_string(&mut self) -> Result<(), NotJson> {
        self.at += 1;
        loop {
            self.at += plain_length(self.rest());
            match *self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                [b'\\', ref rest @ ..] => self.at += 1 + escape_length(rest).ok_or(NotJson)?,
                _ => return Err(NotJson),
            }
        }
    }

    fn skip_word(&mut self, word: &str) -> Result<(), NotJson> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(NotJson);
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads a number, as it is written.
    fn number_text(&mut self) -> Result<&'a str, NotJson> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += usize::from(bytes.get(self.at) == Some(&b'-'));
        let has_more_digits = bytes.get(self.at) != Some(&b'0');
        self.skip_digits(if has_more_digits { usize::MAX } else { 1 })?;
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.skip_digits(usize::MAX)?;
        }
        if matches!(bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            self.skip_digits(usize::MAX)?;
        }
        Ok(&self.text[start..self.at])
    }

    /// Skips at most this many digits. Fails if there is none.
    fn skip_digits(&mut self, most: usize) -> Result<(), NotJson> {
        let length = self.rest().iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        if length == 0 { Err(NotJson) } else { Ok(()) }
    }

    /// Reads a value of any type, as it is written.
    pub(crate) fn raw(&mut self) -> Result<&'a str, NotJson> {
        self.token()?;
        let start = self.at;
        self.skip()?;
        Ok(&self.text[start..self.at])
    }

    /// Reads a value of any type, as it is written. `None` if it is `null`.
    pub(crate) fn raw_unless_null(&mut self) -> Result<Option<&'a str>, NotJson> {
        self.raw().map(|json| Some(json).filter(|json| *json != "null"))
    }

    /// Reads a value that should be a text.
    pub(crate) fn loose(&mut self) -> Result<Loose<'a>, NotJson> {
        Ok(match self.token()? {
            b'"' => Loose::Text(self.string()?),
            b'n' => {
                self.skip_word("null")?;
                Loose::Null
            }
            _ => Loose::Other(self.raw()?),
        })
    }

    /// Reads a count. A value that is not a number is zero, so that it does not cost the answer.
    pub(crate) fn count(&mut self) -> Result<u64, NotJson> {
        Ok(self.number()?.unwrap_or(0))
    }

    /// Reads an index. `None` if the value is not an index.
    pub(crate) fn index(&mut self) -> Result<Option<u32>, NotJson> {
        Ok(self.number()?.and_then(|number| number.try_into().ok()))
    }

    /// Reads a number that is not negative, or a text that contains one. `None` if the value is neither.
    fn number(&mut self) -> Result<Option<u64>, NotJson> {
        match self.token()? {
            b'"' => Ok(self.string()?.parse().ok()),
            b'-' | b'0'..=b'9' => self.number_text().map(whole_number),
            _ => self.skip().map(|()| None),
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, as wanted")]
fn whole_number(number: &str) -> Option<u64> {
    number.parse().ok().or_else(|| {
        let number: f64 = number.parse().ok()?;
        (number >= 0.0).then_some(number as u64)
    })
}
