//! The text of one push, and where in the value the text before it stopped.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{Error, Position, Reason};
use super::raw::Raw;
use super::string::Escape;
use super::union::Held;
use super::work;

/// How deep objects and arrays may be nested; the same as `serde_json`'s own limit.
pub(super) const DEPTH_LIMIT: usize = 127;

/// Why reading stopped inside a value. Small, since it is handed up at the end of every push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The text ran out.
    More,
    /// The text is wrong; the reader keeps the error.
    Failed,
}

/// A value read to its end, or why not.
pub type Reading<T = ()> = Result<T, Stop>;

/// Where the reader is in an open object or array between two pushes.
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
    /// What is being read: the member of an object; for a list, whether the element is in it.
    pub(super) index: u32,
}

/// What has to be remembered between two pushes.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The open objects and arrays, from the root inwards.
    pub(super) frames: Vec<Frame>,
    /// The text ran out inside a string that is being shown, and not inside an escape.
    pub(super) in_string: bool,
    /// A key, or a value that is shown only when it is whole: never both, so one buffer is enough.
    pub(super) scratch: String,
    /// An escape of which some characters have come.
    pub(super) escape: Escape,
    /// A value whose type is not followed.
    pub(super) raw: Raw,
    /// Members of an enum whose tag has not come.
    pub(super) held: Vec<Held>,
    /// How many containers surround the whole text, where it is a part of another.
    pub(super) around: usize,
    /// What is wrong, once something is.
    pub(super) error: Option<Error>,
    /// Bytes of all pushes before this one.
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
    /// How many open containers surround the place that is being read.
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

    /// The next byte that is not white space, not consumed.
    #[inline]
    pub(super) fn token(&mut self) -> Reading<u8> {
        loop {
            let byte = self.peek().ok_or(Stop::More)?;
            work::count(1);
            match byte {
                b' ' | b'\t' | b'\r' => {}
                // Strings hold no raw line breaks, so the lines of a text are counted here and nowhere else.
                b'\n' => {
                    self.state.line_breaks += 1;
                    self.state.line_start = self.state.consumed + self.at + 1;
                }
                _ => return Ok(byte),
            }
            self.at += 1;
        }
    }

    /// Whether a former push left a container open at the present depth.
    pub(super) fn resumes(&self) -> bool {
        self.state.frames.len() > self.depth
    }

    /// Enters the container at the present depth: the one a former push left open, or a new one.
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

    /// Steps out of a container that stays open, although its place has something to show.
    pub(super) fn keep(&mut self, level: usize, frame: Frame) {
        self.depth = level;
        if let Some(kept) = self.state.frames.get_mut(level) {
            *kept = frame;
        }
    }

    /// Steps out of the container: for good when it is complete, else until the next push.
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

    /// Consumes the first byte of a value, which has to be `byte`.
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

    /// The error is with the value of this length that ends here.
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
        // Of a value that goes over several lines only the end is known by its line.
        let offset = end.checked_sub(length).filter(|start| *start >= self.state.line_start).unwrap_or(end);
        let column = offset.saturating_sub(self.state.line_start) + 1;
        Position { offset, line: self.state.line_breaks + 1, column }
    }

    /// Counts the lines of a stretch that [`token`](Self::token) did not go over.
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
