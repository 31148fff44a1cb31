//! Enums whose variants contain data: the tag decides what grows. Members before it are kept as text until then.

use alloc::string::String;

use super::atom::atom;
use super::error::Reason;
use super::object::punctuation;
use super::reader::{At, Frame, State};
use super::{Object, Place, Reader, Reading, Stop};

/// The partial of an enum whose variants contain data. Written by the derive; not meant to be implemented by hand.
///
/// As an [`Object`], it has the members of its variant.
#[doc(hidden)]
pub trait Union: Object + Sized {
    /// The variant with a tag, empty.
    fn variant(tag: &str) -> Option<Self>;

    /// Whether the variant contains nothing.
    fn is_unit(&self) -> bool;
}

/// A complete member before the tag, whose place is not known yet.
#[derive(Debug)]
pub(super) struct Held {
    key: String,
    value: String,
}

/// The [`Frame::index`] of the tag.
const TAG: u32 = 0;
/// That of a member that is kept.
const HELD: u32 = 1;
/// That of a member that the type does not know.
const UNKNOWN: u32 = 2;

/// Reads `{"tag": "Variant", …}` until the variant is known. The object continues with the members of the variant.
///
/// With a key for the `content`, that is the only other member.
///
/// # Errors
///
/// When the text runs out, is not JSON, or names no variant of the type.
pub fn open_tagged<U: Union>(reader: &mut Reader<'_>, tag: &'static str, content: Option<&str>) -> Reading<U> {
    if !reader.resumes() {
        reader.begin(b'{', "an object")?;
    }
    let (level, mut frame) = reader.enter()?;
    let reading = until_tag(&mut frame, reader, tag, content);
    reader.keep(level, frame);
    reading
}

fn until_tag<U: Union>(
    frame: &mut Frame,
    reader: &mut Reader<'_>,
    tag: &'static str,
    content: Option<&str>,
) -> Reading<U> {
    loop {
        match (frame.at, frame.index) {
            (At::Key, _) => {
                let (index, key) = reader.key(|key| sort(key, tag, content))?;
                *frame = Frame { at: At::Colon, index };
                reader.state.held.extend(key.map(|key| Held { key, value: String::new() }));
            }
            (At::Value, TAG) => {
                let name = atom::<String>(reader)?;
                frame.at = At::After;
                return decided(&name, reader);
            }
            (At::Value, HELD) => {
                let text = reader.whole(|text, _| Ok(String::from(text)))?;
                if let Some(held) = reader.state.held.last_mut() {
                    held.value = text;
                }
                frame.at = At::After;
            }
            (At::Value, _) => {
                reader.skip()?;
                frame.at = At::After;
            }
            _ => {}
        }
        if punctuation(frame, reader)? {
            return Err(reader.missing(tag));
        }
    }
}

fn sort(key: &str, tag: &str, content: Option<&str>) -> (u32, Option<String>) {
    if key == tag {
        return (TAG, None);
    }
    if content.is_none_or(|content| key == content) { (HELD, Some(key.into())) } else { (UNKNOWN, None) }
}

/// Reads the kept members into the variant, which is now known.
fn decided<U: Union>(name: &str, reader: &mut Reader<'_>) -> Reading<U> {
    let mut union = variant::<U>(name, reader)?;
    for Held { key, value } in core::mem::take(&mut reader.state.held) {
        let Some(index) = union.index(&key) else {
            if union.denies_unknown() {
                return Err(reader.fail(Reason::UnknownKey(key)));
            }
            continue;
        };
        union.member(index).map_or(Ok(()), |place| replay(place, &value, reader))?;
    }
    Ok(union)
}

fn variant<U: Union>(name: &str, reader: &mut Reader<'_>) -> Reading<U> {
    U::variant(name).ok_or_else(|| reader.fail(Reason::UnknownVariant(name.into())))
}

/// Reads a value that was kept.
fn replay(place: &mut dyn Place, value: &str, reader: &mut Reader<'_>) -> Reading {
    // White space after it ends a number.
    let mut text = String::with_capacity(value.len() + 1);
    text.push_str(value);
    text.push(' ');
    let mut state = State::inside(reader.state.around + reader.depth);
    match place.read(&mut Reader::new(&text, &mut state)) {
        Ok(()) => Ok(()),
        Err(Stop::More) => Err(reader.fail(Reason::Unfinished)),
        Err(Stop::Failed) => {
            reader.state.error = state.error.map(|error| error.found_at(reader.position()));
            Err(Stop::Failed)
        }
    }
}

/// Reads `"Variant"` or `{"Variant": …}` until the variant is known.
///
/// # Errors
///
/// When the text runs out, is not JSON, or names no variant of the type.
pub fn open_named<U: Union>(reader: &mut Reader<'_>) -> Reading<U> {
    if !reader.resumes() && reader.first() == Some(b'"') {
        let name = atom::<String>(reader)?;
        let union = variant::<U>(&name, reader)?;
        return if union.is_unit() { Ok(union) } else { Err(reader.fail(Reason::WithoutContent(name))) };
    }
    if !reader.resumes() {
        reader.begin(b'{', "the name of a variant, or an object with it as its key")?;
    }
    let (level, mut frame) = reader.enter()?;
    let reading = named(&mut frame, reader);
    reader.keep(level, frame);
    reading
}

fn named<U: Union>(frame: &mut Frame, reader: &mut Reader<'_>) -> Reading<U> {
    if frame.at == At::Open && punctuation(frame, reader)? {
        return Err(reader.expected("the name of a variant"));
    }
    let name = reader.key(|key| String::from(key))?;
    let union = variant::<U>(&name, reader)?;
    *frame = Frame { at: At::Colon, index: 0 };
    if union.is_unit() { Err(reader.fail(Reason::WithContent(name))) } else { Ok(union) }
}
