//! The grammar in the form that the engine reads.

use core::fmt::Write as _;

use llguidance::api::TopLevelGrammar;
use llguidance::{Matcher, ParserFactory};

use crate::Error;
use crate::grammar::{Body, Grammar};

/// A matcher that has read nothing yet.
pub(crate) fn matcher(grammar: &Grammar, factory: &ParserFactory) -> Result<Matcher, Error> {
    let parser = factory.create_parser(TopLevelGrammar::from_lark(lark(grammar))).map_err(Error::engine)?;
    let matcher = Matcher::new(Ok(parser));
    match matcher.get_error() {
        Some(error) => Err(Error::engine(error)),
        None => Ok(matcher),
    }
}

/// The grammar in the engine's language, a dialect of Lark.
fn lark(grammar: &Grammar) -> String {
    let mut text = String::from("start: r0\n");
    for (index, rule) in grammar.rules.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "r{index}: ");
        body(&rule.body, &mut text);
        text.push('\n');
    }
    for (index, terminal) in grammar.terminals.iter().enumerate() {
        let all: Vec<String> = terminal.iter().map(|regex| format!("/{}/", slashed(regex))).collect();
        let _ = writeln!(text, "T{index}: {}", all.join(" & "));
    }
    text
}

/// A slash ends a regular expression there, so it must be escaped.
fn slashed(regex: &str) -> String {
    regex.replace('/', r"\x2F").replace('\n', r"\n")
}

fn body(part: &Body, text: &mut String) {
    match part {
        Body::Terminal(index) => {
            let _ = write!(text, "T{index}");
        }
        Body::Rule(index) => {
            let _ = write!(text, "r{index}");
        }
        Body::Sequence(parts) => joined(parts, " ", text),
        Body::AnyOf(parts) => joined(parts, " | ", text),
        Body::Repeat { body: inner, min, max } => {
            let mut times = |count: &str| {
                joined(core::slice::from_ref(inner), "", text);
                text.push_str(count);
            };
            if let Some(max) = max {
                return times(&format!("{{{min},{max}}}"));
            }
            if *min > 0 {
                times(&format!("{{{min},{min}}} "));
            }
            times("*");
        }
    }
}

fn joined(parts: &[Body], separator: &str, text: &mut String) {
    text.push('(');
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        body(part, text);
    }
    text.push(')');
}
