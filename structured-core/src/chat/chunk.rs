//! One chunk of a streamed chat completion, as it is on the wire; texts are borrowed where they can be.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::answer::extra::Members;
use crate::answer::lenient::{self, List, Loose, Text};
use crate::answer::logprobs::Logprobs;
use crate::chat::usage::Usage;

/// A chunk is known by its `choices`: servers have several words for its `object`.
#[derive(Deserialize)]
pub(super) struct Chunk<'a> {
    #[serde(borrow, default)]
    pub(super) id: Loose<'a>,
    #[serde(default, deserialize_with = "lenient::count")]
    pub(super) created: u64,
    #[serde(borrow, default)]
    pub(super) model: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) system_fingerprint: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) service_tier: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) choices: List<ChunkChoice<'a>>,
    #[serde(default, deserialize_with = "boxed")]
    pub(super) usage: Option<Box<Usage>>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct ChunkChoice<'a> {
    #[serde(default, deserialize_with = "lenient::index")]
    pub(super) index: Option<u32>,
    #[serde(borrow, default, deserialize_with = "lenient::optional")]
    pub(super) delta: Option<Delta<'a>>,
    /// What some servers send instead of a delta at the end.
    #[serde(borrow, default, deserialize_with = "lenient::optional")]
    pub(super) message: Option<Delta<'a>>,
    #[serde(default, deserialize_with = "boxed")]
    pub(super) logprobs: Option<Box<Logprobs>>,
    #[serde(borrow, default)]
    pub(super) finish_reason: Loose<'a>,
    #[serde(borrow, default)]
    pub(super) native_finish_reason: Loose<'a>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

fn boxed<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Box<T>>, D::Error> {
    Ok(lenient::optional(from)?.map(Box::new))
}

/// The part of a message that a chunk brings.
#[derive(Debug, Default)]
pub(super) struct Delta<'a> {
    pub(super) role: Loose<'a>,
    pub(super) content: Loose<'a>,
    pub(super) refusal: Loose<'a>,
    pub(super) tool_calls: Option<&'a RawValue>,
    pub(super) function_call: Option<&'a RawValue>,
    pub(super) others: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Delta<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct DeltaVisitor;

        impl<'de> Visitor<'de> for DeltaVisitor {
            type Value = Delta<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a delta")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Delta<'de>, A::Error> {
                let mut delta = Delta::default();
                while let Some(Text(key)) = entries.next_key::<Text<'de>>()? {
                    match &*key {
                        "content" => delta.content = entries.next_value()?,
                        "role" => delta.role = entries.next_value()?,
                        "refusal" => delta.refusal = entries.next_value()?,
                        "tool_calls" => delta.tool_calls = entries.next_value()?,
                        "function_call" => delta.function_call = entries.next_value()?,
                        _ => delta.others.push((key, entries.next_value()?)),
                    }
                }
                Ok(delta)
            }
        }

        from.deserialize_map(DeltaVisitor)
    }
}

/// A piece of a tool call.
#[derive(Debug, Default)]
pub(super) struct CallDelta<'a> {
    pub(super) index: Option<u32>,
    pub(super) id: Loose<'a>,
    pub(super) custom: bool,
    pub(super) tool: ToolDelta<'a>,
    pub(super) others: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// What a piece of a call has of its tool.
#[derive(Debug, Default)]
pub(super) struct ToolDelta<'a> {
    pub(super) name: Loose<'a>,
    pub(super) arguments: Loose<'a>,
    pub(super) others: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> CallDelta<'a> {
    pub(super) fn of(Members(members): Members<'a>) -> Self {
        let mut delta = Self::default();
        for (name, value) in members {
            match &*name {
                "index" => delta.index = read::<Index>(value).0,
                "id" => delta.id = read(value),
                "type" => {}
                "function" | "custom" => {
                    delta.custom = name == "custom";
                    delta.tool = ToolDelta::of(Members::of(value.get()));
                }
                "name" => delta.tool.name = read(value),
                "arguments" => delta.tool.arguments = read(value),
                _ => delta.others.push((name, value)),
            }
        }
        delta
    }
}

impl<'a> ToolDelta<'a> {
    pub(super) fn of(Members(members): Members<'a>) -> Self {
        let mut delta = Self::default();
        for (name, value) in members {
            match &*name {
                "name" => delta.name = read(value),
                "arguments" | "input" => delta.arguments = read(value),
                _ => delta.others.push((name, value)),
            }
        }
        delta
    }
}

#[derive(Default, Deserialize)]
struct Index(#[serde(deserialize_with = "lenient::index")] Option<u32>);

/// Reads a value into one of the types that take every value.
fn read<'a, T: Deserialize<'a> + Default>(value: &'a RawValue) -> T {
    serde_json::from_str(value.get()).unwrap_or_default()
}
