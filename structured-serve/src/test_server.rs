//! The server as tests use it.

#![expect(
    clippy::must_use_candidate,
    reason = "the outcome is in the script already; the returned value only adds details"
)]

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::options::Options;
use crate::record::Request;
use crate::script::{Quirk, Scripted, When};
use crate::server::Server;

/// A server for tests: on a free port of the loopback interface, with a script, and with every request kept.
///
/// Without a script, it refuses what the API refuses, and answers everything else with a value made from the request's
/// schema. The methods decide the answer to the next request instead. Several calls fill a queue.
///
/// # Examples
///
/// ```
/// use structured_serve::TestServer;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let server = TestServer::start().await;
/// server.refuse("I cannot help with that.");
/// server.status(429).retry_after(1);
/// assert!(server.base_url().starts_with("http://127.0.0.1:"));
/// // After the application has sent its requests to `base_url`, `server.requests()` are what came.
/// assert!(server.requests().is_empty());
/// # }
/// ```
#[derive(Debug)]
pub struct TestServer {
    server: Server,
}

impl TestServer {
    /// Starts a server on the current runtime.
    ///
    /// # Panics
    ///
    /// If no port of the loopback interface is free.
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts a server with other options.
    ///
    /// # Panics
    ///
    /// If the address cannot be listened on.
    pub async fn with(options: Options) -> Self {
        Self { server: Server::start(options).await.expect("a port to listen on") }
    }

    /// The base URL for clients: `http://127.0.0.1:PORT/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The address without a path: `http://127.0.0.1:PORT`. It is the endpoint for clients of Azure.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The running server.
    #[must_use]
    pub const fn server(&self) -> &Server {
        &self.server
    }

    fn next(&self) -> When<'_> {
        When::next(&self.server.endpoint().script)
    }

    /// Decides the answer to every request that matches, before the queue is looked at.
    pub fn when(&self, matches: impl Fn(&Request) -> bool + Send + Sync + 'static) -> When<'_> {
        When::matching(&self.server.endpoint().script, Box::new(matches))
    }

    /// As [`when`](Self::when), for requests with `text` in a message.
    pub fn when_prompt_has(&self, text: impl Into<String>) -> When<'_> {
        let text = text.into();
        self.when(move |request| request.prompt().contains(&text))
    }

    /// Answers the next request with `value`. The schema of the request must admit it; if it does not, the request is
    /// answered with an error that names the place.
    ///
    /// # Panics
    ///
    /// If `value` has no JSON text, such as a map whose keys are not strings.
    #[track_caller]
    pub fn answer<T: Serialize + ?Sized>(&self, value: &T) -> Scripted<'_> {
        self.next().answer(value)
    }

    /// Answers the next request with exactly `text`. The schema is not checked.
    pub fn answer_text(&self, text: impl Into<String>) -> Scripted<'_> {
        self.next().answer_text(text)
    }

    /// Answers the next request with a call of the tool `name`. Its parameters must admit the arguments.
    ///
    /// # Panics
    ///
    /// If `arguments` have no JSON text.
    #[track_caller]
    pub fn call<T: Serialize + ?Sized>(&self, name: &str, arguments: &T) -> Scripted<'_> {
        self.next().call(name, arguments)
    }

    /// Refuses the next request with this text.
    pub fn refuse(&self, words: impl Into<String>) -> Scripted<'_> {
        self.next().refuse(words)
    }

    /// Cuts the next answer off after this many tokens.
    pub fn cut_after(&self, tokens: usize) -> Scripted<'_> {
        self.next().cut_after(tokens)
    }

    /// Makes the content filter stop the next answer half way.
    pub fn filter(&self) -> Scripted<'_> {
        self.next().filter()
    }

    /// Answers the next request with an error of this status.
    pub fn status(&self, status: u16) -> Scripted<'_> {
        self.next().status(status)
    }

    /// Closes the connection after this many bytes of the next answer's body.
    pub fn drop_after(&self, bytes: usize) -> Scripted<'_> {
        self.next().drop_after(bytes)
    }

    /// Stops for this long in the middle of the next answer's body.
    pub fn stall(&self, duration: Duration) -> Scripted<'_> {
        self.next().stall(duration)
    }

    /// Answers the next request in an unusual shape.
    pub fn quirk(&self, quirk: Quirk) -> Scripted<'_> {
        self.next().quirk(quirk)
    }

    /// The received requests for an answer, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Arc<Request>> {
        self.server.endpoint().recorder.all()
    }

    /// The last received request.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    #[track_caller]
    pub fn last_request(&self) -> Arc<Request> {
        self.requests().pop().expect("a request came")
    }

    /// Forgets the received requests.
    pub fn clear_requests(&self) {
        self.server.endpoint().recorder.clear();
    }

    /// Fails unless every outcome of the queue was given.
    ///
    /// # Panics
    ///
    /// If one was not.
    #[track_caller]
    pub fn assert_script_is_done(&self) {
        let left = self.server.endpoint().script.queued();
        assert!(left == 0, "{left} scripted outcomes were not used; {} requests were received", self.requests().len());
    }

    /// Stops accepting requests, and waits for the answers that are being sent.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}
