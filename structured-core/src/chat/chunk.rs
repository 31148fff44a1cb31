//! One chunk of a streamed chat completion, as it stands on the wire; texts are borrowed where they can be.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::lenient::{self, Text};
use crate::answer::logprobs::Logprobs;
use crate::chat::usage::Usage;

/// What `object` says of a chunk. Frames of other objects (a content filter's late findings) are passed over.
const OBJECT: &str = "chat.completion.chunk";

/// What every chunk is read for. What is the same in all of them stands in [`Head`].
#[derive(Deserialize)]
pub(super) struct Chunk<'a> {
    #[serde(borrow)]
    object: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) choices: Option<Vec<ChunkChoice<'a>>>,
    pub(super) usage: Option<Box<Usage>>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

/// What is the same in all chunks of a completion: read from the first, and from those that end a choice.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Text<'a>>,
    #[serde(default, deserialize_with = "lenient::count")]
    pub(super) created: u64,
    #[serde(borrow)]
    pub(super) model: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) system_fingerprint: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) service_tier: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct ChunkChoice<'a> {
    #[serde(default)]
    pub(super) index: u32,
    #[serde(borrow)]
    pub(super) delta: Option<Delta<'a>>,
    pub(super) logprobs: Option<Box<Logprobs>>,
    #[serde(borrow)]
    pub(super) finish_reason: Option<Text<'a>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Delta<'a> {
    #[serde(borrow)]
    pub(super) role: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    pub(super) content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) refusal: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) tool_calls: Option<Vec<CallDelta<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct CallDelta<'a> {
    pub(super) index: Option<u32>,
    #[serde(borrow)]
    pub(super) id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) function: Option<FunctionDelta<'a>>,
    #[serde(borrow)]
    pub(super) custom: Option<CustomDelta<'a>>,
}

#[derive(Deserialize)]
pub(super) struct FunctionDelta<'a> {
    #[serde(borrow)]
    pub(super) name: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::arguments")]
    pub(super) arguments: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct CustomDelta<'a> {
    #[serde(borrow)]
    pub(super) name: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) input: Option<Text<'a>>,
}

impl Chunk<'_> {
    /// Whether it is a part of the completion; a server that leaves `object` out sends nothing else.
    pub(super) fn is_part(&self) -> bool {
        self.object.as_ref().is_none_or(|object| object.0 == OBJECT)
    }

    /// Whether it ends a choice.
    pub(super) fn is_end(&self) -> bool {
        self.choices.iter().flatten().any(|choice| choice.finish_reason.is_some())
    }
}
