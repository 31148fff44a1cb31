//! A set of function tools as one enum: what the request offers, and a call read into the right variant.

use crate::answer::error::Error;
use crate::answer::tool_call::ToolCall;
use crate::schema::text::{fail, same};
use crate::{StructuredOutput, chat, responses};

/// A set of function tools: an enum with one variant for each, derived with `#[derive(Tools)]`.
///
/// Each variant holds the type of its arguments, which derives [`StructuredOutput`](crate::StructuredOutput): its name
/// and description are those of the tool. Two tools of one name are a compile error.
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
    message = "`{Self}` is no set of tools",
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
    /// [`Error::UnknownTool`] when no variant has the name, and [`Error::BadArguments`] when the arguments are not those
    /// of the tool; both keep the text of the call.
    fn from_call(call: &ToolCall) -> Result<Self, Error>;
}

/// One tool in the forms of both APIs.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    chat: chat::Tool,
    responses: responses::Tool,
}

impl Offer {
    /// The tool whose arguments are a `T`.
    #[must_use]
    pub const fn of<T: StructuredOutput>() -> Self {
        Self { chat: chat::tool::<T>(), responses: responses::tool::<T>() }
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

    /// The tools as Chat Completions takes them; `N` is never 0.
    #[must_use]
    pub const fn chat<const N: usize>(offers: &[Self; N]) -> [chat::Tool; N] {
        let (mut tools, mut i) = ([offers[0].chat; N], 0);
        while i < N {
            tools[i] = offers[i].chat;
            i += 1;
        }
        tools
    }

    /// The tools as the Responses API takes them; `N` is never 0.
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

/// Checks that the tool at `index` has a name that no tool before it has.
#[track_caller]
pub const fn tool_name(names: &[&str], variants: &[&str], index: usize) {
    let mut earlier = 0;
    while earlier < index {
        if same(names[earlier], names[index]) {
            fail(&[
                "two tools are called `",
                names[index],
                "`: `",
                variants[earlier],
                "` and `",
                variants[index],
                "`, and a call says only the name\nhelp: give one type another name: `#[structured(name = \"...\")]`",
            ]);
        }
        earlier += 1;
    }
}

/// The place of the called tool among `names`; past their end when it is none of them.
#[must_use]
pub fn position(names: &[&str], call: &ToolCall) -> usize {
    names.iter().position(|name| *name == call.name()).unwrap_or(names.len())
}
