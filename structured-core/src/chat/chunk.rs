//! One chunk of a streamed chat completion, as it is on the wire. Texts are borrowed if possible.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::answer::extra::Members;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{Cursor, Few, Loose, NotJson, Wire};
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
    pub(super) error: Option<&'a str>,
}

#[derive(Default)]
pub(super) struct ChunkChoice<'a> {
    pub(super) index: Option<u32>,
    /// Empty if the choice has no delta.
    pub(super) delta: Delta<'a>,
    pub(super) has_delta: bool,
    /// What some servers send instead of a delta at the end.
    pub(super) message: Option<&'a str>,
    pub(super) logprobs: Option<&'a str>,
    pub(super) finish_reason: Loose<'a>,
    pub(super) native_finish_reason: Loose<'a>,
    pub(super) error: Option<&'a str>,
}

/// The part of a message in a chunk.
#[derive(Debug, Default)]
pub(super) struct Delta<'a> {
    pub(super) role: Loose<'a>,
    pub(super) content: Loose<'a>,
    pub(super) refusal: Loose<'a>,
    pub(super) tool_calls: Option<&'a str>,
    pub(super) function_call: Option<&'a str>,
    pub(super) others: Vec<(Cow<'a, str>, &'a str)>,
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

impl<'a> Wire<'a> for Chunk<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "id" | "created" | "model" | "system_fingerprint" if self.knows_head => value.skip()?,
            "id" => self.id = value.loose()?,
            "created" => self.created = value.count()?,
            "model" => self.model = value.loose()?,
            "system_fingerprint" => self.system_fingerprint = value.loose()?,
            "service_tier" => self.service_tier = value.loose()?,
            "choices" => self.has_odd_choices = !value.fill_few(&mut self.choices)?,
            "usage" => {
                let mut usage = None;
                value.fill_option(&mut usage)?;
                self.usage = usage.map(Box::new);
            }
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for ChunkChoice<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "index" => self.index = value.index()?,
            "delta" => {
                self.delta = Delta::default();
                self.has_delta = value.fill(&mut self.delta)?;
            }
            "message" => self.message = value.raw_unless_null()?,
            "logprobs" => self.logprobs = value.raw_unless_null()?,
            "finish_reason" => self.finish_reason = value.loose()?,
            "native_finish_reason" => self.native_finish_reason = value.loose()?,
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for Delta<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "content" => self.content = value.loose()?,
            "role" => self.role = value.loose()?,
            "refusal" => self.refusal = value.loose()?,
            "tool_calls" => self.tool_calls = value.raw_unless_null()?,
            "function_call" => self.function_call = value.raw_unless_null()?,
            _ => self.others.push((key, value.raw()?)),
        }
        Ok(())
    }
}

/// A piece of a tool call.
#[derive(Debug, Default)]
pub(super) struct CallDelta<'a> {
    pub(super) index: Option<u32>,
    pub(super) id: Loose<'a>,
    pub(super) custom: bool,
    pub(super) tool: ToolDelta<'a>,
    pub(super) others: Vec<(Cow<'a, str>, &'a str)>,
}

/// The part of a piece that describes the tool.
#[derive(Debug, Default)]
pub(super) struct ToolDelta<'a> {
    pub(super) name: Loose<'a>,
    pub(super) arguments: Loose<'a>,
    pub(super) others: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> CallDelta<'a> {
    pub(super) fn of(Members(members): Members<'a>) -> Self {
        let mut delta = Self::default();
        for (name, value) in members {
            match &*name {
                "index" => delta.index = Cursor::new(value).index().unwrap_or_default(),
                "id" => delta.id = Loose::of(value),
                "type" => {}
                "function" | "custom" => {
                    delta.custom = name == "custom";
                    delta.tool = ToolDelta::of(Members::of(value));
                }
                "name" => delta.tool.name = Loose::of(value),
                "arguments" => delta.tool.arguments = Loose::of(value),
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
                "name" => delta.name = Loose::of(value),
                "arguments" | "input" => delta.arguments = Loose::of(value),
                _ => delta.others.push((name, value)),
            }
        }
        delta
    }
}
