//! One event of a streamed response, as it is on the wire; texts are borrowed where they can be.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::lenient::{self, Loose};

/// The members of all events; each event has some of them.
#[derive(Deserialize)]
pub(super) struct Frame<'a> {
    #[serde(borrow, rename = "type", default)]
    pub(super) kind: Loose<'a>,
    #[serde(default, deserialize_with = "lenient::index")]
    pub(super) output_index: Option<u32>,
    #[serde(default, deserialize_with = "lenient::index", alias = "summary_index")]
    pub(super) content_index: Option<u32>,
    #[serde(borrow, default)]
    pub(super) item_id: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) delta: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) text: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) refusal: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) name: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) arguments: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) input: Loose<'a>,
    #[serde(borrow)]
    pub(super) logprobs: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) item: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) part: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) response: Option<&'a RawValue>,
}
