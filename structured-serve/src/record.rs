//! The received requests, and their answers.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use structured_core::StructuredOutput;

use crate::ask::Ask;
pub use crate::linter::Violation;
use crate::linter::{Document, JsonValue, Value};

/// A received request, and its answer.
#[derive(Debug)]
pub struct Request {
    number: u64,
    at: Instant,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
    known: OnceLock<Known>,
    verdict: OnceLock<Verdict>,
    answer: OnceLock<Sent>,
}

/// What was sent.
#[derive(Debug)]
struct Sent {
    parts: Vec<Bytes>,
    streams: bool,
}

/// The parsed content of a request.
#[derive(Debug)]
struct Known {
    model: String,
    prompt: String,
    schemas: Vec<SentSchema>,
}

/// A schema of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentSchema {
    /// The name of the response format or function tool.
    pub name: String,
    /// Its text, as it was sent.
    pub text: String,
    /// Whether it belongs to a function tool, and not to the response format.
    pub is_tool: bool,
    /// Whether it was sent as strict.
    pub strict: bool,
}

/// The result of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Verdict {
    /// The status of the answer.
    pub status: u16,
    /// The message of an error.
    pub message: Option<String>,
    /// The `param` of an error.
    pub param: Option<String>,
    /// Everything that is wrong with the schemas of the request, warnings included.
    pub violations: Vec<Violation>,
}

impl Request {
    pub(crate) fn new(number: u64, method: String, path: String, headers: Vec<(String, String)>, body: String) -> Self {
        Self {
            number,
            at: Instant::now(),
            method,
            path,
            headers,
            body,
            known: OnceLock::new(),
            verdict: OnceLock::new(),
            answer: OnceLock::new(),
        }
    }

    pub(crate) fn know(&self, ask: &Ask) {
        let sent = |sheet: &Arc<crate::schemas::Sheet>, is_tool| SentSchema {
            name: sheet.name.clone(),
            text: sheet.text.clone(),
            is_tool,
            strict: sheet.strict,
        };
        let tools = ask.tools.iter().filter_map(|tool| tool.arguments.as_ref());
        let schemas =
            ask.schema().map(|sheet| sent(sheet, false)).into_iter().chain(tools.map(|sheet| sent(sheet, true)));
        let (model, prompt) = (ask.model.clone(), ask.prompt.clone());
        let _already_known = self.known.set(Known { model, prompt, schemas: schemas.collect() });
    }

    /// Records what is known of a request that broke a rule: its model, and the names of its schemas.
    pub(crate) fn know_refused(&self) {
        let Ok(document) = Document::read(&self.body) else { return };
        let text = |node: Option<&JsonValue>| node.and_then(JsonValue::as_str).unwrap_or_default().to_owned();
        let sent = |object: Option<&JsonValue>, schema: &str, is_tool| {
            let object = object?;
            Some(SentSchema {
                name: text(object.get("name")),
                text: crate::schemas::text_of(&self.body, object.get(schema)?).to_owned(),
                is_tool,
                strict: object.get("strict").is_some_and(|node| node.value == Value::Bool(true)),
            })
        };
        let root = &document.root;
        let chat = root.get("response_format").and_then(|format| format.get("json_schema"));
        let format = chat.or_else(|| root.get("text")?.get("format"));
        let tools = root.get("tools").and_then(JsonValue::elements).unwrap_or_default().iter();
        let tools = tools.filter_map(|tool| sent(Some(tool.get("function").unwrap_or(tool)), "parameters", true));
        let schemas = sent(format, "schema", false).into_iter().chain(tools).collect();
        let prompt = self.messages().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
        let _already_known = self.known.set(Known { model: text(root.get("model")), prompt, schemas });
    }

    pub(crate) fn judge(&self, verdict: Verdict) {
        let _already_judged = self.verdict.set(verdict);
    }

    pub(crate) fn sent(&self, parts: &[Bytes], streams: bool) {
        let _already_sent = self.answer.set(Sent { parts: parts.to_vec(), streams });
    }

    pub(crate) fn streams(&self) -> bool {
        self.answer.get().is_some_and(|sent| sent.streams)
    }

    /// The complete body of the answer, even if a script breaks it off; `None` while it is being made.
    #[must_use]
    pub fn answer(&self) -> Option<String> {
        let parts = self.answer.get()?.parts.concat();
        Some(String::from_utf8_lossy(&parts).into_owned())
    }

    /// The number of the request, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// When it was received.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// The method, such as `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, such as `/v1/chat/completions`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of a header. The case of its name does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body, as it was sent.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body as a JSON value; null if it is not JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The model that was asked; empty if the request names none.
    #[must_use]
    pub fn model(&self) -> &str {
        self.known.get().map_or("", |known| &known.model)
    }

