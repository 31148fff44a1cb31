//! Transport retries: the pause before each, and the headers that control them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

// The values are those of OpenAI's SDKs.
/// The default number of retries.
pub(crate) const RETRIES: u32 = 2;
/// The pause before the first retry. Each further retry doubles it.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest pause that the client chooses.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// The longest pause that a server can ask for. A longer one is ignored.
const LONGEST_ASKED: Duration = Duration::from_secs(60);
/// The part of a pause that is random, so that clients do not all retry at the same time.
const JITTER: f64 = 0.25;

/// Returns the pause before a retry; the first has number 0. `asked` is the pause that the server asks for, and
/// `chance` is a random number from 0 to 1.
pub(crate) fn wait(retry: u32, asked: Option<Duration>, chance: f64) -> Duration {
    if let Some(asked) = asked.filter(|asked| !asked.is_zero() && *asked <= LONGEST_ASKED) {
        return asked;
    }
    let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(retry)).min(LONGEST_WAIT);
    wait.mul_f64(1.0 - JITTER * chance)
}

/// Returns a random number from 0 to 1.
pub(crate) fn chance() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(random >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}

/// Reads a `retry-after` header that is a date. structured-core reads the other forms.
pub(crate) fn date(headers: &HeaderMap) -> Option<Duration> {
    let date = httpdate::parse_http_date(headers.get(RETRY_AFTER)?.to_str().ok()?).ok()?;
    date.duration_since(SystemTime::now()).ok()
}

/// Reads the header in which the server decides whether the request is retried, whatever the status is.
pub(crate) fn decided(headers: &HeaderMap) -> Option<bool> {
    match headers.get("x-should-retry")?.as_bytes() {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit_and_lose_at_most_a_quarter() {
        let waits: Vec<u128> = (0..6).map(|retry| wait(retry, None, 0.0).as_millis()).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 8000]);
        assert_eq!(wait(0, None, 1.0), Duration::from_millis(375));
        assert_eq!(wait(u32::MAX, None, 0.0), LONGEST_WAIT);
        assert!((0..1000).map(|_| chance()).all(|chance| (0.0..=1.0).contains(&chance)));
        assert_ne!(chance().to_bits(), chance().to_bits());
    }

    #[test]
    fn a_server_is_obeyed_up_to_a_minute() {
        let asked = |seconds| wait(0, Some(Duration::from_secs(seconds)), 0.0);
        assert_eq!(asked(60), Duration::from_secs(60));
        assert_eq!(asked(61), FIRST_WAIT);
        assert_eq!(asked(0), FIRST_WAIT);
    }

    #[test]
    fn a_date_is_read_as_the_time_until_then() {
        let mut headers = HeaderMap::new();
        let date_of = |wait| httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(wait));
        headers.insert(RETRY_AFTER, date_of(30).parse().expect("a date is a header"));
        let wait = date(&headers).expect("the date is in the future");
        assert!((28..=30).contains(&wait.as_secs()), "{wait:?}");
        headers.insert(RETRY_AFTER, "Fri, 31 Dec 1999 23:59:59 GMT".parse().expect("a date is a header"));
        assert_eq!(date(&headers), None);
    }
}
