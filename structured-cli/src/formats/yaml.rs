//! YAML 1.2, as far as it has the data model of JSON.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use structured_lint::{JsonValue, MAX_LEVELS, Malformed, Member, Span, Value};

/// The most values that anchors and aliases may copy: the value of an anchor may contain aliases itself.
const MOST_COPIED: usize = 1_000_000;

/// Reads one YAML document.
pub(super) fn read(text: &str) -> Result<JsonValue, Malformed> {
    let mut reader =
        Reader { places: Places::of(text), root: None, open: Vec::new(), anchors: HashMap::new(), copies: MOST_COPIED };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| reader.malformed(&error))?;
        reader.event(event, span)?;
    }
    reader.root.ok_or_else(|| malformed("the file is empty", "write a schema", Span::default()))
}

/// The byte indices of the characters.
enum Places {
    /// Every character is a byte.
    Ascii,
    Starts(Vec<usize>),
}

impl Places {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii;
        }
        Self::Starts(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    fn byte(&self, marker: &Marker) -> usize {
        match self {
            Self::Ascii => marker.index(),
            Self::Starts(starts) => starts.get(marker.index()).or(starts.last()).copied().unwrap_or_default(),
        }
    }
}

/// An array or object that has begun.
struct Open {
    anchor: usize,
    start: usize,
    kind: Kind,
}

enum Kind {
    Array(Vec<JsonValue>),
    Object(Object),
}

#[derive(Default)]
struct Object {
    members: Vec<Member>,
    /// The index of each name in `members`, and whether it comes from `<<`, so that a member of the object itself
    /// replaces it.
    index: HashMap<Box<str>, (usize, bool)>,
    /// The name of the next value.
    name: Option<(Box<str>, Span)>,
}

impl Object {
    /// Adds a member of the object itself. Fails if it has one of that name already.
    fn add(&mut self, member: Member) -> Result<(), Malformed> {
        match self.index.get_mut(&member.name) {
            None => {
                self.index.insert(member.name.clone(), (self.members.len(), false));
                self.members.push(member);
            }
            Some((index, is_merged)) if *is_merged => {
                *is_merged = false;
                self.members[*index] = member;
            }
            Some(_) => {
                let what = format!("the name `{}` appears twice in one object", member.name);
                return Err(malformed(&what, "remove one of the two", member.name_span));
            }
        }
        Ok(())
    }

    /// `<<: *base`, a feature of YAML 1.1 that is still in use.
    fn merge(&mut self, base: JsonValue) {
        let Value::Object(base) = base.value else { return };
        for member in base {
            if !self.index.contains_key(&member.name) {
                self.index.insert(member.name.clone(), (self.members.len(), true));
                self.members.push(member);
            }
        }
    }
}

struct Reader {
    places: Places,
    root: Option<JsonValue>,
    open: Vec<Open>,
    /// The values with an anchor, by its number.
    anchors: HashMap<usize, JsonValue>,
    /// How many values aliases may still copy.
    copies: usize,
}

fn malformed(what: &str, help: &str, span: Span) -> Malformed {
    Malformed { what: what.into(), help: help.into(), span, too_deep: false }
}

fn too_deep(span: Span) -> Malformed {
    let what = format!("values nest more than {MAX_LEVELS} levels deep");
    Malformed { too_deep: true, ..malformed(&what, "move inner objects into `$defs`", span) }
}

impl Reader {
    fn malformed(&self, error: &ScanError) -> Malformed {
        let start = self.places.byte(error.marker());
        malformed(error.info(), "correct the YAML", Span { start, end: start + 1 })
    }

