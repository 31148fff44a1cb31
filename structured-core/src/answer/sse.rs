//! Server-sent events, read from a stream of bytes in any pieces.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The data of the event that ends a stream of the API.
pub(crate) const DONE: &[u8] = b"[DONE]";

/// The names of fields.
const FIELDS: [&[u8]; 4] = [b"data", b"event", b"id", b"retry"];

/// The name of an event that is an error.
pub(crate) const ERROR: &str = "error";

/// How many bytes of text outside of events are kept, for the error message.
const KEPT_TEXT: usize = 2_000;

/// One event of a stream; it borrows from the [`Decoder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The name in its `event` line; empty when it has none.
    pub name: &'a str,
    /// Its `data` lines, joined.
    pub data: &'a [u8],
}

/// Reads the events of a stream of bytes.
///
/// Lines may end with a line feed, a carriage return or both. Comments and ids are skipped, and the `data` lines of one
/// event are joined. Each byte is looked at once, however the bytes are split.
///
/// Beyond the standard, it accepts what servers write when they fail in the middle of a stream: a line `error: …` is an
/// event with that name, and a line that is a JSON object is an event with that data.
///
/// # Examples
///
/// ```
/// use structured_core::sse::Decoder;
///
/// let mut decoder = Decoder::new();
/// decoder.push(b": a comment\r\nevent: chunk\r\ndata: {\"a\"");
/// assert_eq!(decoder.next_event(), None);
/// decoder.push(b": 1}\r\n\r\n");
/// let event = decoder.next_event().expect("the event is complete");
/// assert_eq!((event.name, event.data), ("chunk", &b"{\"a\": 1}"[..]));
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate fact about the bytes")]
pub struct Decoder {
    /// Received bytes that are not used up yet.
    buffer: Vec<u8>,
    /// The start of the current line.
    line: usize,
    /// The position up to which the current line has no end.
    scanned: usize,
    /// The name of the current event.
    name: String,
    /// The name of the last event that was returned.
    last_name: String,
    /// The data of the current event.
    data: Option<Data>,
    /// The data of an event with several `data` lines, joined.
    joined: Vec<u8>,
    /// The current event is a JSON object without a `data` field, over several lines.
    in_object: bool,
    /// Lines that are not part of an event.
    text: Vec<u8>,
    /// The last line ended with a carriage return: a line feed right after it is part of the same line break.
    after_return: bool,
    /// Whether the byte order mark was read, or can no longer follow.
    past_mark: bool,
    start: Start,
    closed: bool,
    limit: usize,
    too_large: bool,
}

/// Where the data of an event is.
#[derive(Debug, Clone)]
enum Data {
    Buffer(Range<usize>),
    Joined,
}

/// The kind of the stream, which its first bytes show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Start {
    /// Only blanks were received.
    #[default]
    Open,
    /// The stream consists of events.
    Events,
    /// The stream is one JSON document.
    Document,
}

/// The byte order mark that a stream may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Default for Decoder {
    fn default() -> Self {
        Self::with_limit(usize::MAX)
    }
}

