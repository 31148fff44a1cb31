//! The responses that the endpoint has stored, which later requests may refer to.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::api_error::ApiError;
use crate::ask::Ask;
use crate::rules::message;

/// The most responses whose ids are stored; older ones are forgotten.
const MOST: usize = 100_000;

/// The numbers of the responses.
#[derive(Debug, Default)]
pub(crate) struct StoredResponses(Mutex<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    known: HashSet<u64>,
    /// The oldest first.
    order: VecDeque<u64>,
}

impl StoredResponses {
    /// Stores the number of a response, unless the request opts out.
    pub(crate) fn keep(&self, ask: &Ask, number: u64) {
        if echoed(ask, "store") == Some("false") {
            return;
        }
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if numbers.order.len() == MOST
            && let Some(oldest) = numbers.order.pop_front()
        {
            numbers.known.remove(&oldest);
        }
        numbers.known.insert(number);
        numbers.order.push_back(number);
    }

    /// Refuses a request that continues a response which is not stored.
    pub(crate) fn check(&self, ask: &Ask) -> Result<(), ApiError> {
        let Some(id) = echoed(ask, "previous_response_id") else { return Ok(()) };
        let id: String = serde_json::from_str(id).unwrap_or_default();
        let number = id.strip_prefix("resp_").and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if number.is_some_and(|number| numbers.known.contains(&number)) {
            return Ok(());
        }
        Err(message::no_previous_response(&id))
    }
}

/// A member of the request that the response repeats, as JSON.
fn echoed<'a>(ask: &'a Ask, name: &str) -> Option<&'a str> {
    ask.echo.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
}