    fn event(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), Malformed> {
        let span = Span { start: self.places.byte(&span.start), end: self.places.byte(&span.end) };
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                let help = "put each document into a file of its own";
                Err(malformed("a second document starts here", help, span))
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Ok(())
            }
            Event::Alias(anchor) => {
                let Some(value) = self.anchors.get(&anchor).cloned() else {
                    return Err(malformed(
                        "an alias refers to the value that contains it",
                        "write the value out",
                        span,
                    ));
                };
                self.pay(&value, span)?;
                self.add(value, span, 0)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.suffix == "str");
                let value = if style == ScalarStyle::Plain && !is_text { plain(&text) } else { Value::string(&text) };
                self.add(JsonValue { value, span }, span, anchor)
            }
            Event::SequenceStart(anchor, _) => self.begin(Kind::Array(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => self.begin(Kind::Object(Object::default()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
        }
    }

    fn begin(&mut self, kind: Kind, anchor: usize, span: Span) -> Result<(), Malformed> {
        if self.open.len() >= MAX_LEVELS {
            return Err(too_deep(span));
        }
        self.open.push(Open { anchor, start: span.start, kind });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Malformed> {
        let Some(Open { anchor, start, kind }) = self.open.pop() else { return Ok(()) };
        let value = match kind {
            Kind::Array(elements) => Value::Array(elements),
            Kind::Object(object) => Value::Object(object.members),
        };
        let span = Span { start, end: span.end.max(start) };
        self.add(JsonValue { value, span }, span, anchor)
    }

    /// Fails if a copy of `value` here would be too large or too deep.
    fn pay(&mut self, value: &JsonValue, span: Span) -> Result<(), Malformed> {
        let (values, levels) = size(value);
        let Some(copies) = self.copies.checked_sub(values) else {
            return Err(malformed("aliases repeat too many values", "write the values out", span));
        };
        self.copies = copies;
        if self.open.len() + levels > MAX_LEVELS { Err(too_deep(span)) } else { Ok(()) }
    }

    fn add(&mut self, value: JsonValue, place: Span, anchor: usize) -> Result<(), Malformed> {
        if anchor > 0 {
            self.pay(&value, place)?;
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(value),
            Some(Kind::Array(elements)) => elements.push(value),
            Some(Kind::Object(object)) => match object.name.take() {
                None => object.name = Some((key(&value, place)?, place)),
                Some((name, _)) if &*name == "<<" => object.merge(value),
                Some((name, name_span)) => object.add(Member { name, name_span, value })?,
            },
        }
        Ok(())
    }
}

fn key(value: &JsonValue, place: Span) -> Result<Box<str>, Malformed> {
    match &value.value {
        Value::String(text) | Value::Number(text) => Ok(text.clone()),
        Value::Bool(value) => Ok(value.to_string().into()),
        Value::Null => Ok("null".into()),
        Value::Array(_) | Value::Object(_) => {
            Err(malformed("the name of a member is not a text", "write a text before the `:`", place))
        }
    }
}

/// How many values are in `value`, and on how many levels.
fn size(value: &JsonValue) -> (usize, usize) {
    let parts: Vec<&JsonValue> = match &value.value {
        Value::Array(elements) => elements.iter().collect(),
        Value::Object(members) => members.iter().map(|member| &member.value).collect(),
        _ => Vec::new(),
    };
    parts.into_iter().map(size).fold((1, 1), |(all, deepest), (values, levels)| (all + values, deepest.max(levels + 1)))
}

/// A scalar without quotes, by the core schema of YAML 1.2.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::string(text), |number| Value::Number(number.into())),
    }
}

/// A number as JSON spells it.
fn number(text: &str) -> Option<String> {
    let starts_like_one = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    if !starts_like_one || !text.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    if serde_json::from_str::<serde_json::Number>(text).is_ok() {
        return Some(text.to_owned());
    }
    let radix = |prefix: &str, radix| u64::from_str_radix(text.strip_prefix(prefix)?, radix).ok();
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(number.to_string());
    }
    let is_decimal = text.chars().all(|character| character.is_ascii_digit() || "+-.eE".contains(character));
    let number: f64 = text.parse().ok().filter(|number: &f64| is_decimal && number.is_finite())?;
    Some(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::read;

    fn json(yaml: &str) -> String {
        read(yaml).map_or_else(|error| format!("{}: {}", error.span.start, error.what), |value| value.to_minified())
    }

    #[test]
    fn yaml_reads_as_the_json_that_it_means() {
        assert_eq!(
            json("a: 1\nb: [x, 'y', \"z\"]\nc:\n  - null\n  - true\n"),
            r#"{"a":1,"b":["x","y","z"],"c":[null,true]}"#
        );
        assert_eq!(
            json("n: [0x10, 0o7, +1, .5, 1., 1e3, -2.50, 1.2.3, 1-2, .inf, 012]"),
            r#"{"n":[16,7,1,0.5,1,1e3,-2.50,"1.2.3","1-2",".inf",12]}"#
        );
        assert_eq!(
            json("base: &b {x: 1}\nown: {<<: *b, y: 2}\nover: {<<: *b, x: 3}"),
            r#"{"base":{"x":1},"own":{"x":1,"y":2},"over":{"x":3}}"#
        );
        assert_eq!(
            json("type: object # a comment\nd: |\n  two\n  lines\n"),
            "{\"type\":\"object\",\"d\":\"two\\nlines\\n\"}"
        );
        assert_eq!(json("a: !!str 1"), r#"{"a":"1"}"#);
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "größe:\n  type: objekt\n";
        let root = read(text).unwrap();
        let value = root.pointer("/größe/type").unwrap();
        assert_eq!(&text[value.span.start..value.span.end], "objekt");
    }

    #[test]
    fn what_is_no_single_document_of_names_and_values_is_an_error() {
        assert!(json("a: 1\na: 2").contains("appears twice"));
        assert!(json("a: 1\n---\nb: 2").contains("second document"));
        assert!(json("? [a]\n: 1").contains("not a text"));
        assert!(json("a: *nothing").contains("nothing") || json("a: *nothing").contains("anchor"));
        assert_eq!(json("a: [1"), "5: while parsing a flow sequence, expected ',' or ']'");
        assert!(json("").contains("empty"));
        assert!(json(&"[".repeat(300)).contains("recursion limit"));
        assert!(json(&"- ".repeat(300)).contains("levels deep"), "{}", json(&"- ".repeat(300)));
        assert!(read(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn aliases_do_not_double_again_and_again() {
        let mut text = String::from("a0: &a0 [x, x]\n");
        for level in 1..60 {
            let below = level - 1;
            text += format!("a{level}: &a{level} [*a{below}, *a{below}]\n").as_str();
        }
        assert!(json(&text).contains("too many values"));
    }
}
