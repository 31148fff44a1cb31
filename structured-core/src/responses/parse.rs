//! Reading the body of a response.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use crate::answer::api_error::{self, ApiError};
use crate::answer::error::Error;
use crate::answer::json_text;
use crate::answer::lenient::{Cursor, Loose, NotJson, Wire, elements, fields};
use crate::answer::surrogates;
use crate::answer::tolerance::Mode;
use crate::responses::item::{self, OutputItem};
use crate::responses::response::{self, Response, Status};
use crate::responses::usage::Usage;

/// What a body is expected to be, in the words of [`Error::Body`].
const EXPECTED: &str = "a response";

/// Reads the body of an answer of the Responses API, and its text into `T`.
///
/// The text is the first `output_text` of a message that is the answer: a message whose `phase` is `commentary` is
/// not. Unknown fields and items are ignored. A refused, truncated or unreadable response does not make this function
/// fail; see [`outcome`](Response::outcome).
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
    parse_in(Mode::Strict, body)
}

/// Reads an answer of a model or server that does not enforce the schema: as [`parse`], without the text around the
/// JSON. The removed text is in [`Response::repairs`]; see [`read_tolerant`](crate::read_tolerant).
///
/// # Errors
///
/// As [`parse`].
pub fn parse_tolerant<T: DeserializeOwned>(body: &[u8]) -> Result<Response<T>, Error> {
    parse_in(Mode::Tolerant, body)
}

pub(super) fn parse_in<T: DeserializeOwned>(mode: Mode, body: &[u8]) -> Result<Response<T>, Error> {
    // Halves of characters beside the answer do no harm. In the answer, they are an error: replaced, it would be
    // another one.
    let text = surrogates::replace(body);
    let response = read(mode, &text)?;
    if matches!(text, Cow::Borrowed(_)) || response.output.iter().all(OutputItem::is_whole) {
        return Ok(response);
    }
    Err(api_error::unexpected("half of a character, or a byte that is not UTF-8, in the answer", body, EXPECTED))
}

fn read<T: DeserializeOwned>(mode: Mode, body: &str) -> Result<Response<T>, Error> {
    let head = Head::read(body, None)?;
    let Some(output) = head.output.and_then(items) else {
        return Err(api_error::unexpected("missing field `output`", body.as_bytes(), EXPECTED));
    };
    Ok(head.into_response(output, mode))
}

/// Reads an answer of the Responses API with its HTTP status; see [`parse`].
///
/// # Errors
///
/// As [`parse`]; and [`Error::Api`], with the status and the message of the body, if the status is not a success,
/// whatever the body is. [`Error::is_retryable`] then tells whether to send the request again.
pub fn parse_response<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<Response<T>, Error> {
    if (200..300).contains(&status) { parse(body) } else { Err(api_error::with_status(status, body)) }
}

/// The items of a list. `None` if the value is not a list. Items that are not objects are skipped.
fn items(output: &str) -> Option<Vec<OutputItem>> {
    output.starts_with('[').then(|| elements(output).into_iter().filter_map(item::read).collect())
}

/// A response whose items are not read yet.
#[derive(Default)]
pub(super) struct Head<'a> {
    id: Loose<'a>,
    created_at: u64,
    model: Loose<'a>,
    status: Loose<'a>,
    incomplete_details: Option<&'a str>,
    output: Option<&'a str>,
    usage: Option<Usage>,
    service_tier: Loose<'a>,
    error: Option<&'a str>,
}

impl<'a> Wire<'a> for Head<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        match &*key {
            "id" => self.id = value.loose()?,
            "created_at" => self.created_at = value.count()?,
            "model" => self.model = value.loose()?,
            "status" => self.status = value.loose()?,
            "incomplete_details" => self.incomplete_details = value.raw_unless_null()?,
            "output" => self.output = value.raw_unless_null()?,
            "usage" => value.fill_option(&mut self.usage)?,
            "service_tier" => self.service_tier = value.loose()?,
            "error" => self.error = value.raw_unless_null()?,
            _ => return value.skip(),
        }
        Ok(())
    }
}

impl<'a> Head<'a> {
    /// Reads the members that are the same in a whole body and in the last event of a stream.
    ///
    /// `status` is that of the event. It is used if the response has none.
    pub(super) fn read(body: &'a str, status: Option<Status>) -> Result<Self, Error> {
        let mut head = Self::default();
        if let Err(error) = json_text::fill_text(body, &mut head) {
            return Err(api_error::explain(body.as_bytes(), EXPECTED, error));
        }
        if let (Some(status), Loose::Absent | Loose::Null) = (status, &head.status) {
            head.status = Loose::Text(status.as_str().to_string().into());
        }
        let completed = head.status.as_text() == Some(Status::Completed.as_str());
        if let Some(error) = head.error.and_then(|raw| api_error::in_member(raw, completed)) {
            return Err(error);
        }
        if head.status.as_text() == Some(Status::Failed.as_str()) {
            return Err(Error::Api(Box::new(ApiError {
                message: "the response failed, and the API gave no reason".to_string(),
                raw: body.to_string(),
                ..ApiError::default()
            })));
        }
        Ok(head)
    }

    /// The items, if there are any.
    pub(super) fn items(&self) -> Vec<OutputItem> {
        self.output.and_then(items).unwrap_or_default()
    }

    pub(super) fn into_response<T: DeserializeOwned>(self, output: Vec<OutputItem>, mode: Mode) -> Response<T> {
        let status = self.status.filled().map(|word| Status::from(&*word));
        let mut reason = Loose::Absent;
        self.incomplete_details.and_then(|json| fields(json, &mut [("reason", &mut reason)]));
        let incomplete_reason = reason.filled();
        let (outcome, repairs) = response::outcome(status.as_ref(), incomplete_reason.as_deref(), &output, mode);
        Response {
            outcome,
            repairs,
            id: self.id.owned(),
            created_at: self.created_at,
            model: self.model.owned(),
            status,
            incomplete_reason,
            output,
            usage: self.usage,
            service_tier: self.service_tier.tier(),
        }
    }
}
