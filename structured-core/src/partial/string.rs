//! Strings: plain text is found in one step, and escapes are put together from any pieces.

use alloc::string::String;

use super::error::Reason;
use super::{Reader, Reading, Slot, Stop, work};
use crate::answer::lenient::{self, hex_digits, simple_escape};

/// The characters of an incomplete escape, with its backslash. A surrogate pair is one escape of 12 characters.
#[derive(Debug, Default)]
pub(super) struct Escape {
    text: [u8; 12],
    length: usize,
}

/// The capacity for the rest of a string whose end is not in this piece, so that short ones need not grow.
const SHORT: usize = 64;

enum Decoded {
    More,
    Char(char),
    Bad(Reason),
}

impl Escape {
    #[inline]
    fn is_open(&self) -> bool {
        self.length > 0
    }

    fn push(&mut self, byte: u8) -> Decoded {
        let Some(place) = self.text.get_mut(self.length) else { return Decoded::Bad(Reason::Escape) };
        *place = byte;
        self.length += 1;
        decode(self.text.get(..self.length).unwrap_or_default())
    }
}

fn decode(escape: &[u8]) -> Decoded {
    match escape {
        [_] | [_, b'u'] => Decoded::More,
        [_, b'u', hex @ ..] => decode_hex(hex),
        [_, letter] => simple_escape(*letter).map_or(Decoded::Bad(Reason::Escape), Decoded::Char),
        _ => Decoded::Bad(Reason::Escape),
    }
}

/// The characters after `\u`: four digits, and for a high surrogate `\u` and the four digits of the low one.
fn decode_hex(hex: &[u8]) -> Decoded {
    let (first, second) = hex.split_at(hex.len().min(4));
    let Some(unit) = hex_digits(first) else { return Decoded::Bad(Reason::Escape) };
    if first.len() < 4 {
        return Decoded::More;
    }
    if !matches!(unit, 0xD800..=0xDFFF) {
        return char::from_u32(unit).map_or(Decoded::Bad(Reason::Escape), Decoded::Char);
    }
    if unit >= 0xDC00 {
        return Decoded::Bad(Reason::LoneSurrogate);
    }
    decode_low(unit, second)
}

fn decode_low(high: u32, second: &[u8]) -> Decoded {
    let digits = match second {
        [] | [b'\\'] | [b'\\', b'u'] => return Decoded::More,
        [b'\\', b'u', digits @ ..] => digits,
        _ => return Decoded::Bad(Reason::LoneSurrogate),
    };
    match hex_digits(digits) {
        None => Decoded::Bad(Reason::Escape),
        Some(_) if digits.len() < 4 => Decoded::More,
        Some(low @ 0xDC00..=0xDFFF) => {
            let scalar = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            char::from_u32(scalar).map_or(Decoded::Bad(Reason::LoneSurrogate), Decoded::Char)
        }
        Some(_) => Decoded::Bad(Reason::LoneSurrogate),
    }
}

/// How many bytes from the start need no decoding: those before a quote, a backslash or a control character.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let length = lenient::plain_length(bytes);
    work::count(length);
    length
}

impl Reader<'_> {
    /// Reads the rest of a string whose opening quote has been consumed.
    pub(super) fn string(&mut self, into: &mut String) -> Reading {
        loop {
            if self.state.escape.is_open() {
                self.escape(into)?;
            }
            self.take_plain(into);
            match self.peek() {
                None => {
                    self.state.in_string = true;
                    return Err(Stop::More);
                }
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.state.escape.push(b'\\');
                }
                Some(control) => return Err(self.fail(Reason::ControlCharacter(control))),
            }
        }
    }

    fn take_plain(&mut self, into: &mut String) {
        let end = self.at + plain_length(self.rest());
        into.push_str(self.text.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    #[cold]
    fn escape(&mut self, into: &mut String) -> Reading {
        loop {
            let byte = self.peek().ok_or(Stop::More)?;
            match self.state.escape.push(byte) {
                Decoded::More => self.at += 1,
                Decoded::Bad(reason) => return Err(self.fail(reason)),
                Decoded::Char(character) => {
                    self.at += 1;
                    self.state.escape.length = 0;
                    into.push(character);
                    return Ok(());
                }
            }
        }
    }

    /// Reads the rest of a key whose opening quote has been consumed, and returns it when it is complete.
    pub(super) fn key<R>(&mut self, found: impl FnOnce(&str) -> R) -> Reading<R> {
        let plain = plain_length(self.rest());
        let next = self.rest().get(plain);
        if self.state.escape.is_open() || next.is_some_and(|&byte| byte != b'"') {
            return self.unplain_key(found);
        }
        let piece = self.text.get(self.at..self.at + plain).unwrap_or_default();
        self.at += plain;
        if next.is_none() {
            self.state.scratch.push_str(piece);
            return Err(Stop::More);
        }
        self.at += 1;
        if self.state.scratch.is_empty() {
            return Ok(found(piece));
        }
        self.state.scratch.push_str(piece);
        let result = found(&self.state.scratch);
        self.state.scratch.clear();
        Ok(result)
    }

    #[cold]
    fn unplain_key<R>(&mut self, found: impl FnOnce(&str) -> R) -> Reading<R> {
        let mut key = core::mem::take(&mut self.state.scratch);
        let result = self.string(&mut key).map(|()| found(&key));
        self.state.in_string = false;
        if result.is_ok() {
            key.clear();
        }
        self.state.scratch = key;
        result
    }
}

impl Slot for String {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        reader.begin(b'"', "a string")?;
        let rest = reader.rest();
        Ok(if plain_length(rest) < rest.len() { Self::new() } else { Self::with_capacity(rest.len() + SHORT) })
    }

    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
        reader.string(self)
    }

    fn append(&mut self, text: &str) {
        self.push_str(text);
    }
}
