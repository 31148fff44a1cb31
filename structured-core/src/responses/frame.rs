//! One event of a streamed response, as it stands on the wire; texts are borrowed where they can be.

use alloc::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::lenient::{self, Text};

/// The fields of all events; each event has some of them.
#[derive(Deserialize)]
pub(super) struct Frame<'a> {
    #[serde(borrow, rename = "type", default)]
    pub(super) kind: Text<'a>,
    #[serde(default, deserialize_with = "lenient::count")]
    pub(super) output_index: u64,
    #[serde(default, deserialize_with = "lenient::count")]
    pub(super) content_index: u64,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) delta: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) text: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) refusal: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) arguments: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) input: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) logprobs: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) item: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) response: Option<&'a RawValue>,
}
