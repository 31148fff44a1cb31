//! A call of a tool, as both APIs answer it.

use alloc::boxed::Box;
use alloc::string::String;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::answer::error::Error;
use crate::answer::extra::{ExtraFields, Members};
use crate::answer::json_text;
use crate::answer::lenient::Loose;
use crate::answer::surrogates;
use crate::answer::tolerance::{Tolerated, read_tolerant};
use crate::answer::tool_result::ToolResult;

/// One call of a tool that the model asks for.
///
/// It serializes to what the API that answered expects back in the conversation, with every member that came: an
/// element of `tool_calls` in Chat Completions, an item of `input` in the Responses API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolCall {
    pub(crate) id: String,
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    pub(crate) arguments: String,
    pub(crate) custom: bool,
    pub(crate) form: Form,
    /// Other members of the call.
    pub(crate) extra: ExtraFields,
    /// Other members of its `function`, or of its `custom`.
    pub(crate) inner: ExtraFields,
}

/// Where a call is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// An element of `tool_calls` of a message.
    #[default]
    Chat,
    /// The `function_call` of a message, which is older than `tool_calls`.
    FunctionCall,
    /// An item of a response.
    Item,
}

impl ToolCall {
    pub(crate) fn empty(form: Form) -> Self {
        Self {
            id: String::new(),
            namespace: None,
            name: String::new(),
            arguments: String::new(),
            custom: false,
            form,
            extra: ExtraFields::default(),
            inner: ExtraFields::default(),
        }
    }

    /// A call of a function tool, as Chat Completions writes it. `arguments` is a JSON text.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::ToolCall;
    ///
    /// let call = ToolCall::function("call_1", "get_weather", r#"{"location":"Paris"}"#);
    /// assert_eq!(
    ///     serde_json::to_string(&call)?,
    ///     r#"{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"location\":\"Paris\"}"}}"#
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn function(id: impl Into<String>, name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), arguments: arguments.into(), ..Self::empty(Form::Chat) }
    }

    /// A call of a custom tool, whose input is free text.
    pub fn custom(id: impl Into<String>, name: impl Into<String>, input: impl Into<String>) -> Self {
        Self { custom: true, ..Self::function(id, name, input) }
    }

    /// The same call as an item of the Responses API.
    #[must_use]
    pub fn into_item(self) -> Self {
        Self { form: Form::Item, ..self }
    }

    /// The id that the result of the call must name: `id` in Chat Completions, `call_id` in the Responses API.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The namespace of the tool; `None` for a tool that was offered outside of namespaces, and where a server sends an
    /// empty one. [`Tools::from_call_in`](crate::Tools::from_call_in) reads a call of such a tool.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref().filter(|namespace| !namespace.is_empty())
    }

    /// The call as if its tool had been offered outside of namespaces.
    pub(crate) fn without_namespace(&self) -> Self {
        Self { namespace: None, ..self.clone() }
    }

    /// The name of the tool.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The arguments as the model wrote them: a JSON text for a function tool, any text for a custom tool.
    #[must_use]
    pub fn arguments(&self) -> &str {
        &self.arguments
    }

    /// Whether the tool is a custom one, whose arguments are free text.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.custom
    }

    /// The other members of the call, like `extra_content`.
    #[must_use]
    pub fn extra(&self) -> &ExtraFields {
        &self.extra
    }

    /// Reads the arguments into the type of the tool that [`name`](Self::name) names.
    ///
    /// Empty arguments read as `{}`: some models write nothing for a function without parameters.
    ///
    /// # Errors
    ///
    /// [`Error::BadArguments`], with the text kept, when the arguments are not JSON or not a `T`.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::{Outcome, chat};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct GetWeather {
    ///     location: String,
    /// }
    ///
    /// let body = br#"{"choices": [{"finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [
    ///     {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"location\":\"Paris\"}"}}
    /// ]}}]}"#;
    /// let completion = chat::parse::<String>(body)?;
    /// let Outcome::ToolCalls(calls) = &completion.choices[0].outcome else { panic!() };
    /// assert_eq!(calls[0].name(), "get_weather");
    /// assert_eq!(calls[0].parse::<GetWeather>()?.location, "Paris");
    /// # Ok::<(), structured_core::Error>(())
    /// ```
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let arguments = if self.arguments.trim_ascii().is_empty() { "{}" } else { &self.arguments };
        json_text::read(arguments).map_err(|error| Error::BadArguments { tool: self.name.clone(), error })
    }

    /// As [`parse`](Self::parse), for models whose arguments are not enforced: what models put around their JSON is
    /// removed (see [`read_tolerant`](crate::read_tolerant)), and the text `null` reads as `{}`.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_tolerant<T: DeserializeOwned>(&self) -> Result<Tolerated<T>, Error> {
        let arguments = match self.arguments.trim() {
            "" | "null" => "{}",
            arguments => arguments,
        };
        read_tolerant(arguments).map_err(|error| Error::BadArguments { tool: self.name.clone(), error })
    }

    /// The message that gives the model the result of the call.
    ///
    /// A value that serializes to a text is sent as that text, and any other value as its JSON. The message is that of
    /// the API that asked for the call. It fails to serialize when the value does.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::{ToolCall, chat};
    ///
    /// let call = ToolCall::function("call_1", "get_weather", r#"{"location":"Paris"}"#);
    /// let result = serde_json::to_string(&call.result(&[18, 21]))?;
    /// assert_eq!(result, r#"{"role":"tool","tool_call_id":"call_1","content":"[18,21]"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn result<V: Serialize + ?Sized>(&self, value: &V) -> ToolResult {
        ToolResult::of(self, value)
    }

    /// The message that reports to the model that the call failed, and what to do.
    ///
    /// Arguments that could not be read are asked for again. A tool that was not offered is answered with the names of
    /// those that were.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::ToolCall;
    ///
    /// let call = ToolCall::function("call_1", "square", "{}");
    /// let error = call.parse::<u32>().unwrap_err();
    /// let message = serde_json::to_string(&call.failed(&error))?;
    /// assert!(message.contains("Call `square` again with corrected arguments."));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn failed(&self, error: &(dyn core::error::Error + 'static)) -> ToolResult {
        ToolResult::failed(self, error)
    }

    /// Whether the call names a tool or has arguments. Some servers send an empty call beside an answer.
    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_empty() && self.arguments.is_empty()
    }
}

