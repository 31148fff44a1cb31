//! The answer of a script.

use std::time::Duration;

use super::Quirk;
use crate::json;
use serde::Serialize;

/// The answer to one request.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) reaction: Reaction,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) drop_after: Option<usize>,
    pub(crate) stall: Option<Duration>,
    pub(crate) latency: Option<Duration>,
}

impl Outcome {
    pub(crate) fn of(reaction: Reaction) -> Self {
        Self { reaction, headers: Vec::new(), drop_after: None, stall: None, latency: None }
    }

    /// The answer without a script.
    pub(crate) fn made() -> Self {
        Self::of(Reaction::Answer(Content::Made))
    }
}

/// An answer, an error, or an answer in an unusual shape.
#[derive(Debug, Clone)]
pub(crate) enum Reaction {
    Answer(Content),
    Status(StatusAnswer),
    Quirk(Quirk),
}

/// The content of the answer.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A value made from the schema.
    Made,
    /// This JSON text, if the schema admits it.
    Json(String),
    /// This text.
    Text(String),
    Refusal(String),
    /// Calls of tools, by name, with their arguments.
    Calls(Vec<(String, String)>),
    /// A value made from the schema, cut off after this many tokens.
    Cut(usize),
    /// A value made from the schema, stopped by the filter.
    Filtered,
}

/// An answer that is an error.
#[derive(Debug, Clone)]
pub(crate) struct StatusAnswer {
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) kind: String,
    pub(crate) code: Option<String>,
    /// The whole body, instead of the one made of the members above.
    pub(crate) body: Option<String>,
}

/// The API's message, `type` and `code` for a status.
const WORDS: &[(u16, &str, &str, Option<&str>)] = &[
    (400, "Invalid request.", "invalid_request_error", None),
    (401, "Incorrect API key provided.", "invalid_request_error", Some("invalid_api_key")),
    (403, "You are not allowed to do this.", "invalid_request_error", None),
    (404, "Not found.", "invalid_request_error", None),
    (408, "Request timed out.", "invalid_request_error", None),
    (409, "Another request has changed this.", "invalid_request_error", None),
    (429, "Rate limit reached for requests. Please try again later.", "requests", Some("rate_limit_exceeded")),
    (503, "The engine is currently overloaded, please try again later.", "server_error", None),
];

const SERVER_ERROR: &str =
    "The server had an error while processing your request. Sorry about that! You can retry your request.";

impl StatusAnswer {
    pub(crate) fn of(status: u16) -> Self {
        let known = WORDS.iter().find(|(known, ..)| *known == status);
        let (message, kind, code) =
            known.map_or((SERVER_ERROR, "server_error", None), |(_, message, kind, code)| (*message, *kind, *code));
        Self { status, message: message.to_owned(), kind: kind.to_owned(), code: code.map(str::to_owned), body: None }
    }

    pub(crate) fn body(&self) -> String {
        #[derive(Serialize)]
        struct Body<'e> {
            error: Members<'e>,
        }
        #[derive(Serialize)]
        struct Members<'e> {
            message: &'e str,
            #[serde(rename = "type")]
            kind: &'e str,
            param: Option<()>,
            code: Option<&'e str>,
        }
        let error = Members { message: &self.message, kind: &self.kind, param: None, code: self.code.as_deref() };
        self.body.clone().unwrap_or_else(|| json::text(&Body { error }))
    }
}
