//! Halves of surrogate pairs in JSON text: a server that cuts an answer by UTF-16 units sends the halves of a character
//! in two chunks, and `serde_json` refuses each of them.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use crate::answer::lenient::code_unit;

/// Whether none of these texts has a replacement character.
pub(crate) fn are_whole(texts: &[Option<&str>]) -> bool {
    texts.iter().flatten().all(|text| is_whole(text))
}

/// Whether the text has no replacement character.
pub(crate) fn is_whole(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), "\u{fffd}".as_bytes()).is_none()
}

/// The text of a body, with a replacement character for each half without its other half and for each byte that is not
/// UTF-8. It is an owned text exactly when something was replaced.
pub(crate) fn replace(json: &[u8]) -> Cow<'_, str> {
    mend_in(json, None)
}

/// Reads a text. If that fails, reads it again with its halves of characters replaced.
pub(crate) fn read_or_replace<T>(json: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    read(json).or_else(|| match replace(json.as_bytes()) {
        Cow::Owned(mended) => read(&mended),
        Cow::Borrowed(_) => None,
    })
}

/// The text of an event, with each half joined to its other half, which came before, or replaced. A first half at the
/// end of a string is removed, and kept in `pending` for the next event. Bytes that are not UTF-8 are replaced too.
/// `None` when nothing had to change.
pub(crate) fn mend(json: &[u8], pending: &mut Option<u16>) -> Option<String> {
    match mend_in(json, Some(pending)) {
        Cow::Owned(mended) => Some(mended),
        Cow::Borrowed(_) => None,
    }
}

/// The text of `json`. It is an owned text exactly when something was changed.
fn mend_in<'a>(json: &'a [u8], mut pending: Option<&mut Option<u16>>) -> Cow<'a, str> {
    let has_escapes = |escape: &[u8]| memchr::memmem::find(json, escape).is_some();
    let text = match core::str::from_utf8(json) {
        Ok(text) if !has_escapes(b"\\ud") && !has_escapes(b"\\uD") => return Cow::Borrowed(text),
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(json),
    };
    let mut mended = String::new();
    let mut rest = &*text;
    let mut found = matches!(text, Cow::Owned(_));
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        let starts_string = before.ends_with('"') || (before.is_empty() && mended.ends_with('"'));
        mended.push_str(before);
        let length = match (half(escape), escape.get(6..).and_then(half)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => {
                mended.push_str(&escape[..12]);
                12
            }
            (Some(high @ 0xD800..=0xDBFF), _) if pending.is_some() && escape[6..].starts_with('"') => {
                found = true;
                if let Some(pending) = &mut pending {
                    **pending = Some(high);
                }
                6
            }
            (Some(low @ 0xDC00..=0xDFFF), _)
                if starts_string && pending.as_ref().is_some_and(|half| half.is_some()) =>
            {
                let high = pending.as_mut().and_then(|pending| pending.take()).unwrap_or(low);
                mended.extend([format!("\\u{high:04x}"), format!("\\u{low:04x}")]);
                found = true;
                6
            }
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str("\\ufffd");
                found = true;
                6
            }
            _ => {
                let length = escape.chars().take(2).map(char::len_utf8).sum();
                mended.push_str(&escape[..length]);
                length
            }
        };
        rest = &escape[length..];
    }
    mended.push_str(rest);
    if found { Cow::Owned(mended) } else { text }
}

/// The code unit of an escape `\uXXXX` at the start of a text.
fn half(escape: &str) -> Option<u16> {
    code_unit(escape.strip_prefix('\\')?.as_bytes())
}
