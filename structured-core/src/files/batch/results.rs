//! Reading files of answers.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io::{BufRead, ErrorKind, Read};

use serde::de::DeserializeOwned;

use crate::answer::api_error;
use crate::answer::error::Error;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{Cursor, Loose, NotJson, Wire};
use crate::answer::surrogates;
use crate::chat::{self, ChatCompletion};
use crate::responses::{self, Response};

/// The longest line. A longer one is reported as a bad line and skipped. Answers of the API are much shorter.
const LONGEST_LINE: u64 = 64 << 20;

/// How many bytes of a line that is too long are kept for the error.
const SHOWN_OF_LONG_LINE: usize = 200;

/// One line of a file of answers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResultLine<A> {
    /// The number of the line in its file, from 1.
    pub line: u64,
    /// The id of the request. Answers may be in any order.
    pub custom_id: String,
    /// The HTTP status of the answer; `None` if there was none, as for a request that expired.
    pub status_code: Option<u16>,
    /// The answer, or why there is none.
    pub answer: Result<A, Error>,
}

/// Iterates over the lines of a file of answers; see [`results`] and [`response_results`].
///
/// A bad line is an item that is an error, and the iteration continues after it. Only the longest line is in memory.
#[derive(Debug)]
pub struct Results<A, R> {
    reader: R,
    read_answer: fn(u16, &[u8]) -> Result<A, Error>,
    line: u64,
    buffer: Vec<u8>,
    broken: bool,
}

/// Reads a file of answers of Chat Completions, and the content of each answer into `T`.
///
/// # Examples
///
/// ```
/// use structured_core::batch;
///
/// let good = r#"{"custom_id": "a", "response": {"status_code": 200, "body": {"choices": [{"finish_reason": "stop", "message": {"content": "[1]"}}]}}, "error": null}"#;
/// let expired = r#"{"custom_id": "b", "response": null, "error": {"code": "batch_expired", "message": "not in time"}}"#;
/// let file = format!("{good}\nnot JSON\n{expired}\n");
///
/// let mut lines = batch::results::<Vec<u32>, _>(file.as_bytes());
/// assert_eq!(lines.next().unwrap()?.answer?.into_parsed()?, [1]);
/// assert!(lines.next().unwrap().is_err());
/// assert_eq!(lines.next().unwrap()?.custom_id, "b");
/// assert!(lines.next().is_none());
/// # Ok::<(), structured_core::Error>(())
/// ```
pub fn results<T: DeserializeOwned, R: BufRead>(reader: R) -> Results<ChatCompletion<T>, R> {
    Results::new(reader, chat::parse_response)
}

/// Reads a file of answers of the Responses API, and the text of each answer into `T`.
pub fn response_results<T: DeserializeOwned, R: BufRead>(reader: R) -> Results<Response<T>, R> {
    Results::new(reader, responses::parse_response)
}

#[derive(Default)]
struct WireLine<'a> {
    custom_id: Loose<'a>,
    response: Option<WireAnswer<'a>>,
    error: Option<&'a str>,
}

#[derive(Default)]
struct WireAnswer<'a> {
    status_code: Option<u32>,
    body: Option<&'a str>,
}

impl<'a> Wire<'a> for WireLine<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "custom_id" => self.custom_id = value.loose()?,
            "response" => value.fill_option(&mut self.response)?,
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for WireAnswer<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "status_code" => self.status_code = value.index()?,
            "body" => self.body = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<A, R: BufRead> Results<A, R> {
    fn new(reader: R, read_answer: fn(u16, &[u8]) -> Result<A, Error>) -> Self {
        Self { reader, read_answer, line: 0, buffer: Vec::new(), broken: false }
    }

    /// Reads the next line that is not blank into the buffer. `false` at the end of the file.
    fn read_line(&mut self) -> Result<bool, Error> {
        loop {
            self.buffer.clear();
            self.line += 1;
            let mut limited = Read::take(&mut self.reader, LONGEST_LINE);
            let read = limited.read_until(b'\n', &mut self.buffer).map_err(|error| self.fail(&error))?;
            if read == 0 {
                return Ok(false);
            }
            if read as u64 == LONGEST_LINE && self.buffer.last() != Some(&b'\n') {
                return Err(self.pass_over_line());
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    /// Ends the iteration: a reader that failed is not used again.
    fn fail(&mut self, error: &std::io::Error) -> Error {
        self.broken = true;
        Error::io(std::io::Error::new(error.kind(), error.to_string()))
    }

    #[cold]
    fn pass_over_line(&mut self) -> Error {
        let start = String::from_utf8_lossy(&self.buffer[..SHOWN_OF_LONG_LINE]).into_owned();
        self.buffer = Vec::new();
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return self.fail(&error),
                Ok(chunk) => chunk,
            };
            let (used, ended) = match memchr::memchr(b'\n', chunk) {
                Some(end) => (end + 1, true),
                None => (chunk.len(), chunk.is_empty()),
            };
            self.reader.consume(used);
            if ended {
                let error = ContentError::other_shape("the line is longer than 64 MiB", &start);
                return Error::BadLine { line: self.line, error };
            }
        }
    }

    fn read_result(&self) -> Result<ResultLine<A>, Error> {
        let line = self.line;
        let bytes = self.buffer.trim_ascii();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut wire = WireLine::default();
        // Bytes that are not UTF-8 do no harm outside of the answer.
        let text = String::from_utf8_lossy(bytes);
        json_text::fill_text(&text, &mut wire).map_err(|error| Error::BadLine { line, error })?;
        let custom_id = match wire.custom_id {
            Loose::Text(custom_id) => custom_id,
            Loose::Absent => return Err(bad_line(line, "missing field `custom_id`", bytes)),
            Loose::Null | Loose::Other(_) => return Err(bad_line(line, "`custom_id` is not a text", bytes)),
        };
        let status_code = wire.response.as_ref().and_then(|answer| answer.status_code?.try_into().ok());
        let body = wire.response.and_then(|answer| answer.body);
        if matches!(text, Cow::Owned(_)) && !body.is_none_or(surrogates::is_whole) {
            return Err(bad_line(line, "a byte in the answer is not UTF-8", bytes));
        }
        let error = wire.error.and_then(|raw| api_error::in_member(raw, false));
        let answer = match (error, body) {
            (Some(error), _) => Err(error),
            (None, Some(body)) => (self.read_answer)(status_code.unwrap_or(200), body.as_bytes()),
            (None, None) => return Err(bad_line(line, "neither `response` nor `error`", bytes)),
        };
        Ok(ResultLine { line, custom_id: custom_id.into_owned(), status_code, answer })
    }
}

impl<A, R: BufRead> Iterator for Results<A, R> {
    type Item = Result<ResultLine<A>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        match self.read_line() {
            Ok(true) => Some(self.read_result()),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

#[cold]
fn bad_line(line: u64, reason: &str, bytes: &[u8]) -> Error {
    Error::BadLine { line, error: ContentError::other_shape(reason, &String::from_utf8_lossy(bytes)) }
}
