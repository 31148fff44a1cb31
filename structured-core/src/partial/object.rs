//! Objects: keys in any order, with each member filled in its place.

use super::error::{Reason, Segment};
use super::reader::{At, Frame};
use super::{Place, Reader, Reading, Slot};

/// A partial whose JSON is an object. Written by the derive; not meant to be implemented by hand.
#[doc(hidden)]
pub trait Object {
    /// The number of the member with this key, by its name or one of its aliases.
    fn index(&self, key: &str) -> Option<u32>;

    /// The name of a member, for messages.
    fn name(&self, index: u32) -> Option<&'static str>;

    /// The place of a member. `None` if no member has the number.
    fn member(&mut self, index: u32) -> Option<&mut dyn Place>;

    /// Whether the type is marked `#[serde(deny_unknown_fields)]`.
    fn denies_unknown(&self) -> bool {
        false
    }

    /// The key of the tag that determines the members.
    fn tag(&self) -> Option<&'static str> {
        None
    }

    /// Ends the object: missing members get their values.
    ///
    /// # Errors
    ///
    /// When a required member is missing.
    fn close(&mut self, reader: &mut Reader<'_>) -> Reading;
}

/// A flattened partial at its beginning. A flattened type is always an object: any other does not compile.
#[must_use]
pub fn empty<P: Slot>() -> P {
    P::empty_object()
        .unwrap_or_else(|| unreachable!("the check of the schema refuses a flattened type that is not an object"))
}

/// The number of the member with this key in a flattened partial, or in one that shares its object with a tag.
pub fn index_in(slot: &impl Slot, key: &str) -> Option<u32> {
    slot.as_object()?.index(key)
}

/// The name of a member of such a partial.
pub fn name_in(slot: &impl Slot, index: u32) -> Option<&'static str> {
    slot.as_object()?.name(index)
}

/// The place of a member of such a partial.
pub fn member_in(slot: &mut impl Slot, index: u32) -> Option<&mut dyn Place> {
    slot.as_object_mut()?.member(index)
}

/// Ends the object that contains such a partial.
///
/// # Errors
///
/// As [`Object::close`].
pub fn close_in(slot: &mut impl Slot, reader: &mut Reader<'_>) -> Reading {
    match slot.as_object_mut() {
        Some(object) => object.close(reader),
        None => Ok(()),
    }
}

/// The [`Frame::index`] of an unknown member.
const UNKNOWN: u32 = u32::MAX;

/// Consumes the opening brace.
///
/// # Errors
///
/// When the value is not an object.
pub fn open_object(reader: &mut Reader<'_>) -> Reading {
    reader.begin(b'{', "an object")
}

/// Reads the rest of an object whose opening brace has been consumed.
///
/// # Errors
///
/// When the text runs out, is not JSON, or its value is not of the type.
pub fn grow_object(object: &mut dyn Object, reader: &mut Reader<'_>) -> Reading {
    let (level, mut frame) = reader.enter()?;
    let reading = members(object, &mut frame, reader);
    reader.leave(level, frame, reading)
}

fn members(object: &mut dyn Object, frame: &mut Frame, reader: &mut Reader<'_>) -> Reading {
    loop {
        match frame.at {
            At::Value => {
                match frame.index {
                    UNKNOWN => reader.skip()?,
                    index => object.member(index).map_or(Ok(()), |place| place.read(reader))?,
                }
                frame.at = At::After;
            }
            At::Key => {
                let index = reader.key(|key| known(object, key))?;
                *frame = Frame { at: At::Colon, index: index.map_err(|reason| reader.fail(reason))? };
            }
            _ => {}
        }
        if punctuation(frame, reader)? {
            object.close(reader)?;
            reader.at += 1;
            return Ok(());
        }
    }
}

/// Skips the punctuation between members, up to a key or a value. Returns `true` at the closing brace.
pub(super) fn punctuation(frame: &mut Frame, reader: &mut Reader<'_>) -> Reading<bool> {
    loop {
        match (frame.at, reader.token()?) {
            (At::Open | At::After, b'}') => return Ok(true),
            // The value begins here. Its type decides what it may be.
            (At::Start, _) => {
                frame.at = At::Value;
                return Ok(false);
            }
            (At::Open | At::Comma, b'"') => {
                reader.at += 1;
                frame.at = At::Key;
                return Ok(false);
            }
            (At::Colon, b':') => frame.at = At::Start,
            (At::After, b',') => frame.at = At::Comma,
            (At::Open | At::Comma, _) => return Err(reader.expected("a key in quotes")),
            (At::Colon, _) => return Err(reader.expected("`:`")),
            _ => return Err(reader.expected("`,` or `}`")),
        }
        reader.at += 1;
    }
}

fn known(object: &dyn Object, key: &str) -> Result<u32, Reason> {
    match object.index(key) {
        Some(index) => Ok(index),
        None if object.tag() == Some(key) => Err(Reason::Duplicate),
        None if object.denies_unknown() => Err(Reason::UnknownKey(key.into())),
        None => Ok(UNKNOWN),
    }
}

/// The number of a flattened member. After the numbers of the struct's own members, those of the flattened fields
/// alternate.
///
/// `inner` is its number in its own struct, `turn` is the number of flattened structs, and `first` is the number of the
/// first member of its struct.
#[must_use]
pub fn flattened(inner: u32, turn: usize, first: usize) -> Option<u32> {
    let turn = u32::try_from(turn).ok()?;
    inner.checked_mul(turn)?.checked_add(u32::try_from(first).ok()?)
}

/// The inverse of [`flattened`]: the index of the flattened field, and the number in its own struct.
#[must_use]
pub fn unflattened(number: u32, turn: usize, first: usize) -> (usize, u32) {
    let offset = (number as usize).wrapping_sub(first);
    let inner = offset.checked_div(turn).and_then(|inner| u32::try_from(inner).ok());
    (offset.checked_rem(turn).unwrap_or(usize::MAX), inner.unwrap_or(UNKNOWN))
}

/// The name of a member in a path.
pub fn key_segment(object: &dyn Object, member: u32) -> Option<Segment> {
    object.name(member).map(Segment::Key)
}
