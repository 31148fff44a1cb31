//! A set of function tools as one enum: the tools of a request, and the calls read into its variants.

mod check;
mod partial;

pub(crate) use self::check::check_description;
use self::check::is_strict;
pub use self::check::{tool_count, tool_name, tool_texts};
pub use self::partial::{PartialCalls, PartialTools};
use crate::answer::error::Error;
use crate::answer::tool_call::ToolCall;
use crate::{StructuredOutput, chat, responses};

/// A set of function tools: an enum with one variant for each, derived with `#[derive(Tools)]`.
///
/// Each variant contains the type of its arguments, which derives [`StructuredOutput`](crate::StructuredOutput) and
/// whose name and description are those of the tool. Two tools with the same name are a compile error.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use structured_core::{StructuredOutput, ToolCall, Tools, chat};
///
/// /// Fetches the weather in the given location.
/// #[derive(Debug, Deserialize, StructuredOutput)]
/// #[structured(name = "get_weather")]
/// struct GetWeather {
///     location: String,
/// }
///
/// /// Sends a mail.
/// #[derive(Debug, Deserialize, StructuredOutput)]
/// #[structured(name = "send_mail")]
/// struct SendMail {
///     to: String,
///     text: String,
/// }
///
/// #[derive(Debug, Tools)]
/// enum Action {
///     GetWeather(GetWeather),
///     SendMail(SendMail),
/// }
///
/// let request = chat::Request::new("gpt-4o").user("How is the weather in Paris?").tools::<Action>();
/// assert!(serde_json::to_string(&request)?.contains(r#""name":"send_mail""#));
///
/// let call = ToolCall::function("call_1", "get_weather", r#"{"location": "Paris"}"#);
/// match Action::from_call(&call)? {
///     Action::GetWeather(weather) => assert_eq!(weather.location, "Paris"),
///     Action::SendMail(mail) => unreachable!("{mail:?}"),
/// }
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of tools",
    note = "add `#[derive(Tools)]` to an enum whose variants each hold the arguments of one tool"
)]
pub trait Tools: Sized {
    /// The names of the tools, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// The `tools` of a request of Chat Completions.
    #[must_use]
    fn chat_tools() -> &'static [chat::Tool];

    /// The `tools` of a request of the Responses API.
    #[must_use]
    fn responses_tools() -> &'static [responses::Tool];

    /// Reads a call into the variant of its tool.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownTool`] when no variant has the name or the call names a
    /// [namespace](ToolCall::namespace), and [`Error::BadArguments`] when the arguments are not those of the tool. Both
    /// keep the text of the call.
    fn from_call(call: &ToolCall) -> Result<Self, Error>;

    /// Reads a call into the variant of its tool, for tools that were offered in a namespace with
    /// [`responses::Request::namespace`](crate::responses::Request::namespace).
    ///
    /// # Errors
    ///
    /// As [`from_call`](Self::from_call), and [`Error::UnknownTool`] when the call does not name this namespace.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "derive")] {
    /// use serde::Deserialize;
    /// use structured_core::{StructuredOutput, ToolCall, Tools};
    ///
    /// #[derive(Debug, Deserialize, StructuredOutput)]
    /// #[structured(name = "find")]
    /// struct Find {
    ///     id: u32,
    /// }
    ///
    /// #[derive(Debug, Tools)]
    /// enum Crm {
    ///     Find(Find),
    /// }
    ///
    /// let call = r#"{"type":"function_call","call_id":"call_1","namespace":"crm","name":"find","arguments":"{\"id\":1}"}"#;
    /// let call: ToolCall = serde_json::from_str(call)?;
    /// assert!(Crm::from_call(&call).is_err());
    /// let Crm::Find(find) = Crm::from_call_in("crm", &call)?;
    /// assert_eq!(find.id, 1);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn from_call_in(namespace: &str, call: &ToolCall) -> Result<Self, Error> {
        let unknown = || Error::unknown_tool(call, Self::NAMES);
        if call.namespace() != Some(namespace) {
            return Err(unknown());
        }
        Self::from_call(&call.without_namespace()).map_err(|error| match error {
            Error::UnknownTool { .. } => unknown(),
            error => error,
        })
    }
}

/// One tool in the forms of both APIs.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    chat: chat::Tool,
    responses: responses::Tool,
    /// Whether the profile of the type is that of a strict provider.
    is_strict: bool,
}

impl Offer {
    /// The tool whose arguments are a `T`.
    #[must_use]
    pub const fn of<T: StructuredOutput>() -> Self {
        Self { chat: chat::Tool::of::<T>(), responses: responses::Tool::of::<T>(), is_strict: is_strict::<T>() }
    }

    /// The names of the tools.
    #[must_use]
    pub const fn names<const N: usize>(offers: &[Self; N]) -> [&'static str; N] {
        let (mut names, mut i) = ([""; N], 0);
        while i < N {
            names[i] = offers[i].chat.name();
            i += 1;
        }
        names
    }

    /// The tools in the form of Chat Completions; `N` is never 0.
    #[must_use]
    pub const fn chat<const N: usize>(offers: &[Self; N]) -> [chat::Tool; N] {
        let (mut tools, mut i) = ([offers[0].chat; N], 0);
        while i < N {
            tools[i] = offers[i].chat;
            i += 1;
        }
        tools
    }

    /// The tools in the form of the Responses API; `N` is never 0.
    #[must_use]
    pub const fn responses<const N: usize>(offers: &[Self; N]) -> [responses::Tool; N] {
        let (mut tools, mut i) = ([offers[0].responses; N], 0);
        while i < N {
            tools[i] = offers[i].responses;
            i += 1;
        }
        tools
    }
}

/// The index in `names` of the called tool, or their number if the call is not for one of them. A tool in a
/// namespace is a different tool, even if it has the same name.
#[must_use]
pub fn position(names: &[&str], call: &ToolCall) -> usize {
    let is_called = |name: &&str| call.namespace().is_none() && *name == call.name();
    names.iter().position(is_called).unwrap_or(names.len())
}
