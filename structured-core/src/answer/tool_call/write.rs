//! Writing a call in the form that its API accepts.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Form, ToolCall};
use crate::answer::extra::ExtraFields;

impl Serialize for ToolCall {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Chat => self.write_chat(to),
            Form::FunctionCall => self.tool().serialize(to),
            Form::Item => self.write_item(to),
        }
    }
}

impl ToolCall {
    fn write_chat<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut call = to.serialize_map(None)?;
        if !self.id.is_empty() && self.extra.get("id").is_none() {
            call.serialize_entry("id", &self.id)?;
        }
        let kind = if self.custom { "custom" } else { "function" };
        call.serialize_entry("type", kind)?;
        call.serialize_entry(kind, &self.tool())?;
        self.extra.write(&mut call, &[])?;
        call.end()
    }

    fn write_item<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut item = to.serialize_map(None)?;
        item.serialize_entry("type", if self.custom { "custom_tool_call" } else { "function_call" })?;
        if !self.id.is_empty() && self.extra.get("call_id").is_none() {
            item.serialize_entry("call_id", &self.id)?;
        }
        self.tool().write(&mut item)?;
        self.extra.write(&mut item, &[])?;
        item.end()
    }

    fn tool(&self) -> Tool<'_> {
        let extra = if self.form == Form::Item { &self.extra } else { &self.inner };
        Tool { call: self, extra, writes_extra: self.form != Form::Item }
    }
}

/// The part of a call that describes its tool: the name and the arguments.
struct Tool<'a> {
    call: &'a ToolCall,
    /// Received members, which are written unchanged.
    extra: &'a ExtraFields,
    writes_extra: bool,
}

impl Tool<'_> {
    fn write<M: SerializeMap>(&self, to: &mut M) -> Result<(), M::Error> {
        let came = |name| self.extra.get(name).is_some();
        let arguments = if self.call.custom { "input" } else { "arguments" };
        if !came("name") {
            to.serialize_entry("name", &self.call.name)?;
        }
        if !came(arguments) {
            to.serialize_entry(arguments, &self.call.arguments)?;
        }
        if self.writes_extra { self.extra.write(to, &[]) } else { Ok(()) }
    }
}

impl Serialize for Tool<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}
