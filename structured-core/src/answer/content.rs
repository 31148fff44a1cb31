//! The content of a message: a text, or a list of parts.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::Deserialize;

use crate::answer::lenient::{List, Loose};

/// What a content holds that is not a plain text.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The text parts, joined.
    pub(crate) text: Option<String>,
    /// The refusal parts, joined.
    pub(crate) refusal: Option<String>,
    /// The parts in which the model thinks, joined.
    pub(crate) reasoning: Option<String>,
}

/// One part of a content that is a list. The parts of a model's thinking hold parts themselves, or a text.
#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Loose<'a>,
    #[serde(borrow, default)]
    text: Loose<'a>,
    #[serde(borrow, default)]
    refusal: Loose<'a>,
    #[serde(borrow, default)]
    thinking: Loose<'a>,
}

/// Reads a content that is a list of parts, or a part alone. Any other object is the answer itself: some servers send
/// the JSON instead of a text that holds it.
pub(crate) fn parts(json: &str) -> Parts {
    let mut found = Parts::default();
    if json.starts_with('[') {
        for part in serde_json::from_str::<List<Part<'_>>>(json).unwrap_or_default().into_vec() {
            found.take(part);
        }
    } else if json.starts_with('{') {
        match serde_json::from_str::<Part<'_>>(json) {
            Ok(part) if part.kind.as_text().is_some() && !(part.text.is_absent() && part.refusal.is_absent()) => {
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
    serde_json::from_str::<alloc::vec::Vec<String>>(json)
        .ok()
        .filter(|texts| !texts.is_empty())
        .map(|texts| texts.concat())
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
                let nested = part.thinking.json().and_then(|json| parts(json).text).map(Cow::Owned);
                grow(&mut self.reasoning, nested.or(part.thinking.text()).or(part.text.text()));
            }
            Some(_) => {}
        }
    }
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
    #[derive(Deserialize)]
    struct Detail<'a> {
        #[serde(borrow, default)]
        text: Loose<'a>,
        #[serde(borrow, default)]
        summary: Loose<'a>,
    }
    let mut joined = None;
    for detail in serde_json::from_str::<List<Detail<'_>>>(json).ok()?.into_vec() {
        grow(&mut joined, detail.text.text().or(detail.summary.text()));
    }
    joined.filter(|text| !text.is_empty())
}
