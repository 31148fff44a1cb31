//! The page that shows requests as they arrive, and their answers as they stream.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, header};
use bytes::Bytes;
use http_body::Frame;
use serde::Serialize;
use tokio::sync::{broadcast, mpsc};

use crate::endpoint::Endpoint;
use crate::json;
use crate::record::Request;
use crate::server::Reply;

const HTML: &str = include_str!("page.html");
/// The page loads nothing from other servers, and the content of a request cannot make it do so.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// How many events a page may be late before it misses some.
const LAG: usize = 4_096;
/// How often a connection to a page is checked.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The most bytes of a body that is sent to a page.
const SHOWN_BYTES: usize = 256 << 10;

/// The events for pages.
#[derive(Debug)]
pub(crate) struct Pages(broadcast::Sender<Message>);

#[derive(Debug, Clone)]
enum Message {
    Event(Arc<str>),
    /// The server is stopping.
    Close,
}

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Event<'e> {
    Request {
        number: u64,
        method: &'e str,
        path: &'e str,
        model: &'e str,
        names: Vec<&'e str>,
        stream: bool,
        status: u16,
        message: Option<&'e str>,
        violations: Vec<ShownViolation<'e>>,
        body: &'e str,
        is_whole: bool,
    },
    /// A part of an answer.
    Part { number: u64, text: &'e str },
    /// The end of an answer.
    End { number: u64, broken: bool },
}

#[derive(Serialize)]
struct ShownViolation<'e> {
    rule: &'e str,
    pointer: &'e str,
    message: &'e str,
    help: &'e str,
    is_error: bool,
    /// The bytes of the body.
    start: usize,
    end: usize,
}

impl Default for Pages {
    fn default() -> Self {
        Self(broadcast::channel(LAG).0)
    }
}

impl Pages {
    /// Whether a page is open. Without one, no events are made.
    pub(crate) fn are_open(&self) -> bool {
        self.0.receiver_count() > 0
    }

    fn send(&self, event: &Event<'_>) {
        if self.are_open() {
            // It fails if the last page has just been closed.
            let _nobody_looks = self.0.send(Message::Event(text(event)));
        }
    }

    pub(crate) fn request(&self, request: &Request, stream: bool) {
        if self.are_open() {
            self.send(&shown(request, stream));
        }
    }

    pub(crate) fn part(&self, number: u64, part: &[u8]) {
        if self.are_open() {
            self.send(&Event::Part { number, text: &String::from_utf8_lossy(part) });
        }
    }

    pub(crate) fn end(&self, number: u64, broken: bool) {
        self.send(&Event::End { number, broken });
    }

    /// Ends the connections to pages, which would otherwise keep the server from ending.
    pub(crate) fn close(&self) {
        let _nobody_looks = self.0.send(Message::Close);
    }
}

fn text(event: &Event<'_>) -> Arc<str> {
    format!("data: {}\n\n", json::text(event)).into()
}

fn shown(request: &Request, stream: bool) -> Event<'_> {
    let verdict = request.verdict();
    let violations = verdict.map(|verdict| verdict.violations.as_slice()).unwrap_or_default();
    let (body, is_whole) = match request.body() {
        body if body.len() <= SHOWN_BYTES => (body, true),
        body => (json::up_to(body, SHOWN_BYTES), false),
    };
    let place =
        |violation: &crate::record::Violation| violation.position.map(|position| position.span).unwrap_or_default();
    Event::Request {
        number: request.number(),
        method: request.method(),
        path: request.path(),
        model: request.model(),
        names: request.schemas().iter().map(|schema| schema.name.as_str()).collect(),
        stream,
        status: request.status(),
        message: request.error(),
        violations: violations
            .iter()
            .map(|violation| ShownViolation {
                rule: violation.rule.name(),
                pointer: &violation.pointer,
                message: &violation.message,
                help: &violation.help,
                is_error: violation.severity == crate::linter::Severity::Error,
                start: place(violation).start,
                end: place(violation).end,
            })
            .collect(),
        body,
        is_whole,
    }
}

/// The page.
pub(crate) fn html() -> Reply {
    let mut reply = Response::new(Body::from(HTML));
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    reply
}

/// The events of a page: the requests so far, then new events.
pub(crate) fn events(endpoint: &Arc<Endpoint>) -> Reply {
    let (sender, receiver) = mpsc::channel(64);
    let coming = endpoint.pages.0.subscribe();
    tokio::spawn(forward(Arc::clone(endpoint), coming, sender));
    let mut reply = Response::new(Body::new(Events(receiver)));
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

async fn forward(endpoint: Arc<Endpoint>, mut coming: broadcast::Receiver<Message>, sender: mpsc::Sender<Arc<str>>) {
    for request in endpoint.recorder.all() {
        let number = request.number();
        let mut past = vec![text(&shown(&request, request.streams()))];
        past.extend(request.answer().map(|answer| text(&Event::Part { number, text: &answer })));
        past.push(text(&Event::End { number, broken: false }));
        for event in past {
            if sender.send(event).await.is_err() {
                return;
            }
        }
    }
    drop(endpoint);
    loop {
        let event = match tokio::time::timeout(HEARTBEAT, coming.recv()).await {
            Ok(Ok(Message::Event(event))) => event,
            Ok(Err(broadcast::error::RecvError::Lagged(_))) => continue,
            Ok(Ok(Message::Close) | Err(broadcast::error::RecvError::Closed)) => return,
            Err(_) => ":\n\n".into(),
        };
        if sender.send(event).await.is_err() {
            return;
        }
    }
}

/// The body of the answer to a page that listens.
struct Events(mpsc::Receiver<Arc<str>>);

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|event| Some(Ok(Frame::data(Bytes::copy_from_slice(event?.as_bytes())))))
    }
}
