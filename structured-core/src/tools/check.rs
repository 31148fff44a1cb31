//! The compile-time checks of a set of tools.

use super::Offer;
use crate::StructuredOutput;
use crate::profile::{MOST_TOOLS, TOOL_DESCRIPTION_LENGTH};
use crate::schema::catalog::profile_of;
use crate::schema::check::short_name;
use crate::schema::text::{decimal, fail, same};

/// Checks that one request can have this many tools.
#[track_caller]
#[inline]
pub const fn tool_count(owner: &str, count: usize) {
    if count > MOST_TOOLS {
        let (count, most) = (decimal(count), decimal(MOST_TOOLS));
        fail(&[
            "`",
            owner,
            "` has ",
            count.as_str(),
            " tools, and a request may have at most ",
            most.as_str(),
            "\nhelp: make several sets of tools, and offer the one that a request needs",
        ]);
    }
}

/// Checks that the description of `T` is not too long for a tool.
#[track_caller]
pub(crate) const fn check_description<T: StructuredOutput + ?Sized>() {
    description(T::NAME, T::DESCRIPTION, is_strict::<T>());
}

pub(super) const fn is_strict<T: StructuredOutput + ?Sized>() -> bool {
    match T::NODE {
        Ok(link) => profile_of(link).strict,
        Err(_) => false,
    }
}

/// Checks that neither the name nor the description of the tool at `index` is too long for one of the APIs.
#[track_caller]
#[inline]
pub const fn tool_texts(offers: &[Offer], index: usize) {
    let offer = &offers[index];
    short_name(offer.chat.name());
    description(offer.chat.name(), offer.chat.description(), offer.is_strict);
}

#[track_caller]
#[inline]
const fn description(name: &str, description: Option<&str>, is_strict: bool) {
    let length = match description {
        Some(description) if is_strict => characters(description),
        _ => return,
    };
    if length > TOOL_DESCRIPTION_LENGTH {
        let (length, most) = (decimal(length), decimal(TOOL_DESCRIPTION_LENGTH));
        fail(&[
            "the description of tool `",
            name,
            "` has ",
            length.as_str(),
            " characters, and the API takes at most ",
            most.as_str(),
            "\nhelp: shorten the doc comment of the type, or give it another text for the model: \
             `#[structured(description = \"...\")]`",
        ]);
    }
}

/// How many characters a text has.
#[inline]
const fn characters(text: &str) -> usize {
    // A text with no more bytes than the limit needs no count.
    if text.len() <= TOOL_DESCRIPTION_LENGTH {
        return text.len();
    }
    let (bytes, mut count, mut i) = (text.as_bytes(), 0, 0);
    while i < bytes.len() {
        count += (bytes[i] & 0xc0 != 0x80) as usize;
        i += 1;
    }
    count
}

/// Checks that no earlier tool has the name of the tool at `index`.
#[track_caller]
#[inline]
pub const fn tool_name(names: &[&str], variants: &[&str], index: usize) {
    let mut earlier = 0;
    while earlier < index {
        if same(names[earlier], names[index]) {
            fail(&[
                "two tools are called `",
                names[index],
                "`: `",
                variants[earlier],
                "` and `",
                variants[index],
                "`, and a call says only the name\nhelp: give one type another name: `#[structured(name = \"...\")]`",
            ]);
        }
        earlier += 1;
    }
}
