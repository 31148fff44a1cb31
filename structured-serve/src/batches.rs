//! Batches: a file of requests, answered line by line.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::api_error::ApiError;
use crate::endpoint::{Endpoint, Wire};
use crate::json;
use crate::linter::{Document, JsonValue};
use crate::rules::message;
use crate::wire::now;

/// The most requests of a batch.
const MOST_LINES: usize = 50_000;
const ENDPOINTS: &[&str] = &["/v1/chat/completions", "/v1/responses"];
const DAY: u64 = 24 * 60 * 60;

/// A batch.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Batch {
    pub(crate) id: String,
    object: &'static str,
    endpoint: String,
    errors: Option<Errors>,
    input_file_id: String,
    completion_window: String,
    pub(crate) status: &'static str,
    output_file_id: Option<String>,
    error_file_id: Option<String>,
    created_at: u64,
    in_progress_at: Option<u64>,
    expires_at: u64,
    finalizing_at: Option<u64>,
    completed_at: Option<u64>,
    failed_at: Option<u64>,
    expired_at: Option<u64>,
    cancelling_at: Option<u64>,
    cancelled_at: Option<u64>,
    request_counts: Counts,
    metadata: Option<Box<RawValue>>,
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Counts {
    total: usize,
    completed: usize,
    failed: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Errors {
    object: &'static str,
    data: Vec<LineError>,
}

#[derive(Debug, Clone, Serialize)]
struct LineError {
    code: &'static str,
    message: String,
    param: Option<&'static str>,
    line: Option<usize>,
}

/// The batches, by id.
#[derive(Debug, Default)]
pub(crate) struct Batches(Mutex<BTreeMap<String, Batch>>);

/// One request of a batch.
struct Line {
    custom_id: String,
    body: String,
}

impl Batches {
    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Batch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, id: &str) -> Result<Batch, ApiError> {
        self.lock().get(id).cloned().ok_or_else(|| no_batch(id))
    }

    pub(crate) fn list(&self) -> Vec<Batch> {
        self.lock().values().rev().cloned().collect()
    }

    /// Ends a batch that still runs.
    pub(crate) fn cancel(&self, id: &str) -> Result<Batch, ApiError> {
        let mut batches = self.lock();
        let batch = batches.get_mut(id).ok_or_else(|| no_batch(id))?;
        if !matches!(batch.status, "validating" | "in_progress" | "finalizing") {
            return Err(ApiError::invalid(format!("Cannot cancel a batch with status '{}'.", batch.status)).status(409));
        }
        batch.status = "cancelled";
        (batch.cancelling_at, batch.cancelled_at) = (Some(now()), Some(now()));
        Ok(batch.clone())
    }

    /// Creates a batch from the JSON text of a request.
    pub(crate) fn create(&self, text: &str) -> Result<Batch, ApiError> {
        let body = Document::read(text).map_err(|_| message::not_json())?.root;
        let text_of = |name: &str| body.get(name).and_then(JsonValue::as_str).ok_or_else(|| message::missing(name));
        let (input_file_id, endpoint) = (text_of("input_file_id")?, text_of("endpoint")?);
        let completion_window = text_of("completion_window")?;
        if !ENDPOINTS.contains(&endpoint) {
            return Err(message::invalid_value("endpoint", endpoint, ENDPOINTS));
        }
        if completion_window != "24h" {
            return Err(message::invalid_value("completion_window", completion_window, &["24h"]));
        }
        let created_at = now();
        let mut batches = self.lock();
        let batch = Batch {
            id: format!("batch_{:024x}", batches.len() + 1),
            object: "batch",
            endpoint: endpoint.to_owned(),
            errors: None,
            input_file_id: input_file_id.to_owned(),
            completion_window: completion_window.to_owned(),
            status: "validating",
            output_file_id: None,
            error_file_id: None,
            created_at,
            in_progress_at: None,
            expires_at: created_at + DAY,
            finalizing_at: None,
            completed_at: None,
            failed_at: None,
            expired_at: None,
            cancelling_at: None,
            cancelled_at: None,
            request_counts: Counts::default(),
            metadata: body.get("metadata").and_then(|node| RawValue::from_string(node.to_minified()).ok()),
        };
        batches.insert(batch.id.clone(), batch.clone());
        Ok(batch)
    }

    /// Changes a batch, unless it was cancelled. Returns whether it continues.
    fn change(&self, id: &str, change: impl FnOnce(&mut Batch)) -> bool {
        match self.lock().get_mut(id) {
            Some(batch) if batch.status != "cancelled" => {
                change(batch);
                true
            }
            _ => false,
        }
    }
}

fn no_batch(id: &str) -> ApiError {
    ApiError::invalid(format!("No batch found with id '{id}'.")).status(404)
}