/// Reads a call in any of its forms; as JSON alone.
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
            // The older form is the function alone.
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
    fn read_member(&mut self, key: &str, value: &RawValue, extra: &mut ExtraFields) -> Option<()> {
        if !matches!(key, "function" | "custom") {
            return self.read_tool_member(key, value, extra);
        }
        if value.get().starts_with('{') {
            let mut tool = Self::empty(Form::Chat);
            let mut inner = ExtraFields::default();
            for (key, value) in Members::read(value.get())?.0 {
                tool.read_tool_member(&key, value, &mut inner)?;
            }
            self.custom = key == "custom";
            (self.name, self.arguments, self.inner) = (tool.name, tool.arguments, inner);
            self.namespace = self.namespace.take().or(tool.namespace);
        }
        Some(())
    }

    fn read_tool_member(&mut self, key: &str, value: &RawValue, extra: &mut ExtraFields) -> Option<()> {
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
                // `input` is that of a custom tool, whatever else came.
                if key == "input" || !self.custom {
                    self.arguments = arguments_text(&arguments).into();
                }
                self.custom |= key == "input";
            }
            _ => extra.push(key, value.get()),
        }
        Some(())
    }

    /// The call as the older `function_call` of a message, which holds all its members itself.
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

    /// Drops the members that came more than once or in the wrong place, and say something else than the call does: read
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

    /// An item is written without a `function`, so the members of one that came belong to the item.
    fn flatten_tool(&mut self) {
        let inner = core::mem::take(&mut self.inner);
        for (name, value) in inner.iter() {
            if !matches!(&*name, "type" | "id" | "call_id" | "function" | "custom") && self.extra.get(&name).is_none() {
                self.extra.push(&name, value.get());
            }
        }
    }

    /// An item has two ids, and its results name the second.
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
        // What is written from the field `id` is not kept a second time.
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

/// What the call has of its tool: the name and the arguments.
struct Tool<'a> {
    call: &'a ToolCall,
    /// Members that came and are written as they came.
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
