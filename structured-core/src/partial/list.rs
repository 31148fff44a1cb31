//! Lists: each element is a place, and the last one may be growing.

use alloc::vec::Vec;

use super::error::{Reason, Segment};
use super::reader::{At, Frame};
use super::{Field, Place, Reader, Reading, Slot};

impl<P: Slot> Slot for Vec<Field<P>> {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        reader.begin(b'[', "an array")?;
        Ok(Self::new())
    }

    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
        let (level, mut frame) = reader.enter()?;
        let reading = elements(self, None, &mut frame, reader);
        reader.leave(level, frame, reading)
    }

    fn inner(&mut self, seen: u32) -> Option<&mut dyn Place> {
        if seen != SEEN {
            return None;
        }
        Some(self.last_mut()?)
    }

    fn segment(&self, seen: u32) -> Option<Segment> {
        Some(Segment::Index(self.len() - usize::from(seen == SEEN && !self.is_empty())))
    }
}

/// The partial of an array: a list with at most `N` elements, and with exactly `N` at its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FixedList<P, const N: usize>(Vec<Field<P>>);

impl<P, const N: usize> FixedList<P, N> {
    /// The elements so far. Only the last one can be growing.
    #[must_use]
    pub fn items(&self) -> &[Field<P>] {
        &self.0
    }
}

impl<P: Slot, const N: usize> Slot for FixedList<P, N> {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        Vec::open(reader).map(Self)
    }

    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
        let (level, mut frame) = reader.enter()?;
        let reading = elements(&mut self.0, Some(N), &mut frame, reader);
        reader.leave(level, frame, reading)
    }

    fn inner(&mut self, seen: u32) -> Option<&mut dyn Place> {
        self.0.inner(seen)
    }

    fn segment(&self, seen: u32) -> Option<Segment> {
        self.0.segment(seen)
    }
}

/// [`Frame::index`] of a list: the element has nothing to show yet, so it is not in the list.
const UNSEEN: u32 = 0;
/// The element is the last one of the list.
const SEEN: u32 = 1;

fn elements<P: Slot>(
    list: &mut Vec<Field<P>>,
    length: Option<usize>,
    frame: &mut Frame,
    reader: &mut Reader<'_>,
) -> Reading {
    loop {
        if frame.at == At::Value {
            match frame.index {
                SEEN => list.last_mut().map_or(Ok(()), |element| element.read(reader))?,
                _ => first(list, frame, reader)?,
            }
            frame.at = At::After;
        }
        match (frame.at, reader.token()?) {
            (At::Open | At::After, b']') => {
                if let Some(length) = length.filter(|length| *length != list.len()) {
                    return Err(reader.fail(Reason::Length(length)));
                }
                reader.at += 1;
                return Ok(());
            }
            (At::After, b',') => {
                reader.at += 1;
                frame.at = At::Comma;
            }
            (At::After, _) => return Err(reader.expected("`,` or `]`")),
            _ if length == Some(list.len()) => return Err(reader.fail(Reason::Length(list.len()))),
            // The element begins here. Its type decides what it may be.
            _ => *frame = Frame { at: At::Value, index: UNSEEN },
        }
    }
}

/// Reads an element that is not in the list, and adds it to the list as soon as there is something to show.
fn first<P: Slot>(list: &mut Vec<Field<P>>, frame: &mut Frame, reader: &mut Reader<'_>) -> Reading {
    let mut element = Field::Absent;
    let reading = element.read(reader);
    if !element.is_absent() {
        list.push(element);
        frame.index = SEEN;
    }
    reading
}