/// Answers the requests of a batch, one after the other. Other requests are answered meanwhile.
pub(crate) fn run(endpoint: &Arc<Endpoint>, id: &str) {
    let Ok(batch) = endpoint.batches.get(id) else { return };
    let lines = endpoint.files.get(&batch.input_file_id).map_err(|error| {
        vec![LineError { code: "invalid_file", message: error.message, param: Some("input_file_id"), line: None }]
    });
    let lines = match lines.and_then(|(_, content)| read(&content, &batch.endpoint)) {
        Ok(lines) => lines,
        Err(data) => {
            endpoint.batches.change(id, |batch| {
                (batch.status, batch.failed_at) = ("failed", Some(now()));
                batch.errors = Some(Errors { object: "list", data });
            });
            return;
        }
    };
    endpoint.batches.change(id, |batch| {
        (batch.status, batch.in_progress_at) = ("in_progress", Some(now()));
        batch.request_counts.total = lines.len();
    });
    let wire = if batch.endpoint.ends_with("/responses") { Wire::Responses } else { Wire::Chat };
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    for (index, line) in lines.into_iter().enumerate() {
        let (status, text) = answer(endpoint, wire, &batch.endpoint, line, index);
        let is_answered = status < 400;
        if is_answered { &mut output } else { &mut errors }.extend_from_slice(text.as_bytes());
        let goes_on = endpoint.batches.change(id, |batch| {
            let counts = &mut batch.request_counts;
            *(if is_answered { &mut counts.completed } else { &mut counts.failed }) += 1;
        });
        if !goes_on {
            return;
        }
    }
    let keep = |name: &str, content: Vec<u8>| {
        let has_content = !content.is_empty();
        has_content.then(|| endpoint.files.keep(&format!("{id}_{name}.jsonl"), "batch_output", content.into()).ok())?
    };
    let (output, errors) = (keep("output", output), keep("error", errors));
    endpoint.batches.change(id, |batch| {
        (batch.status, batch.finalizing_at, batch.completed_at) = ("completed", Some(now()), Some(now()));
        batch.output_file_id = output.map(|file| file.id);
        batch.error_file_id = errors.map(|file| file.id);
    });
}

/// The answer to one line: its status, and the line for the result file.
fn answer(endpoint: &Arc<Endpoint>, wire: Wire, path: &str, line: Line, index: usize) -> (u16, String) {
    #[derive(Serialize)]
    struct Output<'o> {
        id: String,
        custom_id: &'o str,
        response: Response<'o>,
        error: Option<()>,
    }
    #[derive(Serialize)]
    struct Response<'o> {
        status_code: u16,
        request_id: String,
        body: &'o RawValue,
    }
    let request = endpoint.request("BATCH", path, Vec::new(), line.body);
    let decision = endpoint.decide(wire, &request, None);
    // This thread does nothing else; other requests are answered on theirs.
    std::thread::sleep(decision.latency);
    endpoint.pages.part(request.number(), &decision.parts.concat());
    endpoint.pages.end(request.number(), false);
    let body: Vec<u8> = decision.parts.concat();
    let body: Option<&RawValue> = serde_json::from_slice(&body).ok();
    let output = Output {
        id: format!("batch_req_{index:024x}"),
        custom_id: &line.custom_id,
        response: Response {
            status_code: decision.status,
            request_id: format!("req_{:032x}", request.number()),
            // An odd body or a stream is not JSON.
            body: body.unwrap_or(RawValue::NULL),
        },
        error: None,
    };
    (decision.status, json::text(&output) + "\n")
}

/// The requests of a file, or what is wrong with its lines.
fn read(content: &Bytes, endpoint: &str) -> Result<Vec<Line>, Vec<LineError>> {
    let error = |code, message: String, param, line: Option<usize>| LineError { code, message, param, line };
    let Ok(text) = std::str::from_utf8(content) else {
        return Err(vec![error("invalid_file", "The file is not UTF-8.".to_owned(), None, None)]);
    };
    let (mut lines, mut errors, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (index, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let number = Some(index + 1);
        let Ok(document) = Document::read(text) else {
            errors.push(error(
                "invalid_json_line",
                "This line is not parseable as valid JSON.".to_owned(),
                None,
                number,
            ));
            continue;
        };
        match line(text, &document.root, endpoint) {
            Err((param, message)) => errors.push(error("invalid_request", message, Some(param), number)),
            Ok(line) if !seen.insert(line.custom_id.clone()) => {
                let message =
                    format!("The custom_id '{}' for this request is a duplicate of another request.", line.custom_id);
                errors.push(error("duplicate_custom_id", message, Some("custom_id"), number));
            }
            Ok(line) => lines.push(line),
        }
    }
    if lines.len() > MOST_LINES {
        let message = format!("The file has {} requests, and a batch has at most {MOST_LINES}.", lines.len());
        errors.push(error("too_many_requests", message, None, None));
    }
    if lines.is_empty() && errors.is_empty() {
        errors.push(error("empty_file", "The file has no requests.".to_owned(), None, None));
    }
    if errors.is_empty() { Ok(lines) } else { Err(errors) }
}

fn line(text: &str, root: &JsonValue, endpoint: &str) -> Result<Line, (&'static str, String)> {
    let member =
        |name: &'static str| root.get(name).ok_or_else(|| (name, format!("Missing required parameter: '{name}'.")));
    let string = |name: &'static str| {
        member(name)?.as_str().ok_or_else(|| (name, format!("Invalid type for '{name}': expected a string.")))
    };
    let (custom_id, method, url, body) = (string("custom_id")?, string("method")?, string("url")?, member("body")?);
    if method != "POST" {
        return Err(("method", format!("Invalid value: '{method}'. Supported values are: 'POST'.")));
    }
    if url != endpoint {
        let message =
            format!("The URL provided for this request does not match the batch endpoint: '{url}' and '{endpoint}'.");
        return Err(("url", message));
    }
    Ok(Line { custom_id: custom_id.to_owned(), body: crate::schemas::text_of(text, body).to_owned() })
}
