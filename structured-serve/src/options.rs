//! How a server runs.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use structured_core::profile::{self, Profile};

/// How a server runs. The default is a free port of the loopback interface and today's rules.
///
/// ```
/// use structured_serve::Options;
///
/// let options = Options { api_key: Some("secret".to_owned()), ..Options::default() };
/// assert_eq!(options.profile.name, "openai");
/// ```
#[derive(Debug, Clone)]
#[expect(clippy::exhaustive_structs, reason = "written with `..Options::default()`")]
pub struct Options {
    /// The address that is listened on.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Which schemas are taken.
    pub profile: &'static Profile,
    /// What answers are made from when a request has no `seed`: the same seed gives the same answers in the same order.
    pub seed: u64,
    /// The key that every request must have; `None` for any key, or none.
    pub api_key: Option<String>,
    /// How fast answers stream; `None` for as fast as they can.
    pub tokens_per_second: Option<f64>,
    /// How long every answer waits before it begins.
    pub latency: Duration,
    /// How much longer the first answer for a schema waits.
    pub first_request_latency: Duration,
    /// Whether models that the API does not have are taken too.
    pub any_model: bool,
    /// The most bytes of a body.
    pub body_limit: usize,
    /// The most bytes of the requests that are kept to be looked at.
    pub history_bytes: usize,
    /// Where a line for each request goes.
    pub log: Log,
}

/// What is logged on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Log {
    /// Nothing.
    #[default]
    Nothing,
    /// A line for each request, without its content.
    Requests,
    /// Requests and answers with their bodies.
    Content,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            profile: &profile::OPENAI,
            seed: 0,
            api_key: None,
            tokens_per_second: None,
            latency: Duration::ZERO,
            first_request_latency: Duration::ZERO,
            any_model: false,
            body_limit: 64 << 20,
            history_bytes: 64 << 20,
            log: Log::Nothing,
        }
    }
}
