//! A request of the Responses API, without the sending.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::StructuredOutput;
use crate::answer::error::Error;
use crate::answer::members::Members;
use crate::answer::request::{self, Body};
use crate::responses::format::text_format;
use crate::tools::Tools;

/// A request of the Responses API: the body that any HTTP client sends.
///
/// It serializes with the schema's text unchanged, so the order of properties, which is the order in which the model
/// answers, is kept. A value that does not serialize makes the whole request fail when it is written.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use structured_core::{StructuredOutput, responses};
///
/// #[derive(StructuredOutput)]
/// struct CalendarEvent {
///     name: String,
///     date: String,
/// }
///
/// let request = responses::Request::new("gpt-4o-2024-08-06")
///     .instructions("Extract the event information.")
///     .user("Alice and Bob are going to a science fair on Friday.")
///     .format::<CalendarEvent>();
/// let body = serde_json::to_string(&request)?;
/// assert!(body.starts_with(r#"{"model":"gpt-4o-2024-08-06","input":[{"role":"user","content":"Alice"#));
/// assert!(body.contains(CalendarEvent::JSON_SCHEMA));
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Request(Body<Part>);

#[derive(Debug, Clone, serde::Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part {
    InputText { text: String },
    InputImage { image_url: String },
}

impl request::Part for Part {
    const MESSAGES: &'static str = "input";

    fn text(text: String) -> Self {
        Self::InputText { text }
    }

    fn image(url: String) -> Self {
        Self::InputImage { image_url: url }
    }

    fn as_text(&self) -> Option<&str> {
        match self {
            Self::InputText { text } => Some(text),
            Self::InputImage { .. } => None,
        }
    }
}

/// Tools that share a namespace.
#[derive(serde::Serialize)]
struct Namespace<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
    description: &'a str,
    tools: &'static [super::Tool],
}

impl Request {
    /// A request to a model, without input.
    pub fn new(model: impl AsRef<str>) -> Self {
        Self::default().set("model", model.as_ref())
    }

    /// Reads a request from any value that serializes to one. Its members are kept, in their order. An input that
    /// is a text becomes a message of the user.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the value does not serialize to a JSON object.
    pub fn from_serialize<R: Serialize + ?Sized>(request: &R) -> Result<Self, Error> {
        Ok(Self(Body::from_serialize(request)?))
    }

    /// Sets the instructions, which a model reads before the input.
    #[must_use]
    pub fn instructions(self, text: impl AsRef<str>) -> Self {
        self.set("instructions", text.as_ref())
    }

    /// Adds a message of the role `system`.
    #[must_use]
    pub fn system(self, text: impl AsRef<str>) -> Self {
        Self(self.0.push_text("system", text.as_ref()))
    }

    /// Adds a message of the role `developer`.
    #[must_use]
    pub fn developer(self, text: impl AsRef<str>) -> Self {
        Self(self.0.push_text("developer", text.as_ref()))
    }

    /// Adds a message of the user.
    #[must_use]
    pub fn user(self, text: impl Into<String>) -> Self {
        Self(self.0.push_user(text.into()))
    }

    /// Adds an image to the last message of the user, or a message with the image alone. `url` is an address or a
    /// `data:` URL.
    #[must_use]
    pub fn image(self, url: impl Into<String>) -> Self {
        Self(self.0.push_image(url.into()))
    }

    /// Adds a message of the assistant.
    #[must_use]
    pub fn assistant(self, text: impl AsRef<str>) -> Self {
        Self(self.0.push_text("assistant", text.as_ref()))
    }

    /// Adds any item: the [result](crate::ToolCall::result) of a call, or one of your own type.
    #[must_use]
    pub fn item<I: Serialize + ?Sized>(self, item: &I) -> Self {
        Self(self.0.push(item))
    }

    /// Adds items, like the [`output`](super::Response::output) of the previous response.
    #[must_use]
    pub fn items<I: Serialize>(self, items: impl IntoIterator<Item = I>) -> Self {
        items.into_iter().fold(self, |request, item| request.item(&item))
    }

    /// Makes the model answer with a `T`. Other members of `text`, like `verbosity`, are kept.
    #[must_use]
    pub fn format<T: StructuredOutput + ?Sized>(self) -> Self {
        let text = self.get("text").map(|text| Members::from_serialize(text).unwrap_or_default());
        let mut text = text.unwrap_or_default();
        text.set("format", &text_format::<T>());
        self.set("text", &text)
    }

    /// Offers the tools of an enum, in addition to those that are offered already.
    #[must_use]
    pub fn tools<A: Tools>(self) -> Self {
        Self(self.0.extend("tools", A::responses_tools()))
    }

    /// Offers the tools of an enum in a namespace, which its calls then contain; see
    /// [`Tools::from_call_in`]. The model reads the description to find out what the tools are for.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use serde::Deserialize;
    /// use structured_core::{StructuredOutput, Tools, responses};
    ///
    /// #[derive(Deserialize, StructuredOutput)]
    /// #[structured(name = "find")]
    /// struct Find {
    ///     id: u32,
    /// }
    ///
    /// #[derive(Tools)]
    /// enum Crm {
    ///     Find(Find),
    /// }
    ///
    /// let request = responses::Request::new("gpt-5.4").namespace::<Crm>("crm", "Customers and orders.");
    /// let body = serde_json::to_string(&request)?;
    /// let tools = r#""tools":[{"type":"namespace","name":"crm","description":"Customers and orders.","tools":[{"#;
    /// assert!(body.contains(tools));
    /// # }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn namespace<A: Tools>(self, name: impl AsRef<str>, description: impl AsRef<str>) -> Self {
        let (name, description) = (name.as_ref(), description.as_ref());
        let namespace = Namespace { kind: "namespace", name, description, tools: A::responses_tools() };
        Self(self.0.extend("tools", &[namespace]))
    }

    /// Offers one tool, whose arguments are a `T`.
    #[must_use]
    pub fn tool<T: StructuredOutput + ?Sized>(self) -> Self {
        Self(self.0.extend("tools", &[super::tool::<T>()]))
    }

    /// Continues a response that the API has stored.
    #[must_use]
    pub fn previous_response(self, id: impl AsRef<str>) -> Self {
        self.set("previous_response_id", id.as_ref())
    }

    /// Asks for a stream. Its last event has the usage.
    #[must_use]
    pub fn stream(self) -> Self {
        self.set("stream", &true)
    }

    /// Sets any other member by its name. It replaces a member of that name.
    #[must_use]
    pub fn set<V: Serialize + ?Sized>(self, name: impl Into<Cow<'static, str>>, value: &V) -> Self {
        Self(self.0.set(name, value))
    }

    /// Whether the request has a member of this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The value of a member other than an `input` that is a list.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.0.members.get(name)
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}
