//! Strings within bounds: with a length, a format, or a pattern.

use fake::rand::RngExt;

use super::conjunction::count;
use super::pattern::Pattern;
use super::plan::Unanswerable;
use super::{Random, format, words};
use crate::linter::JsonValue;

/// How many strings are tried if several keywords apply.
const ATTEMPTS: usize = 200;

/// The strings that a schema admits.
#[derive(Debug, Clone, Default)]
pub(super) struct TextRule {
    least: u64,
    most: Option<u64>,
    patterns: Vec<Pattern>,
    formats: Vec<Box<str>>,
    description: Option<Box<str>>,
}

impl TextRule {
    pub(super) fn of(schemas: &[&JsonValue]) -> Result<Self, Unanswerable> {
        let mut rule = Self::default();
        for schema in schemas {
            let length = |name| schema.get(name).and_then(count);
            rule.least = rule.least.max(length("minLength").unwrap_or(0));
            rule.most = match (rule.most, length("maxLength")) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if let Some(description) = schema.get("description").and_then(JsonValue::as_str) {
                rule.description.get_or_insert_with(|| description.into());
            }
            if let Some(pattern) = schema.get("pattern").and_then(JsonValue::as_str) {
                rule.patterns.push(Pattern::read(pattern)?);
            }
            if let Some(format) = schema.get("format").and_then(JsonValue::as_str)
                && format::is_known(format)
                && !rule.formats.iter().any(|known| **known == *format)
            {
                rule.formats.push(format.into());
            }
        }
        Ok(rule)
    }

    pub(super) fn least_size(&self) -> Option<u64> {
        if self.most.is_some_and(|most| most < self.least) {
            return None;
        }
        let of_pattern = self.patterns.iter().map(Pattern::least).max().unwrap_or(0);
        Some(self.least.max(of_pattern))
    }

    pub(super) fn admits(&self, text: &str) -> bool {
        let length = text.chars().count() as u64;
        length >= self.least
            && self.most.is_none_or(|most| length <= most)
            && self.patterns.iter().all(|pattern| pattern.matches(text))
            && self.formats.iter().all(|format| format::is_of(format, text))
    }

    /// A plausible string for a property called `name`; as short as possible if `is_short`.
    pub(super) fn write(&self, name: &str, is_short: bool, random: &mut Random) -> Result<String, Unanswerable> {
        if self.patterns.is_empty() && self.formats.is_empty() {
            return Ok(self.words(name, is_short, random));
        }
        for attempt in 0..ATTEMPTS {
            let candidate = self.candidate(name, attempt, random);
            if self.admits(&candidate) {
                return Ok(candidate);
            }
        }
        let patterns = self.patterns.iter().map(|pattern| format!("the pattern `{}`", pattern.source));
        let formats = self.formats.iter().map(|format| format!("the format `{format}`"));
        let lengths = (self.least > 0 || self.most.is_some()).then(|| "the lengths".to_owned());
        let keywords: Vec<String> = patterns.chain(formats).chain(lengths).collect();
        Err(Unanswerable(format!("no string was found for `{name}` that satisfies {}", keywords.join(" and "))))
    }

    fn candidate(&self, name: &str, attempt: usize, random: &mut Random) -> String {
        let widest = self.least.max(12).saturating_add(attempt as u64);
        let most = self.most.unwrap_or(u64::MAX).min(widest).max(self.least);
        let wanted = usize::try_from(random.random_range(self.least..=most)).unwrap_or(usize::MAX);
        let from_pattern = !self.patterns.is_empty() && (self.formats.is_empty() || attempt % 2 == 1);
        if from_pattern {
            return self.patterns[attempt / 2 % self.patterns.len()].write(wanted, random);
        }
        match self.formats.get(attempt / 2 % self.formats.len().max(1)) {
            Some(format) => format::write(format, name, wanted, random),
            None => self.words(name, false, random),
        }
    }

    /// Words, extended or cut to the requested length.
    fn words(&self, name: &str, is_short: bool, random: &mut Random) -> String {
        let least = usize::try_from(self.least).unwrap_or(usize::MAX);
        let described = self.description.as_deref().and_then(|description| words::described(description, random));
        let mut text = match described {
            Some(text) => text,
            None if is_short => words::word(random),
            None => words::for_property(name, random),
        };
        let mut length = text.chars().count();
        while length < least {
            let more = words::word(random);
            length += more.chars().count() + 1;
            text.push(' ');
            text.push_str(&more);
        }
        if let Some(most) = self.most.and_then(|most| usize::try_from(most).ok()).filter(|most| length > *most) {
            text = text.chars().take(most).collect();
            // A blank at the end would look like a mistake.
            if text.ends_with(' ') {
                text.pop();
                text.push('s');
            }
        }
        text
    }
}
