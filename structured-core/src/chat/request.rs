//! A request of Chat Completions, without the sending.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::StructuredOutput;
use crate::answer::error::Error;
use crate::answer::request::{self, Body};
use crate::chat::format::response_format;
use crate::tools::Tools;

/// A request of Chat Completions: the body that any HTTP client sends.
///
/// It serializes with the schema's text unchanged, so the order of properties, which is the order in which the model
/// answers, is kept. (`serde_json::json!` and `serde_json::Value` sort keys, unless the build turns on
/// `preserve_order`.)
///
/// A value that does not serialize makes the whole request fail when it is written.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use structured_core::{StructuredOutput, chat};
///
/// #[derive(StructuredOutput)]
/// struct CalendarEvent {
///     name: String,
///     date: String,
/// }
///
/// let request = chat::Request::new("gpt-4o-2024-08-06")
///     .system("Extract the event information.")
///     .user("Alice and Bob are going to a science fair on Friday.")
///     .format::<CalendarEvent>()
///     .set("temperature", &0.2);
/// let body = serde_json::to_string(&request)?;
/// assert!(body.starts_with(r#"{"model":"gpt-4o-2024-08-06","messages":[{"role":"system","content":"Extract"#));
/// assert!(body.contains(CalendarEvent::JSON_SCHEMA));
/// # }
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Request(Body<Part>);

#[derive(Debug, Clone, serde::Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Part {
    Text { text: String },
    ImageUrl { image_url: ImageUrl },
}

#[derive(Debug, Clone, serde::Serialize)]
struct ImageUrl {
    url: String,
}

impl request::Part for Part {
    const MESSAGES: &'static str = "messages";

    fn text(text: String) -> Self {
        Self::Text { text }
    }

    fn image(url: String) -> Self {
        Self::ImageUrl { image_url: ImageUrl { url } }
    }

    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text } => Some(text),
            Self::ImageUrl { .. } => None,
        }
    }
}

impl Request {
    /// A request to a model, without messages.
    pub fn new(model: impl AsRef<str>) -> Self {
        Self::default().set("model", model.as_ref())
    }

    /// Reads a request from any value that serializes to one: a struct of your own, `serde_json::json!`, or the request
    /// of another crate. Its members are kept, in their order.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the value does not serialize to a JSON object.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_core::chat;
    ///
    /// let any = serde_json::json!({"model": "m", "messages": [{"role": "user", "content": "Hi"}]});
    /// let request = chat::Request::from_serialize(&any)?.user("Are you there?").stream();
    /// assert!(request.contains("stream"));
    /// # Ok::<(), structured_core::Error>(())
    /// ```
    pub fn from_serialize<R: Serialize + ?Sized>(request: &R) -> Result<Self, Error> {
        Ok(Self(Body::from_serialize(request)?))
    }

    /// Adds a message of the role `system`.
    #[must_use]
    pub fn system(self, text: impl AsRef<str>) -> Self {
        Self(self.0.push_text("system", text.as_ref()))
    }

    /// Adds a message of the role `developer`, which newer models read instead of `system`.
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

    /// Adds any message: the [`Message`](super::Message) of an answer, the [result](crate::ToolCall::result) of a call,
    /// or one of your own type.
    #[must_use]
    pub fn message<M: Serialize + ?Sized>(self, message: &M) -> Self {
        Self(self.0.push(message))
    }

    /// Adds messages, as [`message`](Self::message) does.
    #[must_use]
    pub fn messages<M: Serialize>(self, messages: impl IntoIterator<Item = M>) -> Self {
        messages.into_iter().fold(self, |request, message| request.message(&message))
    }

    /// Makes the model answer with a `T`.
    #[must_use]
    pub fn format<T: StructuredOutput + ?Sized>(self) -> Self {
        self.set("response_format", &response_format::<T>())
    }

    /// Offers the tools of an enum, in addition to those that are offered already.
    #[must_use]
    pub fn tools<A: Tools>(self) -> Self {
        Self(self.0.extend("tools", A::chat_tools()))
    }

    /// Offers one tool, whose arguments are a `T`.
    #[must_use]
    pub fn tool<T: StructuredOutput + ?Sized>(self) -> Self {
        Self(self.0.extend("tools", &[super::tool::<T>()]))
    }

    /// Asks for a stream with the usage at its end.
    #[must_use]
    pub fn stream(self) -> Self {
        #[derive(serde::Serialize)]
        struct StreamOptions {
            include_usage: bool,
        }
        self.set("stream", &true).set("stream_options", &StreamOptions { include_usage: true })
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

    /// The value of a member other than `messages`.
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
