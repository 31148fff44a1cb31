//! Reading a JSON text into a type: once if it succeeds, and a second time, more slowly, to find the place of an error.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::answer::lenient::{self, NotJson, Wire};

/// How many characters an excerpt shows before and after the place of an error.
const EXCERPT: (usize, usize) = (40, 20);

/// Why a text could not be read into a type, and where. It contains the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Inner {
    kind: ContentErrorKind,
    reason: String,
    place: Place,
    text: String,
}

/// What is wrong with a text that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentErrorKind {
    /// The text is not JSON, or is incomplete.
    NotJson,
    /// The text is JSON, but does not have the shape of the type.
    OtherShape,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    excerpt: String,
}

impl ContentError {
    /// Whether the text is not JSON at all, or JSON of another shape.
    #[must_use]
    pub fn kind(&self) -> ContentErrorKind {
        self.0.kind
    }

    /// The place as a path, like `steps[3].output`; empty for the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.place.path
    }

    /// The line of the place, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.place.line
    }

    /// The column of the place in its line, in characters, from 1; 0 at the start of a line.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.place.column
    }

    /// The text around the place, on one line.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.place.excerpt
    }

    /// What the reader expected and found, without the place.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The whole text as received.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The whole text as received.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0.text
    }

    /// The message for the model, so that its next attempt is better: send it as a message after its answer.
    #[must_use]
    pub fn feedback(&self) -> String {
        let what = match self.0.kind {
            ContentErrorKind::NotJson => "Your answer is not one complete JSON document",
            ContentErrorKind::OtherShape => "Your answer is JSON, but not of the shape that was asked for",
        };
        format!("{what}: {self:#} Answer again with the whole JSON document, corrected, and nothing else.")
    }

    /// The same message for the arguments of a call.
    pub(crate) fn feedback_for_call(&self, tool: &str) -> String {
        let what = match self.0.kind {
            ContentErrorKind::NotJson => "are not one complete JSON document",
            ContentErrorKind::OtherShape => "are JSON, but not of the shape that the tool takes",
        };
        format!("The arguments for `{tool}` {what}: {self:#} Call `{tool}` again with corrected arguments.")
    }

    /// The error of a text that is JSON, but not the JSON that is needed.
    pub(crate) fn other_shape(reason: &str, text: &str) -> Self {
        Self(Box::new(Inner {
            kind: ContentErrorKind::OtherShape,
            reason: reason.to_string(),
            place: Place::of(text, 1, 0, String::new()),
            text: text.to_string(),
        }))
    }
}

impl ContentError {
    /// The error of bytes that are not JSON.
    pub(crate) fn not_json(reason: &str, bytes: &[u8]) -> Self {
        let mut error = Self::other_shape(reason, &String::from_utf8_lossy(bytes));
        error.0.kind = ContentErrorKind::NotJson;
        error
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, reason, place, .. } = &*self.0;
        if f.alternate() {
            return write!(f, "{reason}{place}. Near: `{}`.", place.excerpt);
        }
        let what = match kind {
            ContentErrorKind::NotJson => "not JSON",
            ContentErrorKind::OtherShape => "JSON of another shape",
        };
        write!(f, "{what}: {reason}{place}, near `{}`", place.excerpt)
    }
}

impl core::error::Error for ContentError {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, ", at `{}`", self.path)?;
        }
        write!(f, " (line {}, column {})", self.line, self.column)
    }
}

impl Place {
    /// Converts the line and the column in bytes of `serde_json` to a place.
    fn of(text: &str, line: usize, column: usize, path: String) -> Self {
        let start = match line {
            0 | 1 => 0,
            _ => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(text.len(), |newline| newline + 1),
        };
        let mut at = (start + column).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let shown = excerpt(text, at);
        Self { path, line, column: text[start.min(at)..at].chars().count(), excerpt: shown }
    }
}

fn excerpt(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(EXCERPT.0 - 1).map_or(0, |(index, _)| index);
    let to = text[at..].char_indices().nth(EXCERPT.1).map_or(text.len(), |(index, _)| at + index);
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    shown.extend(text[from..to].chars().map(|c| if c.is_control() { ' ' } else { c }));
    if to < text.len() {
        shown.push('…');
    }
    shown
}

/// Reads a text into a type.
///
/// `-0` is read as `0`: it is a valid `integer` of a schema, but `serde_json` refuses it for integers.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ContentError> {
    serde_json::from_str(text).or_else(|_| read_slowly(text))
}

/// Reads a body into one of the types of the wire, in place. They borrow from the body.
///
/// A body that is not UTF-8 is an error. [`surrogates::replace`](crate::answer::surrogates::replace) turns it into a
/// text.
pub(crate) fn fill_body<'a, T: Wire<'a>>(body: &'a [u8], to: &mut T) -> Result<(), ContentError> {
    fill_text(core::str::from_utf8(body).map_err(|error| not_utf8(body, error))?, to)
}

