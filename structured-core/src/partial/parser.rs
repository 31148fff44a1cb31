//! The parser of a partial: text in, and the partial lent.

use alloc::vec::Vec;
use core::fmt;

use crate::answer::sink::TextSink;

use super::error::{Position, Reason, Segment};
use super::reader::{At, Frame, State};
use super::string::plain_length;
use super::{Error, Partial, Place, Reader, Root, Slot, Stop, work};

/// Reads the JSON text of a `T` in pieces of any size, and lends the value as far as it is known.
///
/// `T` is a struct with named fields, as every root is, or a newtype around one.
pub struct PartialParser<T: Partial<Partial: Root>> {
    root: T::Partial,
    stage: Stage,
    state: State,
    tail: Tail,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// White space may come before the value.
    Before,
    Inside,
    /// Only white space may follow.
    After,
    Failed,
}

/// The first bytes of a character whose other bytes were not received yet.
#[derive(Debug, Default)]
struct Tail {
    bytes: [u8; 4],
    length: usize,
}

impl<T: Partial<Partial: Root>> Default for PartialParser<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Partial<Partial: Root>> fmt::Debug for PartialParser<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartialParser")
            .field("snapshot", &self.root)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

impl<T: Partial<Partial: Root>> PartialParser<T> {
    /// Creates a parser that has seen no text.
    #[must_use]
    pub fn new() -> Self {
        Self { root: T::Partial::default(), stage: Stage::Before, state: State::default(), tail: Tail::default() }
    }

    /// Reads the next piece of the text.
    ///
    /// # Errors
    ///
    /// When the text can no longer become a `T`. The snapshot keeps what was read before that place, and every later
    /// push returns the same error.
    pub fn push(&mut self, text: &str) -> Result<(), Error> {
        // Most pieces are in the middle of a string, and are added to it directly.
        if self.state.in_string
            && plain_length(text.as_bytes()) == text.len()
            && let Some(place) = place_in(&mut self.root, &self.state.frames)
        {
            place.append(text);
            self.state.consume(text.len());
            return Ok(());
        }
        if self.tail.length == 0 { self.read(text) } else { self.push_bytes(text.as_bytes()) }
    }

    /// As [`push`](Self::push), for bytes that may be cut inside a character.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push), and when the bytes are not UTF-8.
    pub fn push_bytes(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        while self.tail.length > 0 {
            let Some((&first, rest)) = bytes.split_first() else { return Ok(()) };
            bytes = rest;
            self.complete(first)?;
        }
        match core::str::from_utf8(bytes) {
            Ok(text) => self.read(text),
            Err(error) => {
                let (text, rest) = bytes.split_at(error.valid_up_to());
                self.read(core::str::from_utf8(text).unwrap_or_default())?;
                if error.error_len().is_some() {
                    return self.not_utf8();
                }
                self.keep(Tail::of(rest));
                Ok(())
            }
        }
    }

    /// Adds one byte to the character that an earlier push cut.
    fn complete(&mut self, byte: u8) -> Result<(), Error> {
        let mut tail = core::mem::take(&mut self.tail);
        tail.push(byte);
        match core::str::from_utf8(tail.as_slice()) {
            Ok(character) => self.read(character),
            Err(error) if error.error_len().is_some() => self.not_utf8(),
            Err(_) => {
                self.keep(tail);
                Ok(())
            }
        }
    }

    fn keep(&mut self, tail: Tail) {
        // The next piece begins inside a character, so it is not plain text.
        self.state.in_string &= tail.length == 0;
        self.tail = tail;
    }

    fn not_utf8(&mut self) -> Result<(), Error> {
        Reader::new("", &mut self.state).fail(Reason::NotUtf8);
        self.failed()
    }

    #[inline(never)]
    fn read(&mut self, text: &str) -> Result<(), Error> {
        self.state.in_string = false;
        let mut reader = Reader::new(text, &mut self.state);
        let stop = match self.stage {
            Stage::Before => before(&mut self.root, &mut self.stage, &mut reader),
            Stage::Inside => inside(&mut self.root, &mut self.stage, &mut reader),
            Stage::After => after(&mut self.stage, &mut reader),
            Stage::Failed => Stop::Failed,
        };
        self.state.consume(text.len());
        match stop {
            Stop::More => Ok(()),
            Stop::Failed => self.failed(),
        }
    }

