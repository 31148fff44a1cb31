//! Reads JSON text into [`JsonValue`]s, with positions, duplicate names and a limit of depth.

use std::collections::HashMap;

use super::pointer::escape_pointer;
use super::value::{FLATTEN, JsonValue, MAX_LEVELS, Member, Span, Value};

/// From this many members on, names are looked up by hash instead of being compared one by one.
const MANY_MEMBERS: usize = 16;

/// A JSON text that was read.
#[derive(Debug, Clone)]
pub struct Document {
    /// The outermost value.
    pub root: JsonValue,
    /// Names that an object has twice. The tree keeps the last value, as most readers do.
    pub duplicates: Vec<Duplicate>,
}

/// A name that its object already has.
#[derive(Debug, Clone)]
pub struct Duplicate {
    /// The name.
    pub name: Box<str>,
    /// JSON pointer to it.
    pub pointer: String,
    /// Its first place.
    pub first: Span,
    /// The place that repeats it.
    pub second: Span,
}

/// Why a text is not JSON, or not JSON that can be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
    /// Where.
    pub span: Span,
    /// Whether it nests deeper than [`MAX_LEVELS`]. The text up to there is well-formed.
    pub too_deep: bool,
}

impl Document {
    /// Reads a JSON text.
    ///
    /// # Errors
    /// If `text` is not one JSON value, or nests more than [`MAX_LEVELS`] deep.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let mut reader = Reader { text, at: 0, path: Vec::new(), duplicates: Vec::new() };
        if text.starts_with('\u{feff}') {
            reader.at = '\u{feff}'.len_utf8();
        }
        let root = reader.value(0)?;
        reader.skip_space();
        match reader.peek() {
            None => Ok(Self { root, duplicates: reader.duplicates }),
            Some(_) => Err(Malformed {
                help: "write one JSON value, and nothing after it".into(),
                ..reader.unexpected("the end of the file")
            }),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The path of the value that is being read.
    path: Vec<Step>,
    duplicates: Vec<Duplicate>,
}

/// One step of a path: a name, given by its place in the text, or an element.
#[derive(Debug, Clone, Copy)]
enum Step {
    Name(Span),
    Element(usize),
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> Span {
        Span { start, end: self.at }
    }

    fn fail(&self, what: &str, help: &str, start: usize) -> Malformed {
        let end = self.at.max(start + 1).min(self.text.len());
        Malformed { what: what.into(), help: help.into(), span: Span { start: start.min(end), end }, too_deep: false }
    }

    fn unexpected(&self, wanted: &str) -> Malformed {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let is_empty = self.text.get(..self.at).unwrap_or_default().trim_start_matches('\u{feff}').trim().is_empty();
        let (what, help, width) = match found {
            None if is_empty => (format!("expected {wanted}, but the text is empty"), "write one JSON value", 0),
            None => {
                let help = "write the rest of the file: it ends in the middle of a value";
                (format!("expected {wanted}, but the file ends here"), help, 0)
            }
            Some(found) => {
                let help = if is_empty {
                    "write one JSON value"
                } else {
                    "correct this place; a comma, a quote or a bracket before it may be missing or too many"
                };
                (format!("expected {wanted}, found `{}`", shown(found)), help, found.len_utf8())
            }
        };
        Malformed { what, help: help.into(), span: Span { start: self.at, end: self.at + width }, too_deep: false }
    }

