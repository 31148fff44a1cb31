//! The way of one request from its bytes to its answer: rules, script, value, format.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;

use crate::answer::{self, Answer};
use crate::api_error::ApiError;
use crate::ask::Ask;
use crate::batches::Batches;
use crate::files::Files;
use crate::linter::{Document, MAX_LEVELS, Violation};
use crate::log;
use crate::options::Options;
use crate::page::Pages;
use crate::record::{Recorder, Request, Verdict};
use crate::responses::StoredResponses;
use crate::rules::{Body, Refusal, Rules, message};
use crate::schemas::Schemas;
use crate::script::{Content, Outcome, Quirk, Reaction, Script};
use crate::wire::{self, Stamp};

/// The API of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    Chat,
    Responses,
}

/// The state that all requests share.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) options: Options,
    pub(crate) rules: Rules,
    pub(crate) script: Script,
    pub(crate) recorder: Recorder,
    pub(crate) files: Files,
    pub(crate) pages: Pages,
    pub(crate) batches: Batches,
    responses: StoredResponses,
    answers: AtomicU64,
}

/// The response to be sent.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content_type: &'static str,
    /// The body, in the parts in which it is sent.
    pub(crate) parts: Vec<Bytes>,
    /// Whether the parts are those of a stream.
    pub(crate) streams: bool,
    pub(crate) latency: Duration,
    pub(crate) stall: Option<Duration>,
    pub(crate) drop_after: Option<usize>,
}

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream; charset=utf-8";
/// All violations of the request's schemas, as a JSON array.
const VIOLATIONS: &str = "x-structured-violations";
/// The most bytes of that header; clients refuse much longer ones.
const LONGEST_HEADER: usize = 6_000;

impl Decision {
    fn new(status: u16, content_type: &'static str, parts: Vec<Bytes>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content_type,
            parts,
            streams: false,
            latency: Duration::ZERO,
            stall: None,
            drop_after: None,
        }
    }

    pub(crate) fn error(error: &ApiError) -> Self {
        Self::new(error.status, JSON, vec![Bytes::from(error.body())])
    }
}

impl Endpoint {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            rules: Rules { schemas: Schemas::new(options.profile), any_model: options.any_model },
            script: Script::default(),
            recorder: Recorder::new(options.history_bytes),
            files: Files::default(),
            pages: Pages::default(),
            batches: Batches::default(),
            responses: StoredResponses::default(),
            answers: AtomicU64::new(0),
            options,
        }
    }

    /// Refuses a request without the key, if there is one.
    pub(crate) fn check_key(&self, given: Option<&str>) -> Result<(), ApiError> {
        let Some(key) = &self.options.api_key else { return Ok(()) };
        match given {
            None | Some("") => Err(message::no_key()),
            Some(given) if given == key => Ok(()),
            Some(given) => Err(message::wrong_key(given)),
        }
    }

    /// Decides the answer to `request`. `model` is the one in the path of the request.
    pub(crate) fn decide(&self, wire: Wire, request: &Arc<Request>, model: Option<&str>) -> Decision {
        let (decision, verdict) = match self.ask(wire, request.body(), model) {
            Ok(ask) => {
                request.know(&ask);
                self.answer(wire, request, &ask)
            }
            Err(refusal) => {
                request.know_refused();
                refused(refusal.error, refusal.violations)
            }
        };
        request.judge(verdict);
        self.seen(request, &decision);
        decision
    }

    /// Records, shows and logs a request whose answer is decided.
    pub(crate) fn seen(&self, request: &Arc<Request>, decision: &Decision) {
        request.sent(&decision.parts, decision.streams);
        self.recorder.keep(request);
        self.pages.request(request, decision.streams);
        log::write(self.options.log, request);
    }

    fn ask(&self, wire: Wire, text: &str, model: Option<&str>) -> Result<Ask, Refusal> {
        let document = Document::read(text).map_err(|malformed| {
            if malformed.too_deep { message::too_deep(MAX_LEVELS) } else { message::not_json() }
        })?;
        let root = &document.root;
        if root.members().is_none() {
            return Err(message::not_json().into());
        }
        let body = Body { text, root, model };
        match wire {
            Wire::Chat => self.rules.chat(body),
            Wire::Responses => {
                let ask = self.rules.responses(body)?;
                self.responses.check(&ask)?;
                Ok(ask)
            }
        }
    }

    fn answer(&self, wire: Wire, request: &Request, ask: &Ask) -> (Decision, Verdict) {
        let scripted = if self.script.is_empty() { None } else { self.script.take(request) };
        let outcome = scripted.unwrap_or_else(Outcome::made);
        let number = self.answers.fetch_add(1, Ordering::Relaxed);
        let stamp = Stamp::of(number);
        let seed = self.options.seed.wrapping_add(number);
        let warnings = || ask.sheets().flat_map(|sheet| sheet.violations.iter().cloned()).collect();
        let made = match &outcome.reaction {
            Reaction::Answer(content) => {
                answer::answer(ask, content, seed).map(|answer| answered(wire, ask, &answer, &stamp))
            }
            Reaction::Quirk(quirk) => odd(wire, ask, *quirk, seed),
            Reaction::Status(answer) => {
                let mut decision = Decision::new(answer.status, JSON, vec![Bytes::from(answer.body())]);
                decision.headers.clone_from(&outcome.headers);
                decision.latency = outcome.latency.unwrap_or_default();
                let message = Some(answer.message.clone());
                let verdict = Verdict { status: answer.status, message, param: None, violations: warnings() };
                return (decision, verdict);
            }
        };
        match made {
            Err(error) => refused(error, warnings()),
            Ok(mut decision) => {
                if wire == Wire::Responses {
                    self.responses.keep(ask, number);
                }
                decision.headers = outcome.headers;
                let first = if ask.has_new_schema { self.options.first_request_latency } else { Duration::ZERO };
                decision.latency = self.options.latency + first + outcome.latency.unwrap_or_default();
                decision.stall = outcome.stall;
                decision.drop_after = outcome.drop_after;
                (decision, Verdict { status: 200, message: None, param: None, violations: warnings() })
            }
        }
    }
}