/// As [`fill_body`], of a body that is known to be UTF-8.
pub(crate) fn fill_text<'a, T: Wire<'a>>(text: &'a str, to: &mut T) -> Result<(), ContentError> {
    lenient::object(text, to).map_err(|NotJson| bad_body(text))
}

/// The error of a body that is not a JSON object, or that has half of a character in a text that is read.
///
/// `serde_json` finds the place and the reason. It finds the path with a `Value`, which is read with recursion: values
/// that are too deep are errors there, but not where they are skipped.
#[cold]
fn bad_body(text: &str) -> ContentError {
    let mut reader = serde_json::Deserializer::from_str(text);
    let in_value = serde_path_to_error::deserialize::<_, serde_json::Value>(&mut reader).err();
    let place = |error: &serde_json::Error| (error.line(), error.column());
    match (serde_json::from_str::<AnyObject>(text), in_value) {
        (Err(error), Some(found)) if place(found.inner()) == place(&error) => {
            error_at(path_text(found.path()), &error, text)
        }
        (Err(error), _) => error_at(String::new(), &error, text),
        (Ok(AnyObject), Some(found)) => error_at(path_text(found.path()), found.inner(), text),
        (Ok(AnyObject), None) => ContentError::not_json("the text could not be read", text.as_bytes()),
    }
}

/// A JSON object whose members are skipped.
struct AnyObject;

impl<'de> Deserialize<'de> for AnyObject {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Self)
    }
}

impl<'de> Visitor<'de> for AnyObject {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self)
    }
}

#[cold]
fn not_utf8(body: &[u8], error: core::str::Utf8Error) -> ContentError {
    let (before, _) = body.split_at(error.valid_up_to());
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let column = before.len() - memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let text = String::from_utf8_lossy(body).into_owned();
    let place = Place::of(&text, line, column, String::new());
    ContentError(Box::new(Inner { kind: ContentErrorKind::NotJson, reason: "invalid UTF-8".to_string(), place, text }))
}

#[cold]
fn read_slowly<T: DeserializeOwned>(text: &str) -> Result<T, ContentError> {
    let mended = without_negative_zeros(text);
    if let Cow::Owned(mended) = &mended
        && let Ok(value) = serde_json::from_str(mended)
    {
        return Ok(value);
    }
    Err(error_with_path::<T>(&mended, text))
}

/// Reads `text` once more while tracking the path. `original` has the same characters at the same places.
#[cold]
fn error_with_path<'a, T: Deserialize<'a>>(text: &'a str, original: &str) -> ContentError {
    let mut reader = serde_json::Deserializer::from_str(text);
    let (path, error) = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Err(error) => (path_text(error.path()), Some(error.into_inner())),
        Ok(_) => (String::new(), reader.end().err()),
    };
    let Some(error) = error else {
        // Only a `Deserialize` with different results for the same input leads here.
        return ContentError::other_shape("the type refused the text once and accepted it the second time", original);
    };
    error_at(path, &error, original)
}

fn error_at(path: String, error: &serde_json::Error, text: &str) -> ContentError {
    let kind = match error.classify() {
        serde_json::error::Category::Data => ContentErrorKind::OtherShape,
        _ => ContentErrorKind::NotJson,
    };
    let place = Place::of(text, error.line(), error.column(), path);
    ContentError(Box::new(Inner { kind, reason: reason(error), place, text: text.to_string() }))
}

fn path_text(path: &serde_path_to_error::Path) -> String {
    let text = path.to_string();
    if text == "." { String::new() } else { text }
}

/// The message of `serde_json` without the position, which [`Place`] shows.
fn reason(error: &serde_json::Error) -> String {
    let mut text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    if text.ends_with(&place) {
        text.truncate(text.len() - place.len());
    }
    text
}

/// The text with every integer `-0` outside of strings replaced by ` 0`, which has the same length.
fn without_negative_zeros(text: &str) -> Cow<'_, str> {
    let mut mended: Option<Vec<u8>> = None;
    let bytes = text.as_bytes();
    let (mut in_string, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'-' if !in_string && is_negative_zero(&bytes[at..]) => {
                mended.get_or_insert_with(|| bytes.to_vec())[at] = b' ';
            }
            _ => {}
        }
        at += 1;
    }
    mended.and_then(|mended| String::from_utf8(mended).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn is_negative_zero(number: &[u8]) -> bool {
    number.get(1) == Some(&b'0') && !matches!(number.get(2), Some(b'0'..=b'9' | b'.' | b'e' | b'E'))
}
