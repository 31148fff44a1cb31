//! Strings as regular expressions over their JSON spelling, quotes included.
//!
//! Each string has one spelling: a plain character represents itself, and `"`, `\` and the control characters are
//! escaped. Nothing else is escaped, so a lone surrogate cannot be written, and every string is a valid Rust string.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use regex_syntax::utf8::Utf8Sequences;

use crate::pattern;
use crate::shape::Text;

/// The plain characters, which represent themselves.
const PLAIN: &str = r#"[^"\\\x00-\x1F\x7F]"#;
/// One character of a string.
const CHARACTER: &str = r#"([^"\\\x00-\x1F\x7F]|\\(["\\bfnrt]|u00[01][0-9a-f]))"#;

/// The regular expressions that the spelling of a string must all match.
///
/// # Errors
///
/// When a pattern contains something that is not a regular expression.
pub(crate) fn text(text: &Text) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    if (text.min, text.max) != (0, None) || text.patterns.is_empty() {
        let max = text.max.map_or_else(String::new, |max| max.to_string());
        all.push(match (text.min, text.max) {
            // The engine recognizes a run of plain characters, and is much faster with it.
            (0, None) => format!(r#""({CHARACTER})*""#),
            (min, _) => format!(r#""{CHARACTER}{{{min},{max}}}""#),
        });
    }
    for pattern in &text.patterns {
        all.push(format!("\"({})\"", search(&pattern::parse(pattern)?, &mut 0)?));
    }
    Ok(all)
}

/// The bytes of the plain characters of a string: for each length of a character, the range of the byte at each
/// position.
pub(crate) fn plain_sequences() -> Vec<Vec<(u8, u8)>> {
    let Ok(HirKind::Class(Class::Unicode(plain))) = regex_syntax::parse(PLAIN).map(Hir::into_kind) else {
        return Vec::new();
    };
    let sequences = plain.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
    sequences.map(|sequence| sequence.as_slice().iter().map(|range| (range.start, range.end)).collect()).collect()
}

/// How many of these bytes are complete plain characters.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let Some(text) = bytes.utf8_chunks().next().map(|chunk| chunk.valid()) else { return 0 };
    text.find(|c| c < ' ' || matches!(c, '"' | '\\' | '\x7F')).unwrap_or(text.len())
}

/// The most alternatives of a pattern, each with its own anchors.
const MAX_READINGS: usize = 1_000;

/// `pattern` anywhere in a string, unless it is anchored at the start or the end.
fn search(pattern: &Hir, readings: &mut usize) -> Result<Hir, String> {
    match pattern.kind() {
        HirKind::Alternation(branches) => {
            let branches: Result<_, _> = branches.iter().map(|branch| search(branch, readings)).collect();
            Ok(Hir::alternation(branches?))
        }
        HirKind::Capture(capture) => search(&capture.sub, readings),
        HirKind::Concat(parts) => match parts.iter().position(has_branches_with_anchors) {
            None => anchored(parts),
            Some(at) => {
                let branches = alternatives(&parts[at]);
                *readings += branches.len();
                if *readings > MAX_READINGS {
                    return Err(
                        "the pattern has too many anchors; help: keep `^` at its start and `$` at its end".into()
                    );
                }
                let alone = branches.into_iter().map(|branch| {
                    let (before, after) = (parts[..at].iter().cloned(), parts[at + 1..].iter().cloned());
                    search(&Hir::concat(before.chain([branch]).chain(after).collect()), readings)
                });
                Ok(Hir::alternation(alone.collect::<Result<_, _>>()?))
            }
        },
        _ => anchored(core::slice::from_ref(pattern)),
    }
}

fn has_branches_with_anchors(part: &Hir) -> bool {
    matches!(part.kind(), HirKind::Alternation(_) | HirKind::Capture(_)) && !part.properties().look_set().is_empty()
}

fn alternatives(part: &Hir) -> Vec<Hir> {
    match part.kind() {
        HirKind::Alternation(branches) => branches.clone(),
        HirKind::Capture(capture) => alternatives(&capture.sub),
        _ => vec![part.clone()],
    }
}

fn anchored(mut parts: &[Hir]) -> Result<Hir, String> {
    let is = |part: Option<&Hir>, look| part.is_some_and(|part| matches!(part.kind(), HirKind::Look(l) if *l == look));
    let (mut before, mut after) = (true, true);
    while is(parts.first(), Look::Start) {
        (parts, before) = (&parts[1..], false);
    }
    while is(parts.last(), Look::End) {
        (parts, after) = (&parts[..parts.len() - 1], false);
    }
    let anything = regex_syntax::parse(&format!("{CHARACTER}*")).map_err(|error| error.to_string())?;
    let mut whole: Vec<Hir> = before.then(|| anything.clone()).into_iter().collect();
    for part in parts {
        whole.push(quoted(part)?);
    }
    whole.extend(after.then_some(anything));
    Ok(Hir::concat(whole))
}

/// The JSON spelling of what `pattern` matches.
fn quoted(pattern: &Hir) -> Result<Hir, String> {
    let all = |parts: &[Hir]| parts.iter().map(quoted).collect::<Result<Vec<_>, _>>();
    Ok(match pattern.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => {
            let text =
                core::str::from_utf8(&literal.0).map_err(|_| "the pattern contains a byte that is not a character")?;
            Hir::concat(text.chars().map(|c| spelled(ClassUnicode::new([ClassUnicodeRange::new(c, c)]))).collect())
        }
        HirKind::Class(Class::Unicode(class)) => spelled(class.clone()),
        HirKind::Class(Class::Bytes(class)) => {
            spelled(class.to_unicode_class().ok_or("the pattern contains a byte that is not a character")?)
        }
        HirKind::Look(_) => {
            return Err(
                "the pattern has an anchor or a word boundary inside; help: keep `^` at its start and `$` at its \
                        end"
                .to_owned(),
            );
        }
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(quoted(&repetition.sub)?), ..repetition.clone() })
        }
        HirKind::Capture(capture) => quoted(&capture.sub)?,
        HirKind::Concat(parts) => Hir::concat(all(parts)?),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)?),
    })
}

/// One character of `class`: as itself where it is plain, and escaped otherwise.
fn spelled(class: ClassUnicode) -> Hir {
    let mut branches: Vec<Hir> = ('\0'..='\x1F')
        .chain(['"', '\\'])
        .filter(|&c| class.ranges().iter().any(|range| range.start() <= c && c <= range.end()))
        .map(|c| Hir::literal(escape(c).into_bytes()))
        .collect();
    let mut plain = class;
    if let Ok(HirKind::Class(Class::Unicode(itself))) = regex_syntax::parse(PLAIN).map(Hir::into_kind) {
        plain.intersect(&itself);
    }
    if !plain.ranges().is_empty() {
        branches.push(Hir::class(Class::Unicode(plain)));
    }
    if branches.is_empty() { Hir::fail() } else { Hir::alternation(branches) }
}

fn escape(character: char) -> String {
    match character {
        '"' => r#"\""#.to_owned(),
        '\\' => r"\\".to_owned(),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        '\x08' => r"\b".to_owned(),
        '\x0C' => r"\f".to_owned(),
        _ => format!(r"\u{:04x}", u32::from(character)),
    }
}
