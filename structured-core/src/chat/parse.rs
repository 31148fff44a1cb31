//! Reading the body of a chat completion.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::answer::api_error;
use crate::answer::error::Error;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{self, Text};
use crate::answer::logprobs::Logprobs;
use crate::answer::tool_call::ToolCall;
use crate::chat::completion::{ChatCompletion, Choice, FinishReason, Message};
use crate::chat::usage::Usage;

/// What a body is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "a chat completion";

/// Reads the body of an answer of Chat Completions, and the content of each choice into `T`.
///
/// The body is read once, and so is each content. Fields that are not known are passed over. A choice that refused,
/// was cut off, or is no `T` is no error here: that is its [`outcome`](Choice::outcome).
///
/// # Errors
///
/// [`Error::Api`] when the body is an error of the API, and [`Error::Body`] when it is not a chat completion.
///
/// # Examples
///
/// ```
/// use structured_core::{Outcome, chat};
///
/// let body = br#"{"choices": [{"index": 0, "finish_reason": "stop",
///     "message": {"role": "assistant", "content": "[2, 3, 5]", "refusal": null}}]}"#;
/// let completion = chat::parse::<Vec<u32>>(body)?;
/// assert_eq!(completion.choices[0].outcome, Outcome::Parsed(vec![2, 3, 5]));
/// # Ok::<(), structured_core::Error>(())
/// ```
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<ChatCompletion<T>, Error> {
    let wire = match json_text::read_body::<WireCompletion<'_>>(body) {
        Ok(wire) => wire,
        Err(error) => return Err(api_error::explain(body, EXPECTED, error)),
    };
    if let Some(error) = wire.error {
        return Err(api_error::told(error));
    }
    let Some(choices) = wire.choices else { return Err(without_choices(body)) };
    Ok(ChatCompletion {
        id: Text::owned(wire.id),
        created: wire.created,
        model: Text::owned(wire.model),
        choices: choices.into_iter().map(WireChoice::read).collect(),
        usage: wire.usage,
        system_fingerprint: Text::filled(wire.system_fingerprint),
        service_tier: Text::filled(wire.service_tier),
    })
}

#[cold]
fn without_choices(body: &[u8]) -> Error {
    let error = ContentError::other_shape("missing field `choices`", &String::from_utf8_lossy(body));
    api_error::explain(body, EXPECTED, error)
}

#[derive(Deserialize)]
struct WireCompletion<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(default, deserialize_with = "lenient::count")]
    created: u64,
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    choices: Option<Vec<WireChoice<'a>>>,
    usage: Option<Usage>,
    #[serde(borrow)]
    system_fingerprint: Option<Text<'a>>,
    #[serde(borrow)]
    service_tier: Option<Text<'a>>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct WireChoice<'a> {
    #[serde(default)]
    index: u32,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::or_default")]
    message: WireMessage<'a>,
    logprobs: Option<Logprobs>,
}

#[derive(Deserialize, Default)]
struct WireMessage<'a> {
    #[serde(borrow)]
    role: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    #[serde(borrow)]
    tool_calls: Option<Vec<WireToolCall<'a>>>,
}

#[derive(Deserialize)]
struct WireToolCall<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    function: Option<WireFunction<'a>>,
    #[serde(borrow)]
    custom: Option<WireCustom<'a>>,
}

#[derive(Deserialize)]
struct WireFunction<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::arguments")]
    arguments: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct WireCustom<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    input: Option<Text<'a>>,
}

impl WireChoice<'_> {
    fn read<T: DeserializeOwned>(self) -> Choice<T> {
        let finish_reason = self.finish_reason.and_then(|word| finish_reason(&word.0));
        let message = self.message.read();
        let outcome = message.signs(finish_reason.as_ref()).read();
        Choice { index: self.index, finish_reason, outcome, message, logprobs: self.logprobs }
    }
}

/// The word for how a choice ended; some servers leave it empty.
pub(super) fn finish_reason(word: &str) -> Option<FinishReason> {
    (!word.is_empty()).then(|| word.into())
}

impl WireMessage<'_> {
    fn read(self) -> Message {
        Message {
            role: Text::owned(self.role),
            content: self.content.map(Cow::into_owned),
            refusal: Text::filled(self.refusal),
            tool_calls: self.tool_calls.into_iter().flatten().map(WireToolCall::read).collect(),
        }
    }
}

impl WireToolCall<'_> {
    fn read(self) -> ToolCall {
        let custom = self.function.is_none() && self.custom.is_some();
        let (name, arguments) = match (self.function, self.custom) {
            (Some(function), _) => (function.name, function.arguments),
            (None, Some(custom)) => (custom.name, custom.input.map(|input| input.0)),
            (None, None) => (None, None),
        };
        let arguments = arguments.map_or_else(String::new, Cow::into_owned);
        ToolCall { id: Text::owned(self.id), name: Text::owned(name), arguments, custom }
    }
}