fn answered(wire: Wire, ask: &Ask, answer: &Answer, stamp: &Stamp) -> Decision {
    let (body, events) = match wire {
        Wire::Chat => (
            wire::chat::body as fn(&Ask, &Answer, &Stamp) -> Bytes,
            wire::chat::events as fn(&Ask, &Answer, &Stamp) -> Vec<Bytes>,
        ),
        Wire::Responses => (wire::responses::body as _, wire::responses::events as _),
    };
    if ask.stream {
        Decision { streams: true, ..Decision::new(200, EVENTS, events(ask, answer, stamp)) }
    } else {
        Decision::new(200, JSON, vec![body(ask, answer, stamp)])
    }
}

/// An answer in an unusual shape, if the quirk applies to the request.
fn odd(wire: Wire, ask: &Ask, quirk: Quirk, seed: u64) -> Result<Decision, ApiError> {
    let wrong = |why: &str| answer::script_error(&format!("the quirk `{}` {why}", quirk.name()));
    if quirk.is_of_responses() != (wire == Wire::Responses) {
        let of = if quirk.is_of_responses() { "Responses" } else { "Chat Completions" };
        return Err(wrong(&format!("is one of {of}, and the request is not")));
    }
    if quirk.is_of_streams() != ask.stream {
        let kind = if quirk.is_of_streams() { "answers that stream" } else { "answers that do not stream" };
        return Err(wrong(&format!("is one of {kind}, and the request asks for another")));
    }
    let mut reply = answer::answer(&calling(ask, quirk), &Content::Made, seed)?.replies.swap_remove(0);
    if quirk.needs_content() && reply.content.is_none() {
        reply.content = answer::answer(&Ask { tools: Vec::new(), ..ask.clone() }, &Content::Made, seed)?
            .replies
            .swap_remove(0)
            .content;
    }
    let body = quirk.body(&ask.model, &reply).map_err(|why| wrong(&format!("cannot be shown: {why}")))?;
    let decision = Decision::new(200, if quirk.is_of_streams() { EVENTS } else { JSON }, Vec::new());
    // A stream is sent event by event.
    let parts = body.split_inclusive("\n\n").map(|part| Bytes::copy_from_slice(part.as_bytes())).collect();
    Ok(Decision { parts, streams: quirk.is_of_streams(), ..decision })
}

/// The request, changed so that its answer has the calls that `quirk` needs, or none.
fn calling(ask: &Ask, quirk: Quirk) -> Ask {
    use crate::ask::ToolChoice;
    let tool_choice = if quirk.needs_call() { ToolChoice::Required } else { ToolChoice::Never };
    Ask { tool_choice, ..ask.clone() }
}

fn refused(error: ApiError, violations: Vec<Violation>) -> (Decision, Verdict) {
    let mut decision = Decision::error(&error);
    if !violations.is_empty() {
        decision.headers.push((VIOLATIONS.to_owned(), violations_header(&violations)));
    }
    let verdict = Verdict { status: error.status, message: Some(error.message), param: error.param, violations };
    (decision, verdict)
}

/// A header with as many of `violations` as have room, in ASCII.
fn violations_header(violations: &[Violation]) -> String {
    let mut header = String::from("[");
    for violation in violations {
        let entry = crate::json::text(
            &[
                ("rule", violation.rule.name()),
                ("pointer", &violation.pointer),
                ("message", &violation.message),
                ("help", &violation.help),
            ]
            .into_iter()
            .collect::<std::collections::BTreeMap<_, _>>(),
        );
        let entry = ascii(&entry);
        if header.len() + entry.len() > LONGEST_HEADER {
            break;
        }
        if header.len() > 1 {
            header.push(',');
        }
        header.push_str(&entry);
    }
    header.push(']');
    header
}

/// A JSON text with every character beyond ASCII escaped.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                out.extend(format!("\\u{unit:04x}").chars());
            }
        }
    }
    out
}

impl Endpoint {
    /// A new request. It is recorded once its answer is decided.
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: Vec<(String, String)>,
        body: String,
    ) -> Arc<Request> {
        let number = self.recorder.number();
        Arc::new(Request::new(number, method.to_owned(), path.to_owned(), headers, body))
    }

    /// A request that is refused before it is read.
    pub(crate) fn refuse(&self, request: &Arc<Request>, error: ApiError) -> Decision {
        let (decision, verdict) = refused(error, Vec::new());
        request.judge(verdict);
        self.seen(request, &decision);
        decision
    }
}
