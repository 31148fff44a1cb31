//! Reading the body of a chat completion.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use crate::answer::api_error::{self, ApiError};
use crate::answer::ending::Ending;
use crate::answer::error::Error;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{Cursor, Few, Loose, NotJson, Wire};
use crate::answer::logprobs::Logprobs;
use crate::answer::surrogates;
use crate::answer::tolerance::Mode;
use crate::chat::completion::{ChatCompletion, Choice, FinishReason};
use crate::chat::message::WireMessage;
use crate::chat::usage::Usage;

/// What a body is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "a chat completion";

/// Reads the body of an answer of Chat Completions, and the content of each choice into `T`.
///
/// The body and each content are read once. Unknown fields are kept or skipped. A field beside the answer that is
/// missing, or of another type, is not an error. Refused, truncated or unreadable choices do not make this function
/// fail; see [`Choice::outcome`].
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
    parse_in(Mode::Strict, body)
}

/// Reads an answer of a model or server that does not enforce the schema: as [`parse`], without the text around the
/// JSON. The removed text is in [`Choice::repairs`]; see [`read_tolerant`](crate::read_tolerant).
///
/// # Errors
///
/// As [`parse`].
///
/// # Examples
///
/// ```
/// use structured_core::{Repair, chat};
///
/// let body = br#"{"choices": [{"finish_reason": "stop", "message": {"content": "```json\n[2, 3]\n```"}}]}"#;
/// let completion = chat::parse_tolerant::<Vec<u32>>(body)?;
/// assert_eq!(completion.choices[0].repairs, [Repair::CodeFence]);
/// assert_eq!(completion.into_parsed()?, [2, 3]);
/// # Ok::<(), structured_core::Error>(())
/// ```
pub fn parse_tolerant<T: DeserializeOwned>(body: &[u8]) -> Result<ChatCompletion<T>, Error> {
    parse_in(Mode::Tolerant, body)
}

pub(super) fn parse_in<T: DeserializeOwned>(mode: Mode, body: &[u8]) -> Result<ChatCompletion<T>, Error> {
    let mut wire = WireCompletion::default();
    if let Err(error) = wire.fill(body) {
        // Halves of characters beside the answer do no harm. In the answer, they are an error: replaced, it would be
        // another one.
        if let Cow::Owned(mended) = surrogates::replace(body)
            && let Ok(completion) = parse_in(mode, mended.as_bytes())
            && completion.choices.iter().all(|choice| choice.message.is_whole())
        {
            return Ok(completion);
        }
        return Err(api_error::explain(body, EXPECTED, error));
    }
    let choices = wire.choices.as_mut();
    if let Some(raw) = wire.error
        && let Some(error) =
            api_error::in_member(raw, choices.iter().flat_map(|choices| choices.iter()).any(WireChoice::is_answer))
    {
        return Err(error);
    }
    let Some(choices) = choices else {
        return Err(api_error::unexpected("missing field `choices`", body, EXPECTED));
    };
    let mut read = Vec::with_capacity(choices.len());
    for choice in choices.iter_mut() {
        read.push(choice.read(mode)?);
    }
    Ok(ChatCompletion {
        id: wire.id.owned(),
        created: wire.created,
        model: wire.model.owned(),
        choices: read,
        usage: wire.usage,
        system_fingerprint: wire.system_fingerprint.filled(),
        service_tier: wire.service_tier.tier(),
    })
}

/// Reads an answer of Chat Completions with its HTTP status; see [`parse`].
///
/// # Errors
///
/// As [`parse`]; and [`Error::Api`], with the status and the message of the body, if the status is not a success,
/// whatever the body is. [`Error::is_retryable`] then tells whether to send the request again.
///
/// # Examples
///
/// ```
/// use structured_core::{Error, chat};
///
/// let error = chat::parse_response::<u32>(429, br#"{"error": {"message": "Slow down."}}"#).unwrap_err();
/// assert!(error.is_retryable());
/// assert_eq!(error.to_string(), "the API answered with an error: Slow down. (status `429`)");
/// ```
pub fn parse_response<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<ChatCompletion<T>, Error> {
    if (200..300).contains(&status) { parse(body) } else { Err(api_error::with_status(status, body)) }
}