impl Decoder {
    /// Creates a decoder that has seen no bytes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a decoder that stops at an event of more than `limit` bytes; see [`is_too_large`](Self::is_too_large).
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            line: 0,
            scanned: 0,
            name: String::new(),
            last_name: String::new(),
            data: None,
            joined: Vec::new(),
            in_object: false,
            text: Vec::new(),
            after_return: false,
            past_mark: false,
            start: Start::Open,
            closed: false,
            limit,
            too_large: false,
        }
    }

    pub(crate) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.too_large {
            return;
        }
        self.drop_read();
        self.buffer.extend_from_slice(bytes);
        if self.start == Start::Open {
            self.look_at_start();
        }
    }

    /// Ends the input. An event without a blank line after it is then complete.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// The next event that is complete; `None` until more bytes are pushed.
    pub fn next_event(&mut self) -> Option<Event<'_>> {
        let data = self.advance()?;
        self.last_name = core::mem::take(&mut self.name);
        self.in_object = false;
        let data = match data {
            Data::Buffer(range) => self.buffer.get(range)?,
            Data::Joined => &self.joined,
        };
        Some(Event { name: &self.last_name, data })
    }

    /// The whole stream, if it is one JSON document instead of events: an error body, or an answer that a server did
    /// not stream.
    #[must_use]
    pub fn document(&self) -> Option<&[u8]> {
        (self.start == Start::Document).then(|| self.buffer.trim_ascii_start())
    }

    /// The beginning of the lines that are not part of an event, such as an HTML page that was sent instead of a
    /// stream.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        self.text.trim_ascii()
    }

    /// Whether an event was larger than the limit. After that, no more events are returned.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.too_large
    }

    /// Reads the lines of a supposed JSON document as events, one on each line.
    pub(crate) fn read_document_as_events(&mut self) {
        self.start = Start::Events;
        self.scanned = self.line;
    }

    /// Drops the bytes that are used up, rarely enough that every byte moves at most once on average.
    fn drop_read(&mut self) {
        let first = match &self.data {
            Some(Data::Buffer(range)) => range.start,
            _ => self.line,
        };
        if first == 0 || first < self.buffer.len() / 2 {
            return;
        }
        self.buffer.drain(..first);
        self.line -= first;
        self.scanned -= first;
        if let Some(Data::Buffer(range)) = &mut self.data {
            *range = range.start - first..range.end - first;
        }
    }

    fn look_at_start(&mut self) {
        if !self.past_mark {
            let mark = BYTE_ORDER_MARK.len().min(self.buffer.len());
            let marked = self.buffer[..mark] == BYTE_ORDER_MARK[..mark];
            if marked && mark < BYTE_ORDER_MARK.len() {
                return;
            }
            if marked {
                self.buffer.drain(..mark);
            }
            self.past_mark = true;
        }
        let first = self.buffer[self.scanned..].iter().position(|byte| !byte.is_ascii_whitespace());
        self.pass_blanks(first.map_or(self.buffer.len(), |first| self.scanned + first));
        self.start = match self.buffer.get(self.scanned) {
            None => return,
            Some(b'{' | b'[') => Start::Document,
            Some(_) => Start::Events,
        };
        if self.start == Start::Events {
            self.scanned = self.line;
        }
    }

    /// Skips the blanks up to `end`, before the first event, so that none is looked at again. Blanks at the start of
    /// a line that is not blank stay.
    fn pass_blanks(&mut self, end: usize) {
        if let Some(newline) = memchr::memrchr2(b'\n', b'\r', &self.buffer[self.scanned..end]) {
            self.line = self.scanned + newline + 1;
            self.after_return = self.buffer[self.line - 1] == b'\r';
        }
        self.scanned = end;
    }

    /// Reads lines up to the end of an event.
    fn advance(&mut self) -> Option<Data> {
        if self.start != Start::Events || self.too_large {
            return None;
        }
        while let Some(line) = self.next_line() {
            if self.data_size() + line.len() > self.limit {
                self.too_large = true;
                return None;
            }
            if line.is_empty() {
                match self.data.take() {
                    Some(data) => return Some(data),
                    None => self.name.clear(),
                }
            } else if self.take_line(line) {
                return self.data.take();
            }
        }
        self.too_large |= self.data_size() + (self.buffer.len() - self.line) > self.limit;
        if self.closed && !self.too_large { self.data.take() } else { None }
    }

    /// Takes a line that is not blank. `true` if it ends its event.
    fn take_line(&mut self, line: Range<usize>) -> bool {
        let bytes = &self.buffer[line.clone()];
        let begins_json = bytes.starts_with(b"{") || bytes.starts_with(b"[{");
        if self.in_object || (begins_json && self.data.is_none()) {
            let is_whole = matches!(bytes.trim_ascii_end().last(), Some(b'}' | b']'));
            let ends = matches!(bytes, b"}" | b"]") || (!self.in_object && is_whole);
            self.in_object = true;
            self.add(line);
            return ends;
        }
        match field(bytes) {
            Some((b"data", value)) => self.add(line.start + value..line.end),
            Some((b"event", value)) => self.name = String::from_utf8_lossy(&bytes[value..]).into_owned(),
            Some((b"error", value)) => {
                self.name = String::from(ERROR);
                self.add(line.start + value..line.end);
                return true;
            }
            Some((b"id" | b"retry" | b"", _)) => {}
            _ => {
                // Blanks before the text are not kept.
                let bytes = if self.text.is_empty() { bytes.trim_ascii_start() } else { bytes };
                let room = KEPT_TEXT.saturating_sub(self.text.len());
                if !bytes.is_empty() {
                    self.text.extend(bytes.iter().chain(b"\n").take(room));
                }
            }
        }
        false
    }

    /// The bytes of the data of the current event, without the current line.
    fn data_size(&self) -> usize {
        match &self.data {
            Some(Data::Buffer(range)) => range.len(),
            Some(Data::Joined) => self.joined.len(),
            None => 0,
        }
    }

    fn next_line(&mut self) -> Option<Range<usize>> {
        if self.after_return && self.line < self.buffer.len() {
            self.after_return = false;
            if self.buffer[self.line] == b'\n' {
                self.line += 1;
                self.scanned = self.scanned.max(self.line);
            }
        }
        let Some(end) = memchr::memchr2(b'\n', b'\r', &self.buffer[self.scanned..]) else {
            self.scanned = self.buffer.len();
            return self.last_line();
        };
        let end = self.scanned + end;
        self.after_return = self.buffer[end] == b'\r';
        let line = self.line..end;
        self.line = end + 1;
        self.scanned = end + 1;
        Some(line)
    }

    /// The last line, which ends with the stream.
    fn last_line(&mut self) -> Option<Range<usize>> {
        if !self.closed || self.line == self.buffer.len() {
            return None;
        }
        let line = self.line..self.buffer.len();
        self.line = self.buffer.len();
        Some(line)
    }

    fn add(&mut self, value: Range<usize>) {
        match self.data.take() {
            None => {
                self.data = Some(Data::Buffer(value));
                return;
            }
            Some(Data::Buffer(first)) => {
                self.joined.clear();
                self.joined.extend_from_slice(&self.buffer[first]);
            }
            Some(Data::Joined) => {}
        }
        self.joined.push(b'\n');
        self.joined.extend_from_slice(&self.buffer[value]);
        self.data = Some(Data::Joined);
    }
}

/// The name of the field of a line, and where its value starts. The name of a comment is empty.
fn field(line: &[u8]) -> Option<(&[u8], usize)> {
    match memchr::memchr(b':', line) {
        Some(colon) => Some((&line[..colon], colon + 1 + usize::from(line.get(colon + 1) == Some(&b' ')))),
        None if FIELDS.contains(&line) => Some((line, line.len())),
        None => None,
    }
}

/// Whether a line may be the beginning of a field with an incomplete name.
pub(crate) fn is_start_of_field(line: &[u8]) -> bool {
    FIELDS.iter().any(|name| name.starts_with(line))
}
