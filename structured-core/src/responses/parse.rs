//! Reading the body of a response.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::answer::api_error::{self, ApiError};
use crate::answer::error::Error;
use crate::answer::json_text::{self, ContentError};
use crate::answer::lenient::{self, Text};
use crate::answer::logprobs::TokenLogprob;
use crate::answer::tool_call::ToolCall;
use crate::responses::response::{self, ContentPart, OutputItem, OutputMessage, Response, Status};
use crate::responses::usage::Usage;

/// What a body is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "a response";

/// Reads the body of an answer of the Responses API, and its text into `T`.
///
/// The text is the first `output_text` of a message that is the answer: a message whose `phase` is `commentary` is
/// not. Fields and items that are not known are passed over. A response that refused, was cut off, or is no `T` is no
/// error here: that is its [`outcome`](Response::outcome).
///
/// # Errors
///
/// [`Error::Api`] when the body is an error of the API or a response that failed, and [`Error::Body`] when it is not a
/// response.
///
/// # Examples
///
/// ```
/// use structured_core::{Outcome, responses};
///
/// let body = br#"{"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}, "output": [
///     {"type": "message", "content": [{"type": "output_text", "text": "[2, 3, 5"}]}]}"#;
/// let response = responses::parse::<Vec<u32>>(body)?;
/// assert_eq!(response.outcome, Outcome::CutOff("[2, 3, 5".into()));
/// # Ok::<(), structured_core::Error>(())
/// ```
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<Response<T>, Error> {
    let wire = match json_text::read_body::<WireResponse<'_>>(body) {
        Ok(wire) => wire,
        Err(error) => return Err(api_error::explain(body, EXPECTED, error)),
    };
    let status = wire.status.map(|word| Status::from(&*word.0));
    if let Some(error) = wire.error {
        return Err(api_error::told(error));
    }
    if status == Some(Status::Failed) {
        return Err(Error::Api(Box::new(failed_silently(body))));
    }
    let Some(items) = wire.output else { return Err(without_output(body)) };
    let mut output: Vec<_> = items.into_iter().map(WireItem::read).collect();
    if output.iter().any(|item| matches!(item, OutputItem::Other { .. })) {
        keep_raw_items(body, &mut output);
    }
    let incomplete_reason = wire.incomplete_details.and_then(|details| Text::filled(details.reason));
    Ok(Response {
        outcome: response::outcome(status.as_ref(), incomplete_reason.as_deref(), &output),
        id: Text::owned(wire.id),
        created_at: wire.created_at,
        model: Text::owned(wire.model),
        status,
        incomplete_reason,
        output,
        usage: wire.usage,
        service_tier: Text::filled(wire.service_tier),
    })
}

#[cold]
fn without_output(body: &[u8]) -> Error {
    let error = ContentError::other_shape("missing field `output`", &String::from_utf8_lossy(body));
    api_error::explain(body, EXPECTED, error)
}

#[cold]
fn failed_silently(body: &[u8]) -> ApiError {
    ApiError {
        message: "the response failed, and does not say why".to_string(),
        raw: String::from_utf8_lossy(body).into_owned(),
        ..ApiError::default()
    }
}

/// Puts the text of each item that has no type of its own into it. The happy path does not pay for this: it is a
/// second look at the body, taken only where there are such items.
fn keep_raw_items(body: &[u8], output: &mut [OutputItem]) {
    #[derive(Deserialize)]
    struct RawItems<'a> {
        #[serde(borrow)]
        output: Vec<&'a RawValue>,
    }
    let Ok(items) = serde_json::from_slice::<RawItems<'_>>(body) else { return };
    for (item, source) in output.iter_mut().zip(items.output) {
        if let OutputItem::Other { raw, .. } = item {
            *raw = source.get().to_string();
        }
    }
}

#[derive(Deserialize)]
struct WireResponse<'a> {
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(default, deserialize_with = "lenient::count")]
    created_at: u64,
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    incomplete_details: Option<IncompleteDetails<'a>>,
    #[serde(borrow)]
    output: Option<Vec<WireItem<'a>>>,
    usage: Option<Usage>,
    #[serde(borrow)]
    service_tier: Option<Text<'a>>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct IncompleteDetails<'a> {
    #[serde(borrow)]
    reason: Option<Text<'a>>,
}

/// One item, with the fields of all types of items: the `type` may come last.
#[derive(Deserialize)]
pub(super) struct WireItem<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    phase: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "parts")]
    content: Vec<WirePart<'a>>,
    #[serde(borrow)]
    call_id: Option<Text<'a>>,
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow, default, deserialize_with = "lenient::arguments")]
    arguments: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "lenient::content")]
    input: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct WirePart<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    refusal: Option<Text<'a>>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    logprobs: Vec<TokenLogprob>,
}

fn parts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<WirePart<'de>>, D::Error> {
    lenient::or_default(from)
}

impl WireItem<'_> {
    pub(super) fn read(self) -> OutputItem {
        match Text::owned(self.kind) {
            kind if kind == "message" => OutputItem::Message(OutputMessage {
                id: Text::owned(self.id),
                status: self.status.map(|word| Status::from(&*word.0)),
                phase: self.phase.map(|word| (&*word.0).into()),
                content: self.content.into_iter().map(WirePart::read).collect(),
            }),
            kind if kind == "function_call" || kind == "custom_tool_call" => {
                let custom = kind == "custom_tool_call";
                let arguments = if custom { self.input } else { self.arguments };
                OutputItem::ToolCall(ToolCall {
                    id: Text::filled(self.call_id).unwrap_or_else(|| Text::owned(self.id)),
                    name: Text::owned(self.name),
                    arguments: arguments.map_or_else(String::new, Cow::into_owned),
                    custom,
                })
            }
            kind => OutputItem::Other { kind, raw: String::new() },
        }
    }
}

impl WirePart<'_> {
    fn read(self) -> ContentPart {
        let kind = Text::owned(self.kind);
        match &*kind {
            "output_text" | "text" => ContentPart::Text { text: Text::owned(self.text), logprobs: self.logprobs },
            "refusal" => ContentPart::Refusal(Text::owned(self.refusal)),
            _ => ContentPart::Other(kind),
        }
    }
}
