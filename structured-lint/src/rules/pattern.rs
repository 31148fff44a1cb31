//! Which engines can read a `pattern`.
//!
//! The API compiles a pattern with Python's `re`. JSON Schema reads it as ECMA 262 does, and an application that checks
//! the answer in Rust reads it with the crate `regex`. What Python does not compile is an error. What Python compiles
//! and another engine does not is a warning that names the engine.

use super::checker::Checker;
use crate::json::Span;
use crate::rule::Rule;
use crate::violation::Severity;
use crate::wording;
use structured_core::profile::pattern_fault;

/// The reason for a pattern that Python compiles and no decoder can follow.
const NO_ENGINE: &str = "which no engine of constrained decoding can match";

/// Checks a regular expression.
pub(super) fn check(checker: &mut Checker<'_, '_, '_>, pattern: &str, span: Span) {
    let profile = checker.findings.profile;
    let parts = |fault: &'static str| fault.split_once("\nhelp: ");
    if !profile.strict {
        if let Some((what, help)) = pattern_fault(pattern, profile).and_then(parts) {
            checker.error(Rule::Pattern, span, what.into(), help);
        }
        return;
    }
    let Reading { common, features } = Reading::new(pattern);
    if features.iter().any(|feature| feature.text == CONDITION) {
        let what = format!("the pattern asks whether a group has matched, {NO_ENGINE}");
        return checker.error(Rule::Pattern, span, what, "write both cases with `|`");
    }
    match pattern_fault(&common, profile).and_then(parts) {
        Some((what, help)) if what.contains(NO_ENGINE) => checker.error(Rule::Pattern, span, what.into(), help),
        Some((what, help)) => {
            let message = checker.target.prefix.message(&wording::not_a_regex(pattern));
            checker.error(Rule::Pattern, span, message, format!("{what}: {help}"));
        }
        None => warn(checker, &features, span),
    }
}

fn warn(checker: &mut Checker<'_, '_, '_>, features: &[&Feature], span: Span) {
    let Some(first) = features.first() else { return };
    let named: Vec<String> = features.iter().map(|feature| format!("`{}`", feature.text)).collect();
    let others =
        if features.iter().any(|feature| !feature.is_rust) { "ECMA 262 and Rust's `regex`" } else { "ECMA 262" };
    let message = format!(
        "the pattern has {}: Python's `re`, which the API uses, supports that, but {others} {} not",
        named.join(", "),
        if others.contains(" and ") { "do" } else { "does" }
    );
    checker.add(Rule::Pattern, Severity::Warning, span, message, first.help);
}

/// Syntax that Python's `re` reads, and that ECMA 262 does not read or reads differently.
struct Feature {
    text: &'static str,
    /// Whether the crate `regex` reads it as Python does.
    is_rust: bool,
    help: &'static str,
}

const CONDITION: &str = "(?(";

const NAME: &Feature = &Feature { text: "(?P<", is_rust: true, help: "leave the name out: `(`" };
const FLAGS: &Feature = &Feature { text: "(?i)", is_rust: true, help: "write the pattern without flags: `[Aa]`" };
const COMMENT: &Feature = &Feature { text: "(?#", is_rust: false, help: "put the comment into the description" };
const ATOMIC: &Feature = &Feature { text: "(?>", is_rust: false, help: "use `(?:`" };
const CONDITIONAL: &Feature = &Feature { text: CONDITION, is_rust: false, help: "write both cases with `|`" };
const POSSESSIVE: &Feature =
    &Feature { text: "+", is_rust: false, help: "leave out the `+` after the `*`, `+`, `?` or `}`" };
const START: &Feature = &Feature { text: "\\A", is_rust: true, help: "use `^`" };
const END: &Feature = &Feature { text: "\\Z", is_rust: false, help: "use `$`" };
const BELL: &Feature = &Feature { text: "\\a", is_rust: true, help: "write `\\x07`" };
const CODE_POINT: &Feature = &Feature { text: "\\U", is_rust: true, help: "write the character itself" };
const BRACKET: &Feature = &Feature { text: "[]", is_rust: true, help: "write `\\]` for the bracket" };

/// A pattern in which the syntax of Python alone is replaced by what all engines read, and the replaced syntax.
struct Reading {
    common: String,
    features: Vec<&'static Feature>,
}

impl Reading {
    fn new(pattern: &str) -> Self {
        let mut reading = Self { common: String::with_capacity(pattern.len()), features: Vec::new() };
        let mut rest = pattern;
        while !rest.is_empty() {
            rest = reading.step(rest);
        }
        reading
    }

