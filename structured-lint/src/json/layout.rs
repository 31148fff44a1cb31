//! A changed document as text, in its original layout: unchanged parts are the same, byte for byte.

use std::borrow::{Cow, ToOwned};
use std::collections::BTreeMap;

use super::print::{write, write_string};
use super::value::{JsonValue, Member, Span, Value};

/// The longest line onto which a changed array or object is put.
const WIDTH: usize = 100;

/// The text of `changed`, in the layout of `text`, from which `original` was read. Nodes of `changed` that come from
/// there still have their spans.
pub(crate) fn text(changed: &JsonValue, original: &JsonValue, text: &str) -> String {
    let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut layout = Layout { text, lines, places: BTreeMap::new(), style: Style::of(original, text) };
    layout.note_places(original);
    let Span { start, end } = original.span;
    let mut out = text.get(..start).unwrap_or_default().to_owned();
    layout.value(changed, "", false, &mut out);
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

struct Layout<'t> {
    text: &'t str,
    /// Where the lines start.
    lines: Vec<usize>,
    /// The values of the text, by their start.
    places: BTreeMap<usize, &'t JsonValue>,
    style: Style<'t>,
}

/// The layout of parts whose original layout is not known.
struct Style<'t> {
    /// The indentation of a level; `None` if the text is one line.
    indent: Option<&'t str>,
    line_break: &'static str,
    /// Whether any array or object is on one line.
    is_inline: bool,
    /// Between a name and its value.
    colon: &'static str,
    /// Between two members on one line.
    comma: &'static str,
    /// Within the braces of an object on one line.
    padding: &'static str,
}

impl<'t> Style<'t> {
    fn of(root: &JsonValue, text: &'t str) -> Self {
        let mut indents = text.lines().skip(1).map(blanks);
        let is_one_line = !is_broken(root, text);
        let mut containers = Vec::new();
        note_containers(root, &mut containers);
        let inline = || containers.iter().filter(|node| !is_broken(node, text));
        let between = |from: Span, to: Span| text.get(from.end..to.start).unwrap_or_default();
        let objects = || containers.iter().filter_map(|node| node.members());
        // Without an example: no blanks if everything is on one line, and blanks otherwise.
        let spaced = |found: Option<bool>| found.unwrap_or(!is_one_line);
        let colon =
            objects().flatten().next().map(|member| between(member.name_span, member.value.span).ends_with(' '));
        let comma = inline().find_map(|node| {
            let (first, second) = first_two(node)?;
            Some(between(first, second).ends_with(' '))
        });
        let padding = inline().filter(|node| node.members().is_some()).map(|node| text.get(node.span.start + 1..));
        let padding = padding.flatten().next().map(|inside| inside.starts_with(' '));
        Self {
            indent: if is_one_line { None } else { indents.find(|indent| !indent.is_empty()).or(Some("  ")) },
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
            is_inline: is_one_line || inline().next().is_some(),
            colon: if spaced(colon) { ": " } else { ":" },
            comma: if spaced(comma) { ", " } else { "," },
            padding: if padding == Some(true) { " " } else { "" },
        }
    }
}

/// Whether a value of `text` spans several lines.
fn is_broken(node: &JsonValue, text: &str) -> bool {
    text.get(node.span.start..node.span.end).is_some_and(|text| text.contains('\n'))
}

/// All arrays and objects that are not empty, outermost first.
fn note_containers<'n>(node: &'n JsonValue, containers: &mut Vec<&'n JsonValue>) {
    let parts = parts(node);
    if !parts.is_empty() {
        containers.push(node);
    }
    for (_, part) in parts {
        note_containers(part, containers);
    }
}

/// The parts of an array or object; each with its member if it has a name.
fn parts(node: &JsonValue) -> Vec<(Option<&Member>, &JsonValue)> {
    match &node.value {
        Value::Array(elements) => elements.iter().map(|element| (None, element)).collect(),
        Value::Object(members) => members.iter().map(|member| (Some(member), &member.value)).collect(),
        _ => Vec::new(),
    }
}

/// Between the end of the first part and the start of the second.
fn first_two(node: &JsonValue) -> Option<(Span, Span)> {
    match parts(node).as_slice() {
        [(_, first), (Some(second), _), ..] => Some((first.span, second.name_span)),
        [(_, first), (None, second), ..] => Some((first.span, second.span)),
        _ => None,
    }
}

impl<'t> Layout<'t> {
    fn note_places(&mut self, node: &'t JsonValue) {
        self.places.insert(node.span.start, node);
        for (_, part) in parts(node) {
            self.note_places(part);
        }
    }

