//! Reading some members of an object, and the elements of a list.

use alloc::vec::Vec;

use super::{Cursor, Loose};

/// The names of members, and the places for their values.
type Fields<'f, 'a> = [(&'static str, &'f mut Loose<'a>)];

/// Reads these members of a JSON object. `None` if the text is not an object.
pub(crate) fn fields<'a>(json: &'a str, fields: &mut Fields<'_, 'a>) -> Option<()> {
    let read = Cursor::new(json).members(|key, value| {
        match fields.iter_mut().find(|(name, _)| *name == key) {
            Some((_, field)) => **field = value.loose()?,
            None => value.skip()?,
        }
        Ok(())
    });
    read.ok()
}

/// The elements of a JSON list. There are none if the text is not a list.
pub(crate) fn elements(json: &str) -> Vec<&str> {
    let mut elements = Vec::new();
    let read = Cursor::new(json).elements(|element| {
        elements.push(element.raw()?);
        Ok(())
    });
    if read.is_ok() { elements } else { Vec::new() }
}
