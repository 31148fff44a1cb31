//! The content of a message: a text, or a list of parts.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::lenient::{Loose, elements, fields};

/// The texts of a content that is not a plain text.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The text parts, joined.
    pub(crate) text: Option<String>,
    /// The refusal parts, joined.
    pub(crate) refusal: Option<String>,
    /// The parts with the model's reasoning, joined.
    pub(crate) reasoning: Option<String>,
}

/// One part of a content that is a list. A part with reasoning contains parts itself, or a text.
#[derive(Default)]
struct Part<'a> {
    kind: Loose<'a>,
    text: Loose<'a>,
    refusal: Loose<'a>,
    thinking: Loose<'a>,
}

impl<'a> Part<'a> {
    /// Reads a part. `None` if the text is not a JSON object.
    fn of(json: &'a str) -> Option<Self> {
        let mut part = Self::default();
        let Self { kind, text, refusal, thinking } = &mut part;
        fields(json, &mut [("type", kind), ("text", text), ("refusal", refusal), ("thinking", thinking)])?;
        Some(part)
    }
}

/// Reads a content that is a list of parts, or a part alone. Any other object is the answer itself: some servers send
/// the JSON instead of a text that holds it.
pub(crate) fn parts(json: &str) -> Parts {
    let mut found = Parts::default();
    if json.starts_with('[') {
        for json in elements(json).into_iter().filter(|json| json.starts_with('{')) {
            // If one part cannot be read, the others alone are not the answer.
            let Some(part) = Part::of(json) else { return Parts::default() };
            found.take(part);
        }
    } else if json.starts_with('{') {
        match Part::of(json) {
            Some(part) if part.kind.as_text().is_some() && !(part.text.is_absent() && part.refusal.is_absent()) => {
                found.take(part);
            }
            _ => found.text = Some(json.into()),
        }
    }
    if json.starts_with('[') && found.text.is_none() {
        found.text = texts(json);
    }
    found
}

/// The texts of a list of texts, joined.
fn texts(json: &str) -> Option<String> {
    let texts = elements(json);
    let texts: Option<Vec<Cow<'_, str>>> = texts.into_iter().map(|text| Loose::of(text).text()).collect();
    texts.filter(|texts| !texts.is_empty()).map(|texts| texts.iter().map(|text| &**text).collect())
}

impl Parts {
    fn take(&mut self, part: Part<'_>) {
        match part.kind.as_text() {
            None | Some("text" | "output_text") => {
                grow(&mut self.text, part.text.text());
                grow(&mut self.refusal, part.refusal.text());
            }
            Some("refusal") => grow(&mut self.refusal, part.refusal.text().or(part.text.text())),
            Some("thinking" | "reasoning" | "reasoning_text" | "summary_text") => {
                let nested = part.thinking.json().and_then(thinking).map(Cow::Owned);
                grow(&mut self.reasoning, nested.or(part.thinking.text()).or(part.text.text()));
            }
            Some(_) => {}
        }
    }
}

/// The texts of the parts of a model's reasoning, joined. Parts inside these parts are ignored, at any depth.
fn thinking(json: &str) -> Option<String> {
    let mut joined = None;
    for json in elements(json) {
        let part = Part::of(json).unwrap_or_default();
        if matches!(part.kind.as_text(), None | Some("text" | "output_text")) {
            grow(&mut joined, part.text.text());
        }
    }
    joined.or_else(|| texts(json))
}

fn grow(text: &mut Option<String>, more: Option<Cow<'_, str>>) {
    let Some(more) = more else { return };
    match text {
        Some(text) => text.push_str(&more),
        None => *text = Some(more.into_owned()),
    }
}

/// The texts of OpenRouter's `reasoning_details`, joined.
pub(crate) fn reasoning_details(json: &str) -> Option<String> {
    let mut joined = None;
    for json in elements(json).into_iter().filter(|json| json.starts_with('{')) {
        let (mut text, mut summary) = (Loose::Absent, Loose::Absent);
        fields(json, &mut [("text", &mut text), ("summary", &mut summary)])?;
        grow(&mut joined, text.text().or(summary.text()));
    }
    joined.filter(|text| !text.is_empty())
}