    /// The node of the text that `node` comes from, if it comes from there.
    fn origin(&self, node: &JsonValue) -> Option<&'t JsonValue> {
        self.places.get(&node.span.start).copied().filter(|origin| origin.span == node.span)
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The blanks at the start of the line that contains `at`.
    fn indentation(&self, at: usize) -> &'t str {
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        blanks(self.slice(self.lines.get(line).copied().unwrap_or_default(), at))
    }

    /// Writes a value on a line that is indented by `indent`. A `flat` value is not broken into lines, and it is not
    /// written to its end once its line is too long.
    fn value(&self, node: &JsonValue, indent: &str, flat: bool, out: &mut String) {
        if flat && is_too_long(out) {
            return;
        }
        let origin = self.origin(node);
        if let Some(JsonValue { span, .. }) = origin.filter(|origin| origin.value == node.value) {
            let kept = moved(self.slice(span.start, span.end), self.indentation(span.start), indent);
            return out.push_str(&kept);
        }
        if parts(node).is_empty() {
            return write(node, out);
        }
        let origin = origin.filter(|origin| brackets(origin) == brackets(node) && !parts(origin).is_empty());
        match origin {
            Some(origin) if is_broken(origin, self.text) => return self.as_it_was(node, origin, indent, false, out),
            None if !self.style.is_inline => return self.broken(node, indent, out),
            _ => {}
        }
        let start = out.len();
        let is_outermost = !flat && self.style.indent.is_some();
        let flat = flat || is_outermost;
        match origin {
            Some(origin) => self.as_it_was(node, origin, indent, flat, out),
            None => self.inline(node, indent, flat, out),
        }
        let is_one_line = out.get(start..).is_some_and(|written| !written.contains('\n'));
        if is_outermost && (!is_one_line || is_too_long(out)) {
            out.truncate(start);
            self.broken(node, indent, out);
        }
    }

    /// Writes an array or object of the original text, with its original separators.
    fn as_it_was(&self, node: &JsonValue, origin: &JsonValue, indent: &str, flat: bool, out: &mut String) {
        let old = self.indentation(origin.span.start);
        let gaps = self.gaps(origin);
        let (open, close) = brackets(node);
        out.push(open);
        for (index, (member, value)) in parts(node).into_iter().enumerate() {
            let start = start_of(member, value);
            let gap = if index == 0 { gaps.first } else { gaps.before(start) };
            let gap = moved(gap, old, indent);
            out.push_str(if index == 0 { "" } else { "," });
            out.push_str(&gap);
            self.name(member, out);
            self.value(value, gap.rsplit_once('\n').map_or(indent, |(_, indent)| indent), flat, out);
        }
        out.push_str(&moved(gaps.last, old, indent));
        out.push(close);
    }

    /// The separators between the parts of an array or object that has parts.
    fn gaps(&self, origin: &JsonValue) -> Gaps<'t> {
        let (mut places, mut end) = (Vec::new(), origin.span.start + 1);
        for (member, value) in parts(origin) {
            let start = start_of(member, value);
            let gap = self.slice(end, start);
            places.push((start, gap.split_once(',').map_or(gap, |(_, after)| after)));
            end = value.span.end;
        }
        let first = places.first().map_or("", |(_, gap)| gap);
        let is_broken = |gap: &&str| gap.contains('\n');
        let of_others = places.iter().skip(1).map(|(_, gap)| *gap);
        let broken = of_others.clone().rfind(is_broken).or(Some(first).filter(is_broken));
        let between = broken.or_else(|| of_others.clone().next()).unwrap_or(blanks(&self.style.comma[1..]));
        Gaps { first, between, last: self.slice(end, origin.span.end - 1), places }
    }

    fn broken(&self, node: &JsonValue, indent: &str, out: &mut String) {
        let inner = format!("{indent}{}", self.style.indent.unwrap_or_default());
        let (open, close) = brackets(node);
        out.push(open);
        for (index, (member, value)) in parts(node).into_iter().enumerate() {
            out.extend([if index == 0 { "" } else { "," }, self.style.line_break, &inner]);
            self.name(member, out);
            self.value(value, &inner, false, out);
        }
        out.extend([self.style.line_break, indent]);
        out.push(close);
    }

    fn inline(&self, node: &JsonValue, indent: &str, flat: bool, out: &mut String) {
        let (open, close) = brackets(node);
        let padding = if open == '{' { self.style.padding } else { "" };
        out.push(open);
        out.push_str(padding);
        for (index, (member, value)) in parts(node).into_iter().enumerate() {
            out.push_str(if index == 0 { "" } else { self.style.comma });
            self.name(member, out);
            self.value(value, indent, flat, out);
        }
        out.push_str(padding);
        out.push(close);
    }

    /// Writes the name of a member and the colon in their original spelling.
    fn name(&self, member: Option<&Member>, out: &mut String) {
        let Some(Member { name, name_span, value }) = member else { return };
        let spelled = self.slice(name_span.start, name_span.end);
        // Another keyword may have replaced a keyword in its place.
        match serde_json::from_str::<String>(spelled) {
            Ok(was) if was == **name => out.push_str(spelled),
            _ => write_string(name, out),
        }
        let colon = self.slice(name_span.end, value.span.start);
        out.push_str(if colon.trim() == ":" { colon } else { self.style.colon });
    }
}

/// The separators between the parts of an array or object.
struct Gaps<'t> {
    first: &'t str,
    /// Before a new part.
    between: &'t str,
    last: &'t str,
    /// Before each part, by its start; without the comma.
    places: Vec<(usize, &'t str)>,
}

impl<'t> Gaps<'t> {
    /// The separator before the part that starts at `start`. The first part has no comma before it to start from.
    fn before(&self, start: usize) -> &'t str {
        let after_first = self.places.get(1..).unwrap_or_default();
        let found = after_first.binary_search_by_key(&start, |(at, _)| *at);
        found.ok().and_then(|index| after_first.get(index)).map_or(self.between, |(_, gap)| gap)
    }
}

/// Whether the last line of `out` is longer than the limit.
fn is_too_long(out: &str) -> bool {
    out.chars().rev().take_while(|character| *character != '\n').take(WIDTH + 1).count() > WIDTH
}

fn start_of(member: Option<&Member>, value: &JsonValue) -> usize {
    member.map_or(value.span.start, |member| member.name_span.start)
}

/// `text`, with the indentation `old` of its lines replaced by `new`.
fn moved<'a>(text: &'a str, old: &str, new: &str) -> Cow<'a, str> {
    if old == new || !text.contains('\n') {
        return text.into();
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        match line.strip_prefix(old) {
            Some(line) => out.extend([new, line]),
            None => out.push_str(line),
        }
    }
    out.into()
}

/// The blanks at the start of a line.
fn blanks(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

fn brackets(node: &JsonValue) -> (char, char) {
    if node.members().is_some() { ('{', '}') } else { ('[', ']') }
}
