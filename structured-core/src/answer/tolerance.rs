//! Reading the answers of models and servers that do not enforce the schema: the text around the JSON is removed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answer::json_text::{self, ContentError};
use crate::answer::sink::TextSink;

/// How a text is read into a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mode {
    #[default]
    Strict,
    Tolerant,
}

/// What was changed in a text so that it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Repair {
    /// A byte order mark was removed.
    ByteOrderMark,
    /// The model's reasoning, in `<think>…</think>`, was removed.
    Thinking(String),
    /// A code fence around the JSON was removed.
    CodeFence,
    /// Text before the JSON was removed.
    Before(String),
    /// Text after the JSON was removed.
    After(String),
    /// A number like `1.0` was read as an integer.
    Integer,
}

/// A value, and the changes that were necessary to read it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tolerated<T> {
    /// The value.
    pub value: T,
    /// The changes, in order. Empty if the text was read unchanged.
    pub repairs: Vec<Repair>,
}

const OPEN_THINKING: &str = "<think>";
const CLOSE_THINKING: &str = "</think>";
const FENCE: &str = "```";

/// Reads a text into a type, and removes what models put around their JSON: a code fence, `<think>…</think>`, a byte
/// order mark, and text before or after it. `1.0` is read where the type needs an integer.
///
/// This is for answers of servers that do not enforce the schema. Strict structured outputs do not need it, and
/// [`chat::parse`](crate::chat::parse) does not do it; [`chat::parse_tolerant`](crate::chat::parse_tolerant) does.
///
/// # Errors
///
/// When the text does not contain a value of the type. The error describes the original text.
///
/// # Examples
///
/// ```
/// use structured_core::{Repair, read_tolerant};
///
/// let read = read_tolerant::<Vec<u32>>("```json\n[1.0, 2]\n```\nThere you are!")?;
/// assert_eq!(read.value, [1, 2]);
/// assert_eq!(read.repairs, [Repair::CodeFence, Repair::After("There you are!".into()), Repair::Integer]);
/// # Ok::<(), structured_core::ContentError>(())
/// ```
pub fn read_tolerant<T: DeserializeOwned>(text: &str) -> Result<Tolerated<T>, ContentError> {
    match json_text::read(text) {
        Ok(value) => Ok(Tolerated { value, repairs: Vec::new() }),
        Err(error) => repaired(text).ok_or(error),
    }
}

#[cold]
fn repaired<T: DeserializeOwned>(text: &str) -> Option<Tolerated<T>> {
    let (json, mut repairs) = json_in(text)?;
    if let Ok(value) = json_text::read(json) {
        return Some(Tolerated { value, repairs });
    }
    let value = json_text::read(&with_integers(json)?).ok()?;
    repairs.push(Repair::Integer);
    Some(Tolerated { value, repairs })
}

/// The JSON in a text, and what is around it.
fn json_in(text: &str) -> Option<(&str, Vec<Repair>)> {
    let mut repairs = Vec::new();
    let mut rest = text.trim_start();
    if let Some(marked) = rest.strip_prefix('\u{feff}') {
        repairs.push(Repair::ByteOrderMark);
        rest = marked.trim_start();
    }
    // Some templates write only the end tag of the reasoning.
    let thinks = rest.starts_with(OPEN_THINKING) || !rest.starts_with(['{', '[', '"']);
    if let Some((thought, answer)) = rest.split_once(CLOSE_THINKING).filter(|_| thinks) {
        repairs.push(Repair::Thinking(thought.trim_start_matches(OPEN_THINKING).trim().to_string()));
        rest = answer.trim_start();
    }
    // Text inside the reasoning is not the answer.
    if rest.starts_with(OPEN_THINKING) {
        return None;
    }
    let mut fenced = false;
    if !rest.starts_with(['{', '[']) {
        let start = rest.find(FENCE).map(|at| (at, true)).or_else(|| Some((rest.find(['{', '['])?, false)));
        let (before, is_fence) = start?;
        if !rest[..before].trim().is_empty() {
            repairs.push(Repair::Before(rest[..before].trim().to_string()));
        }
        rest = &rest[before..];
        if is_fence {
            fenced = true;
            repairs.push(Repair::CodeFence);
            rest = rest.split_once('\n')?.1.trim_start();
        }
    }
    let end = end_of_value(rest)?;
    let (json, mut after) = (&rest[..end], rest[end..].trim());
    if fenced {
        after = after.strip_prefix(FENCE).unwrap_or(after).trim();
    }
    if !after.is_empty() {
        repairs.push(Repair::After(after.to_string()));
    }
    Some((json, repairs))
}