    fn expect(&mut self, byte: u8, wanted: &str) -> Result<(), Malformed> {
        self.skip_space();
        if self.peek() != Some(byte) {
            return Err(self.unexpected(wanted));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, level: usize) -> Result<JsonValue, Malformed> {
        self.skip_space();
        let start = self.at;
        if level > MAX_LEVELS {
            let what = format!("values nest more than {MAX_LEVELS} levels deep");
            return Err(Malformed { too_deep: true, ..self.fail(&what, FLATTEN, start) });
        }
        let value = match self.peek() {
            Some(b'{') => self.object(level)?,
            Some(b'[') => self.array(level)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("a JSON value")),
        };
        Ok(JsonValue { value, span: self.since(start) })
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Malformed> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.unexpected("a JSON value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, level: usize) -> Result<Value, Malformed> {
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(elements));
        }
        loop {
            self.path.push(Step::Element(elements.len()));
            elements.push(self.value(level + 1)?);
            self.path.pop();
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.unexpected("`,` or `]`")),
            }
        }
        self.at += 1;
        Ok(Value::Array(elements))
    }

    fn object(&mut self, level: usize) -> Result<Value, Malformed> {
        self.at += 1;
        let mut members = Members::default();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(Vec::new()));
        }
        loop {
            self.skip_space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a property name in double quotes"));
            }
            let name = self.string()?;
            let name_span = self.since(start);
            self.expect(b':', "`:` after the property name")?;
            self.path.push(Step::Name(name_span));
            let value = self.value(level + 1)?;
            if let Some((name, first)) = members.add(Member { name, name_span, value }) {
                let pointer = self.pointer();
                self.duplicates.push(Duplicate { name, pointer, first, second: name_span });
            }
            self.path.pop();
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.unexpected("`,` or `}`")),
            }
        }
        self.at += 1;
        Ok(Value::Object(members.list))
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Element(index) => pointer.push_str(&index.to_string()),
                Step::Name(span) => {
                    let quoted = self.text.get(span.start..span.end).unwrap_or_default();
                    let name: String = serde_json::from_str(quoted).unwrap_or_default();
                    pointer.push_str(&escape_pointer(&name));
                }
            }
        }
        pointer
    }

    fn number(&mut self) -> Result<Value, Malformed> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let leading_zero = self.peek() == Some(b'0');
        let digits = self.digits()?;
        if leading_zero && digits > 1 {
            return Err(self.fail("a number does not start with `0`", "remove the `0`", start));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Value::Number(self.text.get(start..self.at).unwrap_or_default().into()))
    }

    fn digits(&mut self) -> Result<usize, Malformed> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(self.at - start) }
    }

    fn control(&self, control: u8) -> Malformed {
        let escape = match control {
            b'\n' => "\\n".into(),
            b'\r' => "\\r".into(),
            b'\t' => "\\t".into(),
            _ => format!("\\u{control:04x}"),
        };
        let what = format!("a string must not contain the control character U+{control:04X}");
        self.fail(&what, &format!("write `{escape}`, or end the string before it with `\"`"), self.at)
    }

    /// Finds the end of the string; `serde_json` resolves the escapes, if there are any.
    fn string(&mut self) -> Result<Box<str>, Malformed> {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            match self.peek() {
                None => return Err(self.fail("this string does not end", "close it with `\"`", start)),
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(control @ 0..=0x1f) => return Err(self.control(control)),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        let quoted = self.text.get(start..self.at).unwrap_or_default();
        if !escaped {
            return Ok(quoted.trim_matches('"').into());
        }
        serde_json::from_str(quoted).map_err(|_| {
            let what = "this string has an escape that JSON does not know";
            self.fail(
                what,
                "write a backslash as `\\\\`, any other character as itself or as `\\u` and four digits",
                start,
            )
        })
    }
}

/// A character as a message shows it: one that cannot be seen by its escape.
fn shown(character: char) -> String {
    if character.is_control() { character.escape_debug().to_string() } else { character.to_string() }
}

/// The members of one object while it is read.
#[derive(Default)]
struct Members {
    list: Vec<Member>,
    index: HashMap<Box<str>, usize>,
}

impl Members {
    fn position(&self, name: &str) -> Option<usize> {
        if self.list.len() < MANY_MEMBERS {
            return self.list.iter().position(|member| *member.name == *name);
        }
        self.index.get(name).copied()
    }

    /// Adds a member; if there is one of its name, returns that and the place of the first.
    fn add(&mut self, member: Member) -> Option<(Box<str>, Span)> {
        if let Some(index) = self.position(&member.name) {
            let earlier = self.list.get_mut(index)?;
            earlier.value = member.value;
            return Some((member.name, earlier.name_span));
        }
        self.list.push(member);
        if self.list.len() == MANY_MEMBERS {
            self.index = self.list.iter().enumerate().map(|(index, member)| (member.name.clone(), index)).collect();
        } else if let (Some(member), true) = (self.list.last(), self.list.len() > MANY_MEMBERS) {
            self.index.insert(member.name.clone(), self.list.len() - 1);
        }
        None
    }
}
