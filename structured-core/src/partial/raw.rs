//! A value that is not read into a type: it is skipped, or kept as text until it is complete. It is checked to be JSON,
//! without recursion.

use alloc::vec::Vec;

use super::error::Reason;
use super::string::plain_length;
use super::{Reader, Reading, Stop, work};

/// The state of reading one value.
#[derive(Debug, Default)]
pub(super) struct Raw {
    open: Vec<Bracket>,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Object,
    Array,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Value,
    FirstKey,
    FirstElement,
    Key,
    Colon,
    After,
    Text(Text),
    Number(Number),
    /// The remaining letters of `true`, `false` or `null`.
    Word(&'static [u8]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Text {
    is_key: bool,
    escape: Escape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Backslash,
    /// This many digits of a `\u` are missing.
    Hex(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
}

impl Number {
    /// The state after `byte`, or `None` if the number does not continue with it.
    fn next(self, byte: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Minus, b'0') => Self::Zero,
            (Self::Minus | Self::Integer, b'0'..=b'9') => Self::Integer,
            (Self::Zero | Self::Integer, b'.') => Self::Point,
            (Self::Point | Self::Fraction, b'0'..=b'9') => Self::Fraction,
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Self::Exponent,
            (Self::Exponent, b'+' | b'-') => Self::ExponentSign,
            (Self::Exponent | Self::ExponentSign | Self::ExponentDigits, b'0'..=b'9') => Self::ExponentDigits,
            _ => return None,
        })
    }

    fn may_end(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::ExponentDigits)
    }
}

/// The result of a walk over a piece of text.
enum Walk {
    /// The whole piece belongs to the value, and the value continues.
    More,
    /// The value ended after this many bytes of the piece.
    Done(usize),
    /// The byte at this place is wrong.
    Failed(Reason, usize),
}

impl Raw {
    fn walk(&mut self, bytes: &[u8]) -> Walk {
        let mut at = 0;
        loop {
            if self.place == Place::After && self.open.is_empty() {
                self.place = Place::Value;
                return Walk::Done(at);
            }
            if let Place::Text(text) = self.place
                && text.escape == Escape::None
            {
                at += plain_length(bytes.get(at..).unwrap_or_default());
            }
            let Some(&byte) = bytes.get(at) else { return Walk::More };
            match self.step(byte) {
                Ok(consumed) => at += usize::from(consumed),
                Err(reason) => return Walk::Failed(reason, at),
            }
        }
    }

    /// Reads one byte. `false` if the byte only ended a number, and has to be looked at again.
    fn step(&mut self, byte: u8) -> Result<bool, Reason> {
        work::count(1);
        let is_space = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.place = match self.place {
            Place::Text(text) => text.step(byte)?,
            Place::Number(number) => match number.next(byte) {
                Some(next) => Place::Number(next),
                None if number.may_end() => {
                    self.place = Place::After;
                    return Ok(false);
                }
                None => return Err(Reason::Number),
            },
            Place::Word(letters) => match letters {
                [letter] if *letter == byte => Place::After,
                [letter, rest @ ..] if *letter == byte => Place::Word(rest),
                _ => return Err(Reason::Literal),
            },
            place if is_space => place,
            Place::FirstKey | Place::Key if byte == b'"' => Place::Text(Text { is_key: true, escape: Escape::None }),
            Place::Colon if byte == b':' => Place::Value,
            Place::FirstKey if byte == b'}' => self.close(),
            Place::FirstElement if byte == b']' => self.close(),
            Place::Value | Place::FirstElement => self.value(byte)?,
            Place::After => self.after(byte)?,
            Place::FirstKey | Place::Key => return Err(expected("a key in quotes", byte)),
            Place::Colon => return Err(expected("`:`", byte)),
        };
        Ok(true)
    }

    fn value(&mut self, byte: u8) -> Result<Place, Reason> {
        Ok(match byte {
            b'{' => {
                self.open.push(Bracket::Object);
                Place::FirstKey
            }
            b'[' => {
                self.open.push(Bracket::Array);
                Place::FirstElement
            }
            b'"' => Place::Text(Text { is_key: false, escape: Escape::None }),
            b'-' => Place::Number(Number::Minus),
            b'0' => Place::Number(Number::Zero),
            b'1'..=b'9' => Place::Number(Number::Integer),
            b't' => Place::Word(b"rue"),
            b'f' => Place::Word(b"alse"),
            b'n' => Place::Word(b"ull"),
            _ => return Err(expected("a value", byte)),
        })
    }

    fn after(&mut self, byte: u8) -> Result<Place, Reason> {
        match (self.open.last(), byte) {
            (Some(Bracket::Object), b',') => Ok(Place::Key),
            (Some(Bracket::Array), b',') => Ok(Place::Value),
            (Some(Bracket::Object), b'}') | (Some(Bracket::Array), b']') => Ok(self.close()),
            (Some(Bracket::Object), _) => Err(expected("`,` or `}`", byte)),
            _ => Err(expected("`,` or `]`", byte)),
        }
    }

    fn close(&mut self) -> Place {
        self.open.pop();
        Place::After
    }
}

impl Text {
    fn step(self, byte: u8) -> Result<Place, Reason> {
        let escape = match (self.escape, byte) {
            (Escape::None, b'"') if self.is_key => return Ok(Place::Colon),
            (Escape::None, b'"') => return Ok(Place::After),
            (Escape::None, b'\\') => Escape::Backslash,
            (Escape::None, control) => return Err(Reason::ControlCharacter(control)),
            (Escape::Backslash, b'u') => Escape::Hex(4),
            (Escape::Backslash, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') | (Escape::Hex(1), _)
                if byte.is_ascii_hexdigit() || self.escape == Escape::Backslash =>
            {
                Escape::None
            }
            (Escape::Hex(left), _) if byte.is_ascii_hexdigit() => Escape::Hex(left - 1),
            _ => return Err(Reason::Escape),
        };
        Ok(Place::Text(Self { escape, ..self }))
    }
}

fn expected(wanted: &'static str, found: u8) -> Reason {
    // A byte of a longer character is shown as the replacement character.
    let found = if found.is_ascii() { char::from(found) } else { char::REPLACEMENT_CHARACTER };
    Reason::Expected { wanted, found: Some(found) }
}

impl Reader<'_> {
    /// Skips a value of any type.
    pub(super) fn skip(&mut self) -> Reading {
        let start = self.at;
        let rest = self.rest();
        let walk = self.state.raw.walk(rest);
        self.at += match walk {
            Walk::More => rest.len(),
            Walk::Done(length) | Walk::Failed(_, length) => length,
        };
        self.count_lines(start);
        match walk {
            Walk::More => Err(Stop::More),
            Walk::Done(_) => Ok(()),
            Walk::Failed(reason, _) => Err(self.fail(reason)),
        }
    }

    /// Collects a value of any type, and returns its text when it is complete.
    pub(super) fn whole<R>(&mut self, found: impl FnOnce(&str, &mut Self) -> Reading<R>) -> Reading<R> {
        let start = self.at;
        let walked = self.skip();
        let piece = self.text.get(start..self.at).unwrap_or_default();
        if self.state.scratch.is_empty() && walked.is_ok() {
            return found(piece, self);
        }
        self.state.scratch.push_str(piece);
        walked?;
        let mut text = core::mem::take(&mut self.state.scratch);
        let result = found(&text, self);
        text.clear();
        self.state.scratch = text;
        result
    }

    /// The first byte of the value being collected.
    pub(super) fn first(&self) -> Option<u8> {
        self.state.scratch.as_bytes().first().copied().or_else(|| self.peek())
    }
}
