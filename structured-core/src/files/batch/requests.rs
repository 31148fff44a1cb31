//! Writing files of requests.

use alloc::format;
use alloc::vec::Vec;
use std::io::{Error, ErrorKind, Result, Write};

use serde::Serialize;

/// The endpoint for the requests of a batch. A batch has one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Endpoint {
    /// Chat Completions.
    ChatCompletions,
    /// The Responses API.
    Responses,
}

impl Endpoint {
    /// The path in the lines of a batch.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::ChatCompletions => "/v1/chat/completions",
            Self::Responses => "/v1/responses",
        }
    }
}

/// The limits of one file of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Lines of a file.
    pub lines: u64,
    /// Bytes of a file.
    pub bytes: u64,
}

impl Limits {
    /// The limits of the API: 50,000 lines and 200 MB for each file (1 MB is taken as 1,000,000 bytes, the smaller
    /// meaning).
    pub const API: Self = Self { lines: 50_000, bytes: 200_000_000 };
}

/// Writes requests as the lines of batch files, and begins a new file when one is full.
///
/// Only the longest line is in memory. [`finish`](Self::finish) closes the last file and returns
/// whether that succeeded. A value that is dropped closes it too, but cannot report an error.
///
/// # Examples
///
/// ```
/// use structured_core::batch::{Endpoint, Requests};
///
/// let mut files: Vec<Vec<u8>> = Vec::new();
/// let mut requests = Requests::new(Endpoint::ChatCompletions, |_| Ok(Vec::new()), |file| Ok(files.push(file)));
/// requests.push("request-1", &serde_json::json!({"messages": [], "model": "gpt-4o-2024-08-06"}))?;
/// requests.finish()?;
/// assert_eq!(
///     files[0],
///     br#"{"custom_id":"request-1","method":"POST","url":"/v1/chat/completions","body":{"messages":[],"model":"gpt-4o-2024-08-06"}}
/// "#
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Requests<W, O, C>
where
    W: Write,
    C: FnMut(W) -> Result<()>,
{
    endpoint: Endpoint,
    limits: Limits,
    open: O,
    close: C,
    file: Option<W>,
    files: usize,
    lines: u64,
    bytes: u64,
    line: Vec<u8>,
}

#[derive(Serialize)]
struct Line<'a, B: ?Sized> {
    custom_id: &'a str,
    method: &'static str,
    url: &'static str,
    body: &'a B,
}

impl<W, O, C> Requests<W, O, C>
where
    W: Write,
    O: FnMut(usize) -> Result<W>,
    C: FnMut(W) -> Result<()>,
{
    /// Creates a writer of requests for one endpoint. `open` makes the file with a number, from 0. `close` takes each
    /// file that is complete and flushed.
    pub fn new(endpoint: Endpoint, open: O, close: C) -> Self {
        Self::with_limits(endpoint, Limits::API, open, close)
    }

    /// As [`new`](Self::new), with the limits of another server.
    pub fn with_limits(endpoint: Endpoint, limits: Limits, open: O, close: C) -> Self {
        let (file, files, lines, bytes, line) = (None, 0, 0, 0, Vec::new());
        Self { endpoint, limits, open, close, file, files, lines, bytes, line }
    }

    /// Writes a request. `custom_id` is returned with its answer, and must be unique in the whole batch. `body` is the
    /// request that the endpoint would accept.
    ///
    /// # Errors
    ///
    /// When a file cannot be opened or written, when the body does not serialize, and when a single line is larger than
    /// a file may be. That line is not written, but later ones can be.
    pub fn push<B: Serialize + ?Sized>(&mut self, custom_id: &str, body: &B) -> Result<()> {
        self.line.clear();
        let line = Line { custom_id, method: "POST", url: self.endpoint.path(), body };
        serde_json::to_writer(&mut self.line, &line)?;
        self.line.push(b'\n');
        let size = self.line.len() as u64;
        if size > self.limits.bytes {
            let Limits { bytes, .. } = self.limits;
            let text = format!("the request `{custom_id}` has {size} bytes, and a file may have {bytes}");
            return Err(Error::new(ErrorKind::InvalidInput, text));
        }
        if self.lines == self.limits.lines || self.bytes + size > self.limits.bytes {
            self.close_file()?;
        }
        let file = if let Some(file) = &mut self.file {
            file
        } else {
            let file = (self.open)(self.files)?;
            self.files += 1;
            self.file.insert(file)
        };
        file.write_all(&self.line)?;
        self.lines += 1;
        self.bytes += size;
        Ok(())
    }

    /// Closes the last file, and returns the number of files.
    ///
    /// # Errors
    ///
    /// When the file cannot be flushed or closed.
    pub fn finish(mut self) -> Result<usize> {
        self.close_file()?;
        Ok(self.files)
    }
}

impl<W, O, C> Requests<W, O, C>
where
    W: Write,
    C: FnMut(W) -> Result<()>,
{
    fn close_file(&mut self) -> Result<()> {
        (self.lines, self.bytes) = (0, 0);
        let Some(mut file) = self.file.take() else { return Ok(()) };
        file.flush()?;
        (self.close)(file)
    }
}

/// Closes the last file, if [`finish`](Requests::finish) was not called.
impl<W, O, C> Drop for Requests<W, O, C>
where
    W: Write,
    C: FnMut(W) -> Result<()>,
{
    fn drop(&mut self) {
        // `drop` cannot return the error.
        let _ = self.close_file();
    }
}
