//! The text of one push, and the place in the value where the text before it ended.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{Error, Position, Reason};
use super::raw::Raw;
use super::string::Escape;
use super::union::Held;
use super::work;

/// The most levels of objects and arrays, as in `serde_json`.
pub(super) const DEPTH_LIMIT: usize = 127;

/// Why reading stopped inside a value. It is small, since every push returns it at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The text ran out.
    More,
    /// The text is wrong. The reader keeps the error.
    Failed,
}

/// The result of reading a value to its end.
pub type Reading<T = ()> = Result<T, Stop>;

/// The position in an open object or array between two pushes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// After the opening bracket.
    Open,
    /// Inside a key.
    Key,
    /// Before the colon.
    Colon,
    /// Before the first byte of a value.
    Start,
    /// Inside a value.
    Value,
    /// After a value.
    After,
    /// After a comma.
    Comma,
}

/// One open object or array.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) at: At,
    /// The current part: the member of an object, or, for a list, whether the element is in it.
    pub(super) index: u32,
}

/// The state between two pushes.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The open objects and arrays, outermost first.
    pub(super) frames: Vec<Frame>,
    /// The text ran out inside a string that is shown, and not inside an escape.
    pub(super) in_string: bool,
    /// A key, or a value that is shown only when it is complete. There is never both, so one buffer is enough.
    pub(super) scratch: String,
    /// An escape that is not complete.
    pub(super) escape: Escape,
    /// A value that is not read into a type.
    pub(super) raw: Raw,
    /// The members of an enum before its tag.
    pub(super) held: Vec<Held>,
    /// How many containers are around the whole text, if it is part of another text.
    pub(super) around: usize,
    /// The error, if there is one.
    pub(super) error: Option<Error>,
    /// The bytes of all earlier pushes.
    consumed: usize,
    line_breaks: usize,
    line_start: usize,
}

impl State {
    /// The state of a text inside this many containers.
    pub(super) fn inside(around: usize) -> Self {
        Self { around, ..Self::default() }
    }

    pub(super) fn consume(&mut self, length: usize) {
        self.consumed += length;
    }
}

/// A cursor in the text of one push.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many open containers are around the current place.
    pub(super) depth: usize,
    pub(super) state: &'a mut State,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, state: &'a mut State) -> Self {
        Self { text, at: 0, depth: 0, state }
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space. It is not consumed.
    #[inline]
    pub(super) fn token(&mut self) -> Reading<u8> {
        loop {
            let byte = self.peek().ok_or(Stop::More)?;
            work::count(1);
            match byte {
                b' ' | b'\t' | b'\r' => {}
                // Strings contain no raw line breaks, so the lines of a text are counted only here.
                b'\n' => {
                    self.state.line_breaks += 1;
                    self.state.line_start = self.state.consumed + self.at + 1;
                }
                _ => return Ok(byte),
            }
            self.at += 1;
        }
    }

    /// Whether an earlier push left a container open at the current depth.
    pub(super) fn resumes(&self) -> bool {
        self.state.frames.len() > self.depth
    }

    /// Enters the container at the current depth: the one that an earlier push left open, or a new one.
    #[inline]
    pub(super) fn enter(&mut self) -> Reading<(usize, Frame)> {
        let level = self.depth;
        self.depth = level + 1;
        if let Some(frame) = self.state.frames.get(level) {
            return Ok((level, *frame));
        }
        if self.state.around + level >= DEPTH_LIMIT {
            return Err(self.fail(Reason::Depth));
        }
        let frame = Frame { at: At::Open, index: 0 };
        self.state.frames.push(frame);
        Ok((level, frame))
    }

    /// Leaves a container that stays open, because its place now has something to show.
    pub(super) fn keep(&mut self, level: usize, frame: Frame) {
        self.depth = level;
        if let Some(kept) = self.state.frames.get_mut(level) {
            *kept = frame;
        }
    }

    /// Leaves the container: finally if it is complete, or else until the next push.
    #[inline]
    pub(super) fn leave<T>(&mut self, level: usize, frame: Frame, reading: Reading<T>) -> Reading<T> {
        self.depth = level;
        if reading.is_ok() {
            self.state.frames.truncate(level);
        } else if let Some(kept) = self.state.frames.get_mut(level) {
            *kept = frame;
        }
        reading
    }

    /// Consumes the first byte of a value, which must be `byte`.
    #[inline]
    pub(super) fn begin(&mut self, byte: u8, wanted: &'static str) -> Reading {
        if self.peek() != Some(byte) {
            return Err(self.expected(wanted));
        }
        self.at += 1;
        Ok(())
    }

    #[cold]
    pub(super) fn fail(&mut self, reason: Reason) -> Stop {
        self.fail_before(reason, 0)
    }

    /// The error is about the value of this length that ends here.
    #[cold]
    pub(super) fn fail_before(&mut self, reason: Reason, length: usize) -> Stop {
        self.state.error = Some(Error::new(reason, self.position_before(length)));
        Stop::Failed
    }

    pub(super) fn position(&self) -> Position {
        self.position_before(0)
    }

    fn position_before(&self, length: usize) -> Position {
        let end = self.state.consumed + self.at;
        // For a value over several lines, only the line of its end is known.
        let offset = end.checked_sub(length).filter(|start| *start >= self.state.line_start).unwrap_or(end);
        let column = offset.saturating_sub(self.state.line_start) + 1;
        Position { offset, line: self.state.line_breaks + 1, column }
    }

    /// Counts the lines of a text that [`token`](Self::token) did not read.
    pub(super) fn count_lines(&mut self, start: usize) {
        let stretch = self.text.get(start..self.at).unwrap_or_default();
        if let Some(last) = stretch.rfind('\n') {
            self.state.line_breaks += stretch.matches('\n').count();
            self.state.line_start = self.state.consumed + start + last + 1;
        }
    }

    #[cold]
    pub(super) fn expected(&mut self, wanted: &'static str) -> Stop {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        self.fail(Reason::Expected { wanted, found })
    }

    #[cold]
    pub(super) fn duplicate(&mut self) -> Stop {
        self.fail(Reason::Duplicate)
    }

    #[cold]
    pub(super) fn missing(&mut self, key: &'static str) -> Stop {
        self.fail(Reason::Missing(key))
    }
}
