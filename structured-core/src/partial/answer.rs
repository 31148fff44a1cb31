//! A growing answer that becomes a value of its type at the end.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use super::error::{Error, Reason};
use super::{Partial, PartialParser, Root};
use crate::answer::json_text;
use crate::answer::sink::TextSink;

/// A [`PartialParser`] that keeps the text, so that [`finish`](Self::finish) returns the value itself.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use structured_core::StructuredOutput;
/// use structured_core::partial::AnswerParser;
///
/// #[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
/// #[structured(partial)]
/// struct Person {
///     name: String,
/// }
///
/// let mut parser = AnswerParser::<Person>::new();
/// parser.push(r#"{"name": "Ad"#)?;
/// assert_eq!(parser.snapshot().name.as_str(), "Ad");
/// parser.push(r#"a"}"#)?;
/// assert_eq!(parser.finish()?, Person { name: "Ada".into() });
/// # }
/// # Ok::<(), structured_core::partial::Error>(())
/// ```
#[derive(Debug)]
pub struct AnswerParser<T: Partial<Partial: Root>> {
    partial: PartialParser<T>,
    text: Vec<u8>,
}

impl<T: Partial<Partial: Root>> Default for AnswerParser<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Partial<Partial: Root>> AnswerParser<T> {
    /// Creates a parser that has seen no text.
    #[must_use]
    pub fn new() -> Self {
        Self { partial: PartialParser::new(), text: Vec::new() }
    }

    /// Reads the next piece of the text.
    ///
    /// # Errors
    ///
    /// As [`PartialParser::push`].
    pub fn push(&mut self, text: &str) -> Result<(), Error> {
        self.text.extend_from_slice(text.as_bytes());
        self.partial.push(text)
    }

    /// As [`push`](Self::push), for bytes that may be cut inside a character.
    ///
    /// # Errors
    ///
    /// As [`PartialParser::push_bytes`].
    pub fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.text.extend_from_slice(bytes);
        self.partial.push_bytes(bytes)
    }

    /// The part of the value that is known so far.
    #[must_use]
    pub fn snapshot(&self) -> &T::Partial {
        self.partial.snapshot()
    }

    /// The error in the text, if there is one.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.partial.error()
    }

    /// Ends the text, and returns the value.
    ///
    /// # Errors
    ///
    /// As [`PartialParser::finish`], and when the type refuses a text that its partial accepts, such as a text that is
    /// not a date.
    pub fn finish(mut self) -> Result<T, Error>
    where
        T: DeserializeOwned,
    {
        let end = self.partial.position();
        self.partial.finish()?;
        let text = String::from_utf8_lossy(&self.text);
        json_text::read(&text).map_err(|error| Error::new(Reason::Serde(error.to_string()), end))
    }
}

/// After an error, nothing is read any more. The parser keeps the error.
impl<T: Partial<Partial: Root>> TextSink for AnswerParser<T> {
    fn push(&mut self, delta: &str) {
        let _ = Self::push(self, delta);
    }
}
