//! Scripted answers: outcomes in a queue, or for the requests that match.

#![expect(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "the outcome is in the script already; the returned value only adds details"
)]

mod file;
mod outcome;
mod quirk;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;

pub(crate) use self::outcome::{Content, Outcome, Reaction, StatusAnswer};
pub use self::quirk::Quirk;
use crate::record::Request;

type Matcher = Box<dyn Fn(&Request) -> bool + Send + Sync>;

/// The outcomes that are left.
#[derive(Default)]
pub(crate) struct Script(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    entries: VecDeque<Entry>,
    next: u64,
}

struct Entry {
    id: u64,
    /// `None` for an outcome of the queue.
    matcher: Option<Matcher>,
    /// How often it is still given; `None` for always.
    left: Option<u64>,
    outcome: Outcome,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script").field("entries", &self.lock().entries.len()).finish()
    }
}

impl Script {
    fn lock(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many outcomes of the queue are left.
    pub(crate) fn queued(&self) -> usize {
        self.lock().entries.iter().filter(|entry| entry.matcher.is_none() && entry.left.is_some()).count()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().entries.is_empty()
    }

    /// The outcome for `request`: that of the first entry that matches it, or else the first one of the queue.
    pub(crate) fn take(&self, request: &Request) -> Option<Outcome> {
        let mut entries = self.lock();
        let matches = |entry: &Entry| entry.matcher.as_ref().is_some_and(|matcher| matcher(request));
        let matching = entries.entries.iter().position(matches);
        let index = matching.or_else(|| entries.entries.iter().position(|entry| entry.matcher.is_none()))?;
        let entry = &mut entries.entries[index];
        let outcome = entry.outcome.clone();
        if let Some(left) = &mut entry.left {
            *left -= 1;
            if *left == 0 {
                entries.entries.remove(index);
            }
        }
        Some(outcome)
    }

    pub(crate) fn add(&self, matcher: Option<Matcher>, left: Option<u64>, outcome: Outcome) -> u64 {
        let mut entries = self.lock();
        let id = entries.next;
        entries.next += 1;
        entries.entries.push_back(Entry { id, matcher, left, outcome });
        id
    }

    fn change(&self, id: u64, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.lock().entries.iter_mut().find(|entry| entry.id == id) {
            change(entry);
        }
    }
}

/// Decides the answer to the next request, or to those that match; see
/// [`TestServer::when`](crate::TestServer::when).
pub struct When<'s> {
    script: &'s Script,
    matcher: Option<Matcher>,
}

impl fmt::Debug for When<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("matches", &self.matcher.is_some()).finish()
    }
}

impl<'s> When<'s> {
    pub(crate) fn next(script: &'s Script) -> Self {
        Self { script, matcher: None }
    }

    pub(crate) fn matching(script: &'s Script, matcher: Matcher) -> Self {
        Self { script, matcher: Some(matcher) }
    }

    fn add(self, reaction: Reaction) -> Scripted<'s> {
        // An outcome of the queue is given once; one with a condition is given whenever it matches.
        let left = if self.matcher.is_some() { None } else { Some(1) };
        let id = self.script.add(self.matcher, left, Outcome::of(reaction));
        Scripted { script: self.script, id }
    }

    /// Answers with `value`, which the schema of the request must admit.
    ///
    /// # Panics
    ///
    /// If `value` has no JSON text, such as a map whose keys are not strings.
    #[track_caller]
    pub fn answer<T: Serialize + ?Sized>(self, value: &T) -> Scripted<'s> {
        let text = serde_json::to_string(value).expect("a scripted answer has a JSON text");
        self.add(Reaction::Answer(Content::Json(text)))
    }

    /// Answers with exactly `text`, without checking the schema: fenced JSON, half of an object, or no JSON at all.
    pub fn answer_text(self, text: impl Into<String>) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Text(text.into())))
    }

    /// Calls the tool `name` with `arguments`, which its parameters must admit.
    ///
    /// # Panics
    ///
    /// If `arguments` have no JSON text.
    #[track_caller]
    pub fn call<T: Serialize + ?Sized>(self, name: &str, arguments: &T) -> Scripted<'s> {
        let arguments = serde_json::to_string(arguments).expect("scripted arguments have a JSON text");
        self.add(Reaction::Answer(Content::Calls(vec![(name.to_owned(), arguments)])))
    }

    /// Refuses with this text.
    pub fn refuse(self, words: impl Into<String>) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Refusal(words.into())))
    }

    /// Cuts the answer off after this many tokens.
    pub fn cut_after(self, tokens: usize) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Cut(tokens)))
    }

    /// Makes the content filter stop the answer half way.
    pub fn filter(self) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Filtered))
    }

    /// Answers with an error of this status, with the API's message if it has one.
    pub fn status(self, status: u16) -> Scripted<'s> {
        self.add(Reaction::Status(StatusAnswer::of(status)))
    }

    /// Closes the connection after this many bytes of the body.
    pub fn drop_after(self, bytes: usize) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Made)).drop_after(bytes)
    }

    /// Stops for this long in the middle of the body.
    pub fn stall(self, duration: Duration) -> Scripted<'s> {
        self.add(Reaction::Answer(Content::Made)).stall(duration)
    }

    /// Answers in an unusual shape.
    pub fn quirk(self, quirk: Quirk) -> Scripted<'s> {
        self.add(Reaction::Quirk(quirk))
    }
}

/// An outcome that was added to the script. Its methods add details.
#[derive(Debug)]
pub struct Scripted<'s> {
    script: &'s Script,
    id: u64,
}

impl Scripted<'_> {
    fn change(self, change: impl FnOnce(&mut Entry)) -> Self {
        self.script.change(self.id, change);
        self
    }

    fn change_status(self, change: impl FnOnce(&mut StatusAnswer)) -> Self {
        self.change(|entry| {
            if let Reaction::Status(answer) = &mut entry.outcome.reaction {
                change(answer);
            }
        })
    }

    /// Adds `Retry-After`, in seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("retry-after", seconds.to_string())
    }

    /// Adds a header to the answer.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let header = (name.into(), value.into());
        self.change(|entry| entry.outcome.headers.push(header))
    }

    /// The `message` of an error.
    pub fn message(self, message: impl Into<String>) -> Self {
        self.change_status(|answer| answer.message = message.into())
    }

    /// The `code` of an error.
    pub fn code(self, code: impl Into<String>) -> Self {
        self.change_status(|answer| answer.code = Some(code.into()))
    }

    /// The exact body of an error: the page of a proxy, or nothing.
    pub fn body(self, body: impl Into<String>) -> Self {
        self.change_status(|answer| answer.body = Some(body.into()))
    }

    /// Gives the outcome this many times.
    pub fn times(self, times: u64) -> Self {
        self.change(|entry| entry.left = Some(times.max(1)))
    }

    /// Gives the outcome to every request from now on.
    pub fn always(self) -> Self {
        self.change(|entry| entry.left = None)
    }

    /// Closes the connection after this many bytes of the body.
    pub fn drop_after(self, bytes: usize) -> Self {
        self.change(|entry| entry.outcome.drop_after = Some(bytes))
    }

    /// Stops for this long in the middle of the body.
    pub fn stall(self, duration: Duration) -> Self {
        self.change(|entry| entry.outcome.stall = Some(duration))
    }

    /// Delays the answer by this long.
    pub fn latency(self, duration: Duration) -> Self {
        self.change(|entry| entry.outcome.latency = Some(duration))
    }
}
