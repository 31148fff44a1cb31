//! A set of function tools as one enum: what the request offers, and a call read into the right variant.

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::string::String;

use crate::answer::error::Error;
use crate::answer::tool_call::ToolCall;
use crate::profile::{MOST_TOOLS, TOOL_DESCRIPTION_LENGTH};
use crate::schema::catalog::profile_of;
use crate::schema::check::short_name;
use crate::schema::text::{decimal, fail, same};
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

/// A set of tools whose arguments can be looked at while they stream: derived with `#[derive(Tools)]` and
/// `#[structured(partial)]`, when the types of all arguments are marked `#[structured(partial)]` too.
///
/// The derive on `enum Action` makes `enum ActionPartial<'a>` with the same variants, each of which lends the partial of
/// its arguments. [`PartialCalls`] fills it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of tools with a partial form",
    note = "add `#[structured(partial)]` beside its `#[derive(Tools)]`, and to the types of the arguments"
)]
pub trait PartialTools: Tools {
    /// What is known of the arguments of a call.
    type Partial<'a>
    where
        Self: 'a;

    /// Reads the arguments of a call.
    #[doc(hidden)]
    type Parser: core::fmt::Debug;

    /// The parser for the arguments of a call; `None` when no tool has its name.
    #[doc(hidden)]
    fn parser(call: &ToolCall) -> Option<Self::Parser>;

    /// Reads on in the arguments.
    #[doc(hidden)]
    fn push(parser: &mut Self::Parser, text: &str);

    /// What the parser knows.
    #[doc(hidden)]
    fn snapshot(parser: &Self::Parser) -> Self::Partial<'_>;
}

/// The arguments of the calls of one answer, as far as they came.
///
/// The work for a piece of arguments is proportional to the piece.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use structured_core::{PartialCalls, StructuredOutput, Tools, chat};
///
/// #[derive(Debug, Deserialize, StructuredOutput)]
/// #[structured(name = "send_mail", partial)]
/// struct SendMail {
///     to: String,
///     text: String,
/// }
///
/// #[derive(Debug, Tools)]
/// #[structured(partial)]
/// enum Action {
///     SendMail(SendMail),
/// }
///
/// let mut stream = chat::StreamReader::<String>::new();
/// stream.push(br#"data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","function":
/// data: {"name":"send_mail","arguments":"{\"to\":\"Ada\",\"text\":\"Dear A"}}]}}]}"#);
/// stream.push(b"\n\n");
///
/// let mut calls = PartialCalls::<Action>::new();
/// while let Some(event) = stream.next_event()? {
///     let chat::Event::ToolCallDelta { index, call, .. } = event else { continue };
///     let Some(ActionPartial::SendMail(mail)) = calls.update(index, call) else { continue };
///     assert!(mail.to.is_done());
///     assert_eq!(mail.text.as_str(), "Dear A");
/// }
/// # }
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
pub struct PartialCalls<A: PartialTools> {
    calls: BTreeMap<usize, PartialCall<A::Parser>>,
    namespace: Option<String>,
}

#[derive(Debug)]
struct PartialCall<P> {
    parser: P,
    /// Bytes of the arguments that were read.
    read: usize,
}

impl<A: PartialTools> Default for PartialCalls<A> {
    fn default() -> Self {
        Self { calls: BTreeMap::new(), namespace: None }
    }
}

impl<A: PartialTools> PartialCalls<A> {
    /// Creates a set without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a set without calls, for the tools of one namespace; see [`Tools::from_call_in`].
    #[must_use]
    pub fn in_namespace(namespace: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), ..Self::default() }
    }

    /// Reads what is new in the arguments of a call, and lends what is known of them. `place` identifies the call in the
    /// answer: it is the `index` of an event of Chat Completions, or the `output_index` of the Responses API.
    ///
    /// Returns `None` while the name of the call is not the name of a tool, and for a call of another namespace.
    pub fn update(&mut self, place: usize, call: &ToolCall) -> Option<A::Partial<'_>> {
        let so_far = match self.calls.entry(place) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let parser = match &self.namespace {
                    None => A::parser(call),
                    Some(namespace) if call.namespace() == Some(namespace) => A::parser(&call.without_namespace()),
                    Some(_) => None,
                };
                new.insert(PartialCall { parser: parser?, read: 0 })
            }
        };
        let arguments = call.arguments();
        A::push(&mut so_far.parser, arguments.get(so_far.read..).unwrap_or_default());
        so_far.read = arguments.len();
        Some(A::snapshot(&so_far.parser))
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

/// Checks that one request can have this many tools.
#[track_caller]
pub const fn tool_count(owner: &str, count: usize) {
    if count > MOST_TOOLS {
        let (count, most) = (decimal(count), decimal(MOST_TOOLS));
        fail(&[
            "`",
            owner,
            "` has ",
            count.as_str(),
            " tools, and a request may have at most ",
            most.as_str(),
            "\nhelp: make several sets of tools, and offer the one that a request needs",
        ]);
    }
}

/// Checks that the description of `T` is not too long for a tool.
#[track_caller]
pub(crate) const fn check_description<T: StructuredOutput + ?Sized>() {
    description(T::NAME, T::DESCRIPTION, is_strict::<T>());
}

const fn is_strict<T: StructuredOutput + ?Sized>() -> bool {
    match T::NODE {
        Ok(link) => profile_of(link).strict,
        Err(_) => false,
    }
}

/// Checks that neither the name nor the description of the tool at `index` is too long for one of the APIs.
#[track_caller]
pub const fn tool_texts(offers: &[Offer], index: usize) {
    let offer = &offers[index];
    short_name(offer.chat.name());
    description(offer.chat.name(), offer.chat.description(), offer.is_strict);
}

#[track_caller]
const fn description(name: &str, description: Option<&str>, is_strict: bool) {
    let length = match description {
        Some(description) if is_strict => characters(description),
        _ => return,
    };
    if length > TOOL_DESCRIPTION_LENGTH {
        let (length, most) = (decimal(length), decimal(TOOL_DESCRIPTION_LENGTH));
        fail(&[
            "the description of tool `",
            name,
            "` has ",
            length.as_str(),
            " characters, and the API takes at most ",
            most.as_str(),
            "\nhelp: shorten the doc comment of the type, or give it another text for the model: \
             `#[structured(description = \"...\")]`",
        ]);
    }
}

/// How many characters a text has.
const fn characters(text: &str) -> usize {
    // A text that has no more bytes than the API takes characters needs no count.
    if text.len() <= TOOL_DESCRIPTION_LENGTH {
        return text.len();
    }
    let (bytes, mut count, mut i) = (text.as_bytes(), 0, 0);
    while i < bytes.len() {
        count += (bytes[i] & 0xc0 != 0x80) as usize;
        i += 1;
    }
    count
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

/// The position of the called tool in `names`, or their number when the call is not for one of them. A tool in a
/// namespace is another tool, even if it has the same name.
#[must_use]
pub fn position(names: &[&str], call: &ToolCall) -> usize {
    let is_called = |name: &&str| call.namespace().is_none() && *name == call.name();
    names.iter().position(is_called).unwrap_or(names.len())
}