/// Where the first value of a text ends.
fn end_of_value(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// The text without the `.0` of each number outside of strings; `None` when there is no such number.
fn with_integers(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut mended = bytes.to_vec();
    let (mut in_string, mut at, mut found) = (false, 0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'.' if !in_string => {
                let zeros = bytes[at + 1..].iter().take_while(|byte| **byte == b'0').count();
                let is_whole = !matches!(bytes.get(at + 1 + zeros), Some(b'0'..=b'9' | b'e' | b'E'));
                if zeros > 0 && is_whole {
                    mended[at..=at + zeros].fill(b' ');
                    found = true;
                }
                at += zeros;
            }
            _ => {}
        }
        at += 1;
    }
    if found { String::from_utf8(mended).ok() } else { None }
}

/// A sink that passes on the JSON in a growing text, without the text around it; see [`read_tolerant`].
///
/// A number like `1.0` is passed on as `1`, because a sink does not know which of the two its type reads. A sink also
/// does not know what follows: if a template writes only the end tag of the reasoning, a `{` or `[` in the reasoning is
/// taken for the start of the JSON.
///
/// # Examples
///
/// ```
/// use structured_core::{TextSink, Tolerant};
///
/// let mut sink = Tolerant::<String>::default();
/// for delta in ["<thi", "nk>2?</think>`", "``js", "on\n[2", "]\n``", "` Bye"] {
///     sink.push(delta);
/// }
/// assert_eq!(sink.get(), "[2]");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Tolerant<S> {
    sink: S,
    /// The end of the text before the JSON, as much as is needed to find the tags.
    before: String,
    stage: Stage,
    depth: usize,
    in_string: bool,
    in_escape: bool,
    /// The zeros after the point of the current number, which are not passed on yet.
    zeros: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    #[default]
    Before,
    Thinking,
    Inside,
    After,
}

impl<S> Tolerant<S> {
    /// Creates a sink that passes the JSON on to another sink.
    pub fn new(sink: S) -> Self {
        let (before, stage) = (String::new(), Stage::Before);
        Self { sink, before, stage, depth: 0, in_string: false, in_escape: false, zeros: None }
    }

    /// The sink that receives the JSON.
    pub fn get(&self) -> &S {
        &self.sink
    }
}

impl<S: TextSink> TextSink for Tolerant<S> {
    fn push(&mut self, delta: &str) {
        let mut rest = delta;
        while !rest.is_empty() {
            rest = match self.stage {
                Stage::Before | Stage::Thinking => self.skip(rest),
                Stage::Inside => self.pass_on(rest),
                Stage::After => return,
            };
        }
    }
}

impl<S: TextSink> Tolerant<S> {
    /// Skips one character before the JSON.
    fn skip<'a>(&mut self, text: &'a str) -> &'a str {
        let length = text.chars().next().map_or(0, char::len_utf8);
        let (character, rest) = text.split_at(length);
        if self.stage == Stage::Before && matches!(character, "{" | "[") {
            self.stage = Stage::Inside;
            return text;
        }
        // Only the last characters are needed to recognize the tags.
        self.before.push_str(character);
        let tag = if self.stage == Stage::Thinking { CLOSE_THINKING } else { OPEN_THINKING };
        if self.before.ends_with(tag) {
            self.stage = if self.stage == Stage::Thinking { Stage::Before } else { Stage::Thinking };
            self.before.clear();
        } else if self.before.len() > 4 * CLOSE_THINKING.len() {
            let cut = self.before.len() - CLOSE_THINKING.len();
            let cut = (cut..self.before.len()).find(|at| self.before.is_char_boundary(*at)).unwrap_or(cut);
            self.before.drain(..cut);
        }
        rest
    }

    /// Passes the JSON on, up to its end.
    fn pass_on<'a>(&mut self, text: &'a str) -> &'a str {
        let mut start = 0;
        let mut end = text.len();
        for (at, byte) in text.bytes().enumerate() {
            if self.in_fraction(byte) {
                start = at + 1;
                continue;
            }
            match byte {
                _ if self.in_escape => self.in_escape = false,
                b'\\' if self.in_string => self.in_escape = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
                b'.' if !self.in_string => {
                    self.sink.push(&text[start..at]);
                    start = at + 1;
                    self.zeros = Some(0);
                }
                _ => {}
            }
            if self.depth == 0 {
                self.stage = Stage::After;
                end = at + 1;
                break;
            }
        }
        self.sink.push(&text[start..end]);
        &text[end..]
    }

    /// Whether a byte is a zero after a point. The first other byte decides whether the zeros are passed on.
    fn in_fraction(&mut self, byte: u8) -> bool {
        const ZEROS: &str = "0000000000000000";
        let Some(zeros) = &mut self.zeros else { return false };
        if byte == b'0' {
            *zeros += 1;
            return true;
        }
        let is_whole = *zeros > 0 && !matches!(byte, b'1'..=b'9' | b'e' | b'E');
        let mut rest = if is_whole { 0 } else { *zeros };
        self.zeros = None;
        if !is_whole {
            self.sink.push(".");
        }
        while rest > 0 {
            let length = rest.min(ZEROS.len());
            self.sink.push(&ZEROS[..length]);
            rest -= length;
        }
        false
    }
}
