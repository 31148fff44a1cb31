//! Strings that match a pattern.

use fake::rand::RngExt;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::Random;
use super::plan::Unanswerable;

/// A pattern with the meaning of JSON Schema, which is that of ECMA-262.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) source: Box<str>,
    hir: Hir,
    least: u64,
    /// `None` if the engine refuses it as too large. Such a pattern is only written, not matched.
    engine: Option<regex_lite::Regex>,
}

impl Pattern {
    pub(super) fn read(source: &str) -> Result<Self, Unanswerable> {
        let hir = regex_syntax::parse(&respelled(source)).map_err(|error| {
            let text = error.to_string();
            let why = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Unanswerable(format!("no value can be made for the pattern `{source}`: {why}"))
        })?;
        let engine = regex_lite::Regex::new(&respelled(source)).ok();
        Ok(Self { source: source.into(), least: least(&hir), hir, engine })
    }

    /// The characters of the shortest match.
    pub(super) const fn least(&self) -> u64 {
        self.least
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.engine.as_ref().is_none_or(|engine| engine.is_match(text))
    }

    /// A match of about `wanted` characters.
    pub(super) fn write(&self, wanted: usize, random: &mut Random) -> String {
        let mut out = String::new();
        let spare = (wanted as u64).saturating_sub(self.least);
        Writer { out: &mut out, spare, random }.hir(&self.hir);
        out
    }
}

/// Translates what the reader of patterns spells differently from ECMA-262: brackets and operators in a class, and
/// digits and words, which are ASCII.
fn respelled(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('d') if in_class => out.push_str("0-9"),
                Some('w') if in_class => out.push_str("0-9A-Za-z_"),
                Some('d') => out.push_str("[0-9]"),
                Some('D') if !in_class => out.push_str("[^0-9]"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') if !in_class => out.push_str("[^0-9A-Za-z_]"),
                Some('Z') => out.push_str("\\z"),
                Some(other) if other.is_ascii_alphanumeric() => out.extend(['\\', other]),
                Some(other) => out.push_str(&regex_syntax::escape(&other.to_string())),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str("\\["),
            '&' | '~' if in_class => out.extend(['\\', character]),
            '[' => {
                in_class = true;
                out.push('[');
                if characters.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            other => out.push(other),
        }
    }
    out
}

/// The characters of the shortest match. The reader of patterns limits how deep they nest.
fn least(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).chars().count() as u64,
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => u64::from(repetition.min).saturating_mul(least(&repetition.sub)),
        HirKind::Capture(capture) => least(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(least).fold(0, u64::saturating_add),
        HirKind::Alternation(branches) => branches.iter().map(least).min().unwrap_or(0),
    }
}

struct Writer<'w> {
    out: &'w mut String,
    /// How many optional characters may still be written.
    spare: u64,
    random: &'w mut Random,
}

impl Writer<'_> {
    fn hir(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.out.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => self.class(class),
            HirKind::Repetition(repetition) => {
                let each = least(&repetition.sub).max(1);
                let most = repetition.max.map_or(u64::MAX, u64::from);
                let affordable = u64::from(repetition.min).saturating_add(self.spare / each).min(most);
                // Long strings are requested by length, so all that is affordable is often needed.
                let least_count = u64::from(repetition.min);
                let count = if self.random.random_bool(0.6) {
                    affordable
                } else {
                    self.random.random_range(least_count..=affordable.max(least_count))
                };
                let count = count.max(least_count);
                self.spare = self.spare.saturating_sub((count - least_count).saturating_mul(each));
                for _ in 0..count {
                    self.hir(&repetition.sub);
                }
            }
            HirKind::Capture(capture) => self.hir(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.hir(part)),
            HirKind::Alternation(branches) => {
                let shortest = branches.iter().map(least).min().unwrap_or(0);
                let affordable: Vec<&Hir> =
                    branches.iter().filter(|branch| least(branch) - shortest <= self.spare).collect();
                if let Some(branch) = affordable.get(self.random.random_range(0..affordable.len().max(1))) {
                    self.spare -= least(branch) - shortest;
                    self.hir(branch);
                }
            }
        }
    }

    /// A character of `class`: a letter or digit if it has one, else a printable one, else any.
    fn class(&mut self, class: &Class) {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
            Class::Bytes(class) => {
                class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
            }
        };
        let has = |character: char| ranges.iter().any(|(from, to)| (*from..=*to).contains(&character));
        let plain: Vec<char> =
            ('a'..='z').chain('0'..='9').chain('A'..='Z').filter(|character| has(*character)).collect();
        let visible: Vec<char> = (' '..='~').filter(|character| has(*character)).collect();
        let from = if plain.is_empty() { visible } else { plain };
        if !from.is_empty() {
            return self.out.push(from[self.random.random_range(0..from.len())]);
        }
        if let Some((from, _)) = ranges.get(self.random.random_range(0..ranges.len().max(1))) {
            self.out.push(*from);
        }
    }
}
