//! Values that are shown only when they are whole, and are then read by serde.

use alloc::string::{String, ToString};

use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroUsize,
};

use serde::de::DeserializeOwned;

use super::error::Reason;
use super::{Reader, Reading, Slot, Stop};

/// How many characters a number may have. Generous for any number that means something, small enough that digits without
/// end are an error instead of memory.
pub(super) const NUMBER_LIMIT: usize = 4096;

/// Reads a value of a type that only serde knows, once it is whole.
///
/// # Errors
///
/// When the text is not JSON, or serde does not read it as a `T`.
pub fn atom<T: DeserializeOwned>(reader: &mut Reader<'_>) -> Reading<T> {
    reader.whole(|text, reader| read(text, text, reader))
}

/// As [`atom`], for an integer: `-0` is 0, which `serde_json` takes for a float.
///
/// # Errors
///
/// As [`atom`].
pub(super) fn integer<T: DeserializeOwned>(reader: &mut Reader<'_>) -> Reading<T> {
    number(reader, |text, reader| read(if text == "-0" { "0" } else { text }, text, reader))
}

fn float<T: DeserializeOwned>(reader: &mut Reader<'_>) -> Reading<T> {
    number(reader, |text, reader| read(text, text, reader))
}

fn number<T>(reader: &mut Reader<'_>, found: impl FnOnce(&str, &mut Reader<'_>) -> Reading<T>) -> Reading<T> {
    if !matches!(reader.first(), Some(b'-' | b'0'..=b'9')) {
        return Err(reader.expected("a number"));
    }
    let value = reader.whole(|text, reader| match text.len() {
        0..=NUMBER_LIMIT => found(text, reader),
        length => Err(reader.fail_before(Reason::LongNumber, length)),
    });
    if matches!(value, Err(Stop::More)) && reader.state.scratch.len() > NUMBER_LIMIT {
        return Err(reader.fail_before(Reason::LongNumber, reader.state.scratch.len()));
    }
    value
}

fn read<T: DeserializeOwned>(text: &str, written: &str, reader: &mut Reader<'_>) -> Reading<T> {
    serde_json::from_str(text).map_err(|error| reader.fail_before(Reason::Serde(reason(&error)), written.len()))
}

/// serde's reason without its place: that one counts from the start of the value, not of the text.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = alloc::format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).map_or(message.clone(), ToString::to_string)
}

macro_rules! atoms {
    ($read:path: $($type:ty),+) => {$(
        impl Slot for $type {
            #[inline]
            fn open(reader: &mut Reader<'_>) -> Reading<Self> {
                $read(reader)
            }

            #[inline]
            fn grow(&mut self, _: &mut Reader<'_>) -> Reading {
                Ok(())
            }
        }
    )+};
}

atoms!(integer: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
atoms!(integer: NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize);
atoms!(integer: NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize);
atoms!(float: f32, f64);

impl Slot for () {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        match reader.first() {
            Some(b'n') => atom(reader),
            _ => Err(reader.expected("`null`")),
        }
    }

    fn grow(&mut self, _: &mut Reader<'_>) -> Reading {
        Ok(())
    }
}

impl Slot for bool {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        match reader.first() {
            Some(b't' | b'f') => atom(reader),
            _ => Err(reader.expected("`true` or `false`")),
        }
    }

    fn grow(&mut self, _: &mut Reader<'_>) -> Reading {
        Ok(())
    }
}
