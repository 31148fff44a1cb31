//! Reading a call in any of the forms in which servers write it.

use alloc::boxed::Box;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::value::RawValue;

use super::{Form, ToolCall};
use crate::answer::extra::{ExtraFields, Members};
use crate::answer::lenient::Loose;
use crate::answer::surrogates;

/// Reads a call in any of its forms, only from JSON.
impl<'de> Deserialize<'de> for ToolCall {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        Self::read(raw.get()).ok_or_else(|| D::Error::custom("a tool call is a JSON object"))
    }
}

impl ToolCall {
    /// Reads a call in a message, or an item that is one. `None` if the text is not a JSON object. Halves of characters
    /// are replaced.
    pub(crate) fn read(json: &str) -> Option<Self> {
        surrogates::read_or_replace(json, Self::read_members)
    }

    fn read_members(json: &str) -> Option<Self> {
        let mut call = Self::empty(Form::Chat);
        let (mut kind, mut id, mut call_id) = (Loose::Absent, Loose::Absent, Loose::Absent);
        let mut is_bare = true;
        let mut extra = ExtraFields::default();
        for (key, value) in Members::read(json)?.0 {
            is_bare &= matches!(&*key, "name" | "arguments") || !is_known(&key);
            match &*key {
                "type" => kind = Loose::read(value)?,
                "id" => id = Loose::read(value)?,
                "call_id" => call_id = Loose::read(value)?,
                _ => call.read_member(&key, value, &mut extra)?,
            }
        }
        call.extra = extra;
        if is_bare && !call.name.is_empty() {
            // The older form has only the members of the function.
            call.form = Form::FunctionCall;
            call.inner = core::mem::take(&mut call.extra);
        } else {
            call.identify(&kind, &id, &call_id);
        }
        call.drop_contradictions();
        Some(call)
    }
}

/// Whether a member belongs to a call, and not to its function.
fn is_known(key: &str) -> bool {
    matches!(key, "type" | "id" | "call_id" | "function" | "custom" | "input" | "status")
}

impl ToolCall {
    /// Reads a member of the call or of its `function`. `None` if its text cannot be read.
    fn read_member(&mut self, key: &str, value: &str, extra: &mut ExtraFields) -> Option<()> {
        if !matches!(key, "function" | "custom") {
            return self.read_tool_member(key, value, extra);
        }
        if value.starts_with('{') {
            let mut tool = Self::empty(Form::Chat);
            let mut inner = ExtraFields::default();
            for (key, value) in Members::read(value)?.0 {
                tool.read_tool_member(&key, value, &mut inner)?;
            }
            self.custom = key == "custom";
            (self.name, self.arguments, self.inner) = (tool.name, tool.arguments, inner);
            self.namespace = self.namespace.take().or(tool.namespace);
        }
        Some(())
    }

    fn read_tool_member(&mut self, key: &str, value: &str, extra: &mut ExtraFields) -> Option<()> {
        match key {
            "name" => {
                let name = Loose::read(value)?;
                self.name = name.word().unwrap_or_default().into();
                extra.keep(key, &name);
            }
            "namespace" => {
                let namespace = Loose::read(value)?;
                self.namespace = namespace.word().map(Into::into).or(self.namespace.take());
                extra.push_value(key, &namespace);
            }
            "arguments" | "input" => {
                let arguments = Loose::read(value)?;
                extra.keep(key, &arguments);
                // `input` is that of a custom tool, whatever other members are present.
                if key == "input" || !self.custom {
                    self.arguments = arguments_text(&arguments).into();
                }
                self.custom |= key == "input";
            }
            _ => extra.push(key, value),
        }
        Some(())
    }

    /// The call as the older `function_call` of a message, in which all members are on one level.
    pub(crate) fn into_function_call(mut self) -> Self {
        if self.form == Form::FunctionCall {
            return self;
        }
        let id = if self.form == Form::Item { "call_id" } else { "id" };
        self.flatten_tool();
        let mut members = core::mem::take(&mut self.extra);
        if !self.id.is_empty() && members.get(id).is_none() {
            members.push_value(id, &Loose::Text(self.id.as_str().into()));
        }
        Self { form: Form::FunctionCall, inner: members, ..self }
    }

    /// Drops the members that occurred more than once or in the wrong place, and that contradict the call: read
    /// again, they would make it another call.
    fn drop_contradictions(&mut self) {
        let arguments = if self.custom { "input" } else { "arguments" };
        for extra in [&mut self.extra, &mut self.inner] {
            extra.retain(|name, value| match name {
                "name" => Loose::of(value).word().unwrap_or_default() == self.name,
                "arguments" | "input" => name == arguments && arguments_text(&Loose::of(value)) == self.arguments,
                _ => true,
            });
        }
    }

    /// An item is written without a `function`, so the members of a `function` become members of the item.
    fn flatten_tool(&mut self) {
        let inner = core::mem::take(&mut self.inner);
        for (name, value) in inner.members() {
            if !matches!(&*name, "type" | "id" | "call_id" | "function" | "custom")
                && self.extra.json_of(&name).is_none()
            {
                self.extra.push(&name, value);
            }
        }
    }

    /// An item has two ids. Its result names the second.
    fn identify(&mut self, kind: &Loose<'_>, id: &Loose<'_>, call_id: &Loose<'_>) {
        match kind.as_text() {
            Some("function_call") => (self.form, self.custom) = (Form::Item, false),
            Some("custom_tool_call") => (self.form, self.custom) = (Form::Item, true),
            _ if !call_id.is_absent() => self.form = Form::Item,
            _ => {}
        }
        if self.form == Form::Item {
            self.flatten_tool();
        }
        let own = id.word().unwrap_or_default();
        self.id = call_id.word().unwrap_or(own).into();
        // The field `id` is written, so it is not kept a second time.
        if self.form == Form::Item || self.id.is_empty() {
            self.extra.push_value("id", id);
        } else {
            self.extra.keep("id", id);
        }
        if self.id.is_empty() {
            self.extra.push_value("call_id", call_id);
        } else {
            self.extra.keep("call_id", call_id);
        }
    }
}

/// The arguments of a call: a text that holds JSON, or (on some servers) the JSON itself.
pub(crate) fn arguments_text<'a>(arguments: &'a Loose<'_>) -> &'a str {
    match arguments {
        Loose::Text(text) => text,
        Loose::Other(json) => json,
        Loose::Absent | Loose::Null => "",
    }
}