    #[cold]
    fn failed(&mut self) -> Result<(), Error> {
        let path = path(&mut self.root, &self.state.frames);
        self.state.frames.clear();
        if self.stage != Stage::Failed {
            self.stage = Stage::Failed;
            self.state.error = self.state.error.take().map(|error| error.at(path));
        }
        self.state.error.clone().map_or(Ok(()), Err)
    }

    /// The part of the value that is known so far.
    #[must_use]
    pub fn snapshot(&self) -> &T::Partial {
        &self.root
    }

    /// The error in the text, if there is one.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.state.error.as_ref()
    }

    /// Whether the value is complete.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::After)
    }

    /// The end of the text so far.
    pub(super) fn position(&mut self) -> Position {
        Reader::new("", &mut self.state).position()
    }

    /// Ends the text, and returns the partial. For the value itself, see [`AnswerParser`](super::AnswerParser).
    ///
    /// # Errors
    ///
    /// When a push failed, and when the value is not complete.
    pub fn finish(mut self) -> Result<T::Partial, Error> {
        if self.is_done() && self.tail.length == 0 {
            return Ok(self.root);
        }
        if self.state.error.is_none() {
            Reader::new("", &mut self.state).fail(Reason::Unfinished);
        }
        self.state.error.map_or(Ok(self.root), Err)
    }
}

/// A parser is a sink for streams. After an error, nothing is read any more, and the parser keeps the error.
impl<T: Partial<Partial: Root>> TextSink for PartialParser<T> {
    fn push(&mut self, delta: &str) {
        // The parser keeps the error, and the stream continues. The outcome at its end has the error of the whole text.
        let _ = Self::push(self, delta);
    }
}

/// The place inside these open containers. `None` if one of them cannot show yet what is in it.
fn place_in<'a>(root: &'a mut impl Slot, containers: &[Frame]) -> Option<&'a mut dyn Place> {
    let (outermost, inner) = containers.split_first()?;
    work::count(containers.len());
    let mut place = root.inner(outermost.index)?;
    for frame in inner {
        place = place.inner(frame.index)?;
    }
    Some(place)
}

/// The path to the current place in the type.
fn path(root: &mut impl Slot, containers: &[Frame]) -> Vec<Segment> {
    let mut path = Vec::new();
    for (depth, frame) in containers.iter().enumerate().take_while(|(_, frame)| frame.at == At::Value) {
        path.extend(match containers.get(..depth).and_then(|around| place_in(root, around)) {
            Some(place) => place.segment(frame.index),
            None => root.segment(frame.index),
        });
    }
    path
}

fn before<P: Slot>(root: &mut P, stage: &mut Stage, reader: &mut Reader<'_>) -> Stop {
    let opened = reader.token().and_then(|_| P::open(reader)).and_then(|value| {
        *root = value;
        *stage = Stage::Inside;
        root.grow(reader)
    });
    match opened {
        Ok(()) => after(stage, reader),
        Err(stop) => stop,
    }
}

/// Reads the rest of the innermost container, and then of the ones around it as each ends.
fn inside<P: Slot>(root: &mut P, stage: &mut Stage, reader: &mut Reader<'_>) -> Stop {
    loop {
        let around = reader.state.frames.len().saturating_sub(1);
        let innermost = reader.state.frames.get(..around).and_then(|around| place_in(root, around));
        let reading = if let Some(place) = innermost {
            reader.depth = around;
            place.read(reader)
        } else {
            reader.depth = 0;
            root.grow(reader)
        };
        match (reading, reader.state.frames.last_mut()) {
            (Err(stop), _) => return stop,
            (Ok(()), Some(frame)) => frame.at = At::After,
            (Ok(()), None) => return after(stage, reader),
        }
    }
}

fn after(stage: &mut Stage, reader: &mut Reader<'_>) -> Stop {
    *stage = Stage::After;
    match reader.token() {
        Ok(_) => reader.fail(Reason::Trailing),
        Err(stop) => stop,
    }
}

impl Tail {
    fn of(bytes: &[u8]) -> Self {
        let mut tail = Self::default();
        for &byte in bytes {
            tail.push(byte);
        }
        tail
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn as_slice(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}