    fn found(&mut self, feature: &'static Feature) {
        if !self.features.iter().any(|known| known.text == feature.text) {
            self.features.push(feature);
        }
    }

    /// Reads one character, escape, class, start of a group or repetition, and returns the rest.
    fn step<'a>(&mut self, rest: &'a str) -> &'a str {
        match rest.as_bytes()[0] {
            b'\\' => self.escape(rest, false),
            b'[' => self.class(rest),
            b'(' => self.group(rest),
            b'*' | b'+' | b'?' => self.repetition(rest, 1),
            b'{' if count_length(rest).is_some() => self.repetition(rest, count_length(rest).unwrap_or(1)),
            _ => self.keep(rest, 1),
        }
    }

    /// Keeps this many bytes, and the rest of the last character.
    fn keep<'a>(&mut self, rest: &'a str, mut bytes: usize) -> &'a str {
        while !rest.is_char_boundary(bytes) {
            bytes += 1;
        }
        let (kept, rest) = rest.split_at(bytes.min(rest.len()));
        self.common.push_str(kept);
        rest
    }

    fn replace<'a>(&mut self, rest: &'a str, bytes: usize, with: &str, feature: &'static Feature) -> &'a str {
        self.found(feature);
        self.common.push_str(with);
        &rest[bytes..]
    }

    fn escape<'a>(&mut self, rest: &'a str, is_in_class: bool) -> &'a str {
        match rest.as_bytes().get(1) {
            Some(b'A') if !is_in_class => self.replace(rest, 2, "^", START),
            Some(b'Z') if !is_in_class => self.replace(rest, 2, "$", END),
            Some(b'a') => self.replace(rest, 2, "\\x07", BELL),
            Some(b'U') => {
                let code = rest.get(2..10).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match code.and_then(char::from_u32) {
                    Some(character) => self.replace(rest, 10, &format!("\\{character}"), CODE_POINT),
                    None => self.keep(rest, 2),
                }
            }
            Some(_) => self.keep(rest, 2),
            None => self.keep(rest, 1),
        }
    }

    fn class<'a>(&mut self, rest: &'a str) -> &'a str {
        let mut rest = self.keep(rest, if rest.starts_with("[^") { 2 } else { 1 });
        // The first bracket does not close the class if another one does.
        if rest.starts_with(']') && rest[1..].contains(']') {
            rest = self.replace(rest, 1, "\\]", BRACKET);
        }
        while let Some(&next) = rest.as_bytes().first() {
            match next {
                b']' => return self.keep(rest, 1),
                b'\\' => rest = self.escape(rest, true),
                _ => rest = self.keep(rest, 1),
            }
        }
        rest
    }

    fn group<'a>(&mut self, rest: &'a str) -> &'a str {
        match (rest.as_bytes().get(1), rest.as_bytes().get(2)) {
            (Some(b'?'), Some(b'#')) => match rest.find(')') {
                Some(end) => self.replace(rest, end + 1, "", COMMENT),
                None => self.keep(rest, 3),
            },
            (Some(b'?'), Some(b'>')) => self.replace(rest, 3, "(?:", ATOMIC),
            (Some(b'?'), Some(b'(')) => {
                self.found(CONDITIONAL);
                self.keep(rest, 3)
            }
            (Some(b'?'), Some(b'P')) if rest.starts_with("(?P<") => {
                self.found(NAME);
                self.keep(rest, 4)
            }
            (Some(b'?'), Some(b'-' | b'a' | b'i' | b'L' | b'm' | b's' | b'u' | b'x')) => {
                self.found(FLAGS);
                self.keep(rest, 3)
            }
            (Some(b'?'), Some(_)) => self.keep(rest, 3),
            _ => self.keep(rest, 1),
        }
    }

    /// A repetition with this many bytes, and the `?` or `+` after it.
    fn repetition<'a>(&mut self, rest: &'a str, bytes: usize) -> &'a str {
        let rest = self.keep(rest, bytes);
        match rest.as_bytes().first() {
            Some(b'?') => self.keep(rest, 1),
            Some(b'+') => self.replace(rest, 1, "", POSSESSIVE),
            _ => rest,
        }
    }
}

/// The bytes of `{2}`, `{2,}`, `{,3}` or `{2,3}`; other braces are characters.
fn count_length(rest: &str) -> Option<usize> {
    let end = rest.find(|character: char| !matches!(character, '{' | ',' | '0'..='9'))?;
    let inside = rest.get(1..end)?;
    let is_count = inside.contains(|character: char| character.is_ascii_digit())
        && !inside.contains('{')
        && inside.matches(',').count() <= 1;
    (is_count && rest[end..].starts_with('}')).then_some(end + 1)
}