    /// The text of all messages.
    #[must_use]
    pub fn prompt(&self) -> &str {
        self.known.get().map_or("", |known| &known.prompt)
    }

    /// The messages, as role and text. Parts of a content are joined by line ends.
    #[must_use]
    pub fn messages(&self) -> Vec<(String, String)> {
        let Ok(document) = Document::read(&self.body) else { return Vec::new() };
        let list = document.root.get("messages").or_else(|| document.root.get("input"));
        if let Some(text) = list.and_then(JsonValue::as_str) {
            return vec![("user".to_owned(), text.to_owned())];
        }
        let role = |node: &JsonValue| node.get("role").and_then(JsonValue::as_str).unwrap_or_default().to_owned();
        let list = list.and_then(JsonValue::elements).unwrap_or_default();
        list.iter().map(|message| (role(message), content_text(message))).collect()
    }

    /// The schemas of the request, that of the response format first.
    #[must_use]
    pub fn schemas(&self) -> &[SentSchema] {
        self.known.get().map_or(&[], |known| &known.schemas)
    }

    /// The text of the response format's schema.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        self.schemas().iter().find(|schema| !schema.is_tool).map(|schema| schema.text.as_str())
    }

    /// The name of the response format.
    #[must_use]
    pub fn schema_name(&self) -> Option<&str> {
        self.schemas().iter().find(|schema| !schema.is_tool).map(|schema| schema.name.as_str())
    }

    /// The names of the function tools with parameters.
    pub fn tool_names(&self) -> impl Iterator<Item = &str> {
        self.schemas().iter().filter(|schema| schema.is_tool).map(|schema| schema.name.as_str())
    }

    /// Whether the request asks for a `T`: it has the schema of `T`, strict, under the name of `T`.
    #[must_use]
    pub fn is_for<T: StructuredOutput>(&self) -> bool {
        self.schemas().iter().any(|schema| schema.strict && schema.name == T::NAME && schema.text == T::JSON_SCHEMA)
    }

    /// The result of the request; `None` while its answer is being made.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdict.get()
    }

    /// The status of the answer; 0 while it is being made.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.verdict().map_or(0, |verdict| verdict.status)
    }

    /// The message of the error in the answer.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.verdict()?.message.as_deref()
    }

    /// Fails unless the request asks for a `T`. The message contains the schemas that it has instead.
    ///
    /// # Panics
    ///
    /// If the request does not ask for a `T`.
    #[track_caller]
    pub fn assert_is_for<T: StructuredOutput>(&self) {
        assert!(
            self.is_for::<T>(),
            "request {} does not ask for `{}` in strict mode; its schemas: {:#?}",
            self.number,
            T::NAME,
            self.schemas()
        );
    }

    /// About how many bytes the request takes. Its parsed content is at most as long as its body.
    fn size(&self) -> usize {
        let answer = self.answer.get().map_or(0, |sent| sent.parts.iter().map(|part| part.len() + 64).sum());
        size_of::<Self>() + 2 * self.body.len() + 64 * self.headers.len() + answer
    }
}

fn content_text(message: &JsonValue) -> String {
    let Some(content) = message.get("content") else { return String::new() };
    if let Some(text) = content.as_str() {
        return text.to_owned();
    }
    let parts = content.elements().unwrap_or_default().iter();
    parts.filter_map(|part| part.get("text").and_then(JsonValue::as_str)).collect::<Vec<_>>().join("\n")
}

/// The stored requests.
#[derive(Debug)]
pub(crate) struct Recorder {
    kept: Mutex<Kept>,
    most_bytes: usize,
    next: AtomicU64,
}

#[derive(Debug, Default)]
struct Kept {
    requests: VecDeque<Arc<Request>>,
    bytes: usize,
}

impl Recorder {
    pub(crate) fn new(most_bytes: usize) -> Self {
        Self { kept: Mutex::default(), most_bytes, next: AtomicU64::new(1) }
    }

    pub(crate) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Stores a request. The oldest ones are dropped when there is no room.
    pub(crate) fn keep(&self, request: &Arc<Request>) {
        let mut kept = self.lock();
        kept.bytes += request.size();
        kept.requests.push_back(Arc::clone(request));
        while kept.bytes > self.most_bytes
            && let Some(oldest) = kept.requests.pop_front()
        {
            kept.bytes = kept.bytes.saturating_sub(oldest.size());
        }
    }

    pub(crate) fn all(&self) -> Vec<Arc<Request>> {
        self.lock().requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        *self.lock() = Kept::default();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
