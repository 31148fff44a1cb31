//! Server-sent events: frames out of bytes that come in any split.

use alloc::vec::Vec;
use core::ops::Range;

/// The data of the event that ends a stream of the API.
pub(crate) const DONE: &[u8] = b"[DONE]";

/// Cuts a stream of bytes into the `data` of its events.
///
/// Lines may end with a line feed, a carriage return or both; comments, event names and ids are passed over; the
/// `data` lines of one event are joined. A byte is looked at once, however the bytes are split.
///
/// # Examples
///
/// ```
/// use structured_core::sse::Frames;
///
/// let mut frames = Frames::new();
/// frames.push(b": a comment\r\ndata: {\"a\"");
/// assert_eq!(frames.next_frame(), None);
/// frames.push(b": 1}\r\n\r\n");
/// assert_eq!(frames.next_frame(), Some(&b"{\"a\": 1}"[..]));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Frames {
    /// Bytes that came and are not yet given out.
    buffer: Vec<u8>,
    /// Where the line starts that is being read.
    line: usize,
    /// Up to where that line is known to have no end.
    scanned: usize,
    /// The data of the event that is being read.
    data: Option<Data>,
    /// The data of an event with several `data` lines, joined.
    joined: Vec<u8>,
    /// The last line ended with a carriage return: a line feed right after it belongs to it.
    after_return: bool,
    /// Whether the byte order mark has come, or can no more.
    past_mark: bool,
    start: Start,
    closed: bool,
}

/// Where the data of an event stands.
#[derive(Debug, Clone)]
enum Data {
    Buffer(Range<usize>),
    Joined,
}

/// What is known of the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Start {
    /// Nothing came yet but blanks.
    #[default]
    Open,
    /// Events come.
    Events,
    /// No events: the server answered with one JSON document.
    Document,
}

/// The byte order mark that a stream may begin with.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Frames {
    /// A stream of which nothing came yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.drop_read();
        self.buffer.extend_from_slice(bytes);
        if self.start == Start::Open {
            self.look_at_start();
        }
    }

    /// Says that no more bytes come: an event that no blank line ended is then complete.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// The data of the next event, as far as it is complete.
    pub fn next_frame(&mut self) -> Option<&[u8]> {
        match self.advance()? {
            Data::Buffer(range) => self.buffer.get(range),
            Data::Joined => Some(&self.joined),
        }
    }

    /// The whole stream, if it is one JSON document instead of events: an error body, or an answer that a server did
    /// not stream.
    #[must_use]
    pub fn document(&self) -> Option<&[u8]> {
        (self.start == Start::Document).then_some(&*self.buffer)
    }

    /// Forgets the bytes that were given out, seldom enough that every byte moves at most once on average.
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
        match self.buffer[self.line..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            None => {}
            Some(b'{' | b'[') => self.start = Start::Document,
            Some(_) => self.start = Start::Events,
        }
    }

    /// Reads lines up to the end of an event.
    fn advance(&mut self) -> Option<Data> {
        if self.start != Start::Events {
            return None;
        }
        while let Some(line) = self.next_line() {
            if line.is_empty() {
                if let Some(data) = self.data.take() {
                    return Some(data);
                }
            } else if let Some(value) = self.data_of(line) {
                self.add(value);
            }
        }
        if self.closed { self.data.take() } else { None }
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

    /// The line that the end of the stream ends.
    fn last_line(&mut self) -> Option<Range<usize>> {
        if !self.closed || self.line == self.buffer.len() {
            return None;
        }
        let line = self.line..self.buffer.len();
        self.line = self.buffer.len();
        Some(line)
    }

    /// The value of a `data` line.
    fn data_of(&self, line: Range<usize>) -> Option<Range<usize>> {
        let value = match self.buffer[line.clone()].strip_prefix(b"data")? {
            [] => line.end..line.end,
            [b':', b' ', ..] => line.start + b"data: ".len()..line.end,
            [b':', ..] => line.start + b"data:".len()..line.end,
            _ => return None,
        };
        Some(value)
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
