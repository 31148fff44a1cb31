//! Answers in the formats of the APIs: one body, or a stream of events.

pub(crate) mod chat;
pub(crate) mod responses;

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;

use crate::json;
use serde::Serialize;

/// The id of an answer, and its time.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    /// Hexadecimal digits that no other answer of this server has.
    pub(crate) id: String,
    /// Seconds since 1970.
    pub(crate) created: u64,
}

impl Stamp {
    /// The stamp of the answer with this number.
    pub(crate) fn of(number: u64) -> Self {
        Self { id: format!("{number:024x}"), created: now() }
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// One event of a stream, without a name.
fn data<T: Serialize + ?Sized>(value: &T) -> Bytes {
    Bytes::from(format!("data: {}\n\n", json::text(value)))
}

/// The end of a stream of Chat Completions.
const DONE: Bytes = Bytes::from_static(b"data: [DONE]\n\n");
