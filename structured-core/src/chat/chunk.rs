//! One chunk of a streamed chat completion, as it is on the wire. Texts are borrowed if possible.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::Deserialize;
use serde::de::MapAccess;
use serde_json::value::RawValue;

use crate::answer::extra::Members;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{self, Count, Few, Fill, FillFew, Index, Loose, Wire};
use crate::chat::usage::Usage;

/// A chunk is recognized by its `choices`: servers use different words for its `object`.
#[derive(Default)]
pub(super) struct Chunk<'a> {
    /// Whether the members that are the same in all chunks need not be read again.
    knows_head: bool,
    pub(super) id: Loose<'a>,
    pub(super) created: u64,
    pub(super) model: Loose<'a>,
    pub(super) system_fingerprint: Loose<'a>,
    pub(super) service_tier: Loose<'a>,
    pub(super) choices: Option<Few<ChunkChoice<'a>>>,
    /// Whether `choices` has another type, which may be a part of the answer.
    pub(super) has_odd_choices: bool,
    pub(super) usage: Option<Box<Usage>>,
    pub(super) error: Option<&'a RawValue>,
}

#[derive(Default)]
pub(super) struct ChunkChoice<'a> {
    pub(super) index: Option<u32>,
    /// Empty if the choice has no delta.
    pub(super) delta: Delta<'a>,
    pub(super) has_delta: bool,
    /// What some servers send instead of a delta at the end.
    pub(super) message: Option<&'a RawValue>,
    pub(super) logprobs: Option<&'a RawValue>,
    pub(super) finish_reason: Loose<'a>,
    pub(super) native_finish_reason: Loose<'a>,
    pub(super) error: Option<&'a RawValue>,
}

/// The part of a message in a chunk.
#[derive(Debug, Default)]
pub(super) struct Delta<'a> {
    pub(super) role: Loose<'a>,
    pub(super) content: Loose<'a>,
    pub(super) refusal: Loose<'a>,
    pub(super) tool_calls: Option<&'a RawValue>,
    pub(super) function_call: Option<&'a RawValue>,
    pub(super) others: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Chunk<'a> {
    /// A chunk to be read. With `knows_head`, the members that are the same in all chunks are skipped.
    pub(super) fn new(knows_head: bool) -> Self {
        Self { knows_head, ..Self::default() }
    }

    /// Reads a chunk. This function is not generic, so that it is compiled once, in this crate.
    pub(super) fn fill(&mut self, json: &'a [u8]) -> Result<(), ContentError> {
        json_text::fill_body(json, self)
    }
}

impl<'de> Wire<'de> for Chunk<'de> {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        match &**key {
            "id" | "created" | "model" | "system_fingerprint" if self.knows_head => return Ok(false),
            "id" => self.id = entries.next_value()?,
            "created" => self.created = entries.next_value::<Count>()?.0,
            "model" => self.model = entries.next_value()?,
            "system_fingerprint" => self.system_fingerprint = entries.next_value()?,
            "service_tier" => self.service_tier = entries.next_value()?,
            "choices" => self.has_odd_choices = !entries.next_value_seed(FillFew(&mut self.choices))?,
            "usage" => {
                let mut usage = None;
                lenient::fill(entries, &mut usage)?;
                self.usage = usage.map(Box::new);
            }
            "error" => self.error = entries.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl<'de> Wire<'de> for ChunkChoice<'de> {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        match &**key {
            "index" => self.index = entries.next_value::<Index>()?.0,
            "delta" => {
                self.delta = Delta::default();
                self.has_delta = entries.next_value_seed(Fill(&mut self.delta))?;
            }
            "message" => self.message = entries.next_value()?,
            "logprobs" => self.logprobs = entries.next_value()?,
            "finish_reason" => self.finish_reason = entries.next_value()?,
            "native_finish_reason" => self.native_finish_reason = entries.next_value()?,
            "error" => self.error = entries.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl<'de> Wire<'de> for Delta<'de> {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        match &**key {
            "content" => self.content = entries.next_value()?,
            "role" => self.role = entries.next_value()?,
            "refusal" => self.refusal = entries.next_value()?,
            "tool_calls" => self.tool_calls = entries.next_value()?,
            "function_call" => self.function_call = entries.next_value()?,
            _ => self.others.push((key.clone(), entries.next_value()?)),
        }
        Ok(true)
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

/// The part of a piece that describes the tool.
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

/// Reads a value into one of the types that accept every value.
fn read<'a, T: Deserialize<'a> + Default>(value: &'a RawValue) -> T {
    serde_json::from_str(value.get()).unwrap_or_default()
}
