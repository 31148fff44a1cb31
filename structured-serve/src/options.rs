//! The options of a server.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use structured_core::profile::{self, Profile};

/// The options of a server. By default, it uses a free port of the loopback interface and today's rules.
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
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; 0 for any free port.
    pub port: u16,
    /// Which schemas are accepted.
    pub profile: &'static Profile,
    /// The seed of the answers to requests without a `seed`. The same seed gives the same answers in the same order.
    pub seed: u64,
    /// The key that every request must have. With `None`, any key, or none, is accepted.
    pub api_key: Option<String>,
    /// How fast answers stream; `None` for no delay.
    pub tokens_per_second: Option<f64>,
    /// How long every answer is delayed.
    pub latency: Duration,
    /// How much longer the first answer for a schema is delayed.
    pub first_request_latency: Duration,
    /// Whether models that the API does not have are accepted.
    pub any_model: bool,
    /// The most bytes of the body of a request.
    pub body_limit: usize,
    /// The most bytes of the requests that are stored.
    pub history_bytes: usize,
    /// What is logged for each request.
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
