//! Errors of the partial parser: the reason, the place in the type, and the place in the text.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A text that is not JSON, or not of the type.
///
/// Everything read before the place of the error is still in the partial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    position: Position,
    path: Vec<Segment>,
}

/// A place in the whole text that was pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// One step of a path in the type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// A member of an object.
    Key(&'static str),
    /// An element of a list, from 0.
    Index(usize),
}

/// The reason of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    Expected {
        wanted: &'static str,
        found: Option<char>,
    },
    Duplicate,
    Missing(&'static str),
    UnknownKey(String),
    UnknownVariant(String),
    /// The variant with this name occurs as a string, but contains data.
    WithoutContent(String),
    /// The variant with this name occurs as the key of an object, but contains no data.
    WithContent(String),
    Escape,
    LoneSurrogate,
    ControlCharacter(u8),
    Number,
    Literal,
    LongNumber,
    Depth,
    NotUtf8,
    Trailing,
    Unfinished,
    /// The array has a different number of elements.
    Length(usize),
    Serde(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected { wanted, found: Some(found) } => write!(f, "expected {wanted}, found `{found}`"),
            Self::Expected { wanted, found: None } => write!(f, "expected {wanted}"),
            Self::Duplicate => f.write_str("the key occurs twice in one object"),
            Self::Missing(key) => write!(f, "the object ends without the key `{key}`"),
            Self::UnknownKey(key) => write!(f, "the key `{key}` is not one of the type, which denies unknown keys"),
            Self::UnknownVariant(tag) => write!(f, "`{tag}` is not a variant of the type"),
            Self::WithoutContent(tag) => write!(f, "the variant `{tag}` has no value here, but it contains one"),
            Self::WithContent(tag) => write!(f, "the variant `{tag}` has a value here, but it contains none"),
            Self::Escape => f.write_str("a backslash is not followed by a JSON escape here"),
            Self::LoneSurrogate => {
                f.write_str("a `\\u` escape is one half of a surrogate pair and the other half is missing")
            }
            Self::ControlCharacter(byte) => {
                write!(f, "the control character \\u{byte:04x} is not escaped in a string")
            }
            Self::Number => f.write_str("this is not a number in JSON"),
            Self::Literal => f.write_str("this word is not `true`, `false` or `null`"),
            Self::LongNumber => write!(f, "a number has more than {} characters", super::atom::NUMBER_LIMIT),
            Self::Depth => write!(f, "objects and arrays are nested deeper than {} levels", super::reader::DEPTH_LIMIT),
            Self::NotUtf8 => f.write_str("the bytes are not UTF-8"),
            Self::Trailing => f.write_str("more text follows the end of the value"),
            Self::Unfinished => f.write_str("the text ends before the value does"),
            Self::Length(length) => write!(f, "the array does not have {length} elements, as the type requires"),
            Self::Serde(message) => f.write_str(message),
        }
    }
}

impl Error {
    #[cold]
    pub(super) fn new(reason: Reason, position: Position) -> Self {
        Self(Box::new(Inner { reason, position, path: Vec::new() }))
    }

    #[cold]
    pub(super) fn at(mut self, path: Vec<Segment>) -> Self {
        self.0.path = path;
        self
    }

    /// The same error for a text that was kept, at its place in the whole text.
    pub(super) fn found_at(mut self, position: Position) -> Self {
        self.0.position = position;
        self
    }

    /// The place in the type, like `steps[3].output`; empty for the root.
    #[must_use]
    pub fn path(&self) -> String {
        use core::fmt::Write as _;
        let mut path = String::new();
        for segment in &self.0.path {
            // Writing to a `String` cannot fail.
            let _ = match segment {
                Segment::Key(key) if path.is_empty() => write!(path, "{key}"),
                Segment::Key(key) => write!(path, ".{key}"),
                Segment::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// Whether the text is only incomplete: more text could make it valid.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.0.reason == Reason::Unfinished
    }

    /// The number of bytes of text before the place of the error.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.position.offset
    }

    /// The line of the text, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.position.line
    }

    /// The column in the line, in bytes, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.position.column
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "`{path}`: ")?;
        }
        write!(f, "{} (line {}, column {})", self.0.reason, self.line(), self.column())
    }
}

impl core::error::Error for Error {}