#[derive(Default)]
struct WireCompletion<'a> {
    id: Loose<'a>,
    created: u64,
    model: Loose<'a>,
    choices: Option<Few<WireChoice<'a>>>,
    usage: Option<Usage>,
    system_fingerprint: Loose<'a>,
    service_tier: Loose<'a>,
    error: Option<&'a str>,
}

#[derive(Default)]
struct WireChoice<'a> {
    index: Option<u32>,
    finish_reason: Loose<'a>,
    native_finish_reason: Loose<'a>,
    message: WireMessage,
    logprobs: Option<&'a str>,
    error: Option<&'a str>,
}

impl<'a> WireCompletion<'a> {
    /// Reads a completion.
    fn fill(&mut self, body: &'a [u8]) -> Result<(), ContentError> {
        json_text::fill_body(body, self)
    }
}

impl<'a> Wire<'a> for WireCompletion<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "id" => self.id = value.loose()?,
            "created" => self.created = value.count()?,
            "model" => self.model = value.loose()?,
            "choices" => drop(value.fill_few(&mut self.choices)?),
            "usage" => value.fill_option(&mut self.usage)?,
            "system_fingerprint" => self.system_fingerprint = value.loose()?,
            "service_tier" => self.service_tier = value.loose()?,
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Wire<'a> for WireChoice<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "index" => self.index = value.index()?,
            "message" => drop(value.fill(&mut self.message)?),
            "finish_reason" => self.finish_reason = value.loose()?,
            "native_finish_reason" => self.native_finish_reason = value.loose()?,
            "logprobs" => self.logprobs = value.raw_unless_null()?,
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl WireChoice<'_> {
    /// Whether the choice contains an answer or calls.
    fn is_answer(&self) -> bool {
        let message = self.message.as_message();
        message.content.as_ref().is_some_and(|content| !content.is_empty()) || !message.tool_calls.is_empty()
    }

    /// Takes the message out, and reads its content.
    fn read<T: DeserializeOwned>(&mut self, mode: Mode) -> Result<Choice<T>, Error> {
        let finish_reason = self.finish_reason.as_text().and_then(finish_reason);
        let native_finish_reason = core::mem::take(&mut self.native_finish_reason).filled();
        let ending = Ending::of_both(finish_reason.as_ref().map(FinishReason::as_str), native_finish_reason.as_deref());
        check(ending, finish_reason.as_ref(), self.error)?;
        let message = self.message.take_message();
        let (outcome, repairs) = message.end_signals(ending).outcome(mode);
        let index = self.index.unwrap_or_default();
        let logprobs = self.logprobs.and_then(Logprobs::of);
        Ok(Choice { index, finish_reason, native_finish_reason, outcome, message, logprobs, repairs })
    }
}

/// Fails when the server reports that a choice failed.
pub(super) fn check(ending: Ending, word: Option<&FinishReason>, error: Option<&str>) -> Result<(), Error> {
    let failed = ending == Ending::Failed;
    if let Some(error) = error.and_then(|raw| api_error::in_member(raw, !failed)) {
        return Err(error);
    }
    if !failed {
        return Ok(());
    }
    let word = word.map_or_else(String::new, ToString::to_string);
    let message = format!("the server ended the answer with the finish reason `{word}`");
    Err(Error::Api(Box::new(ApiError { message, code: Some(word), ..ApiError::default() })))
}

/// The finish reason of a choice. Some servers leave it empty, or write `null` as a text.
pub(super) fn finish_reason(word: &str) -> Option<FinishReason> {
    (!word.is_empty() && word != "null").then(|| word.into())
}
