//! The server: connections, routes, and shutdown.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::routing::{get, post};
use bytes::{Bytes, BytesMut};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::api_error::ApiError;
use crate::endpoint::{Decision, Endpoint, Wire};
use crate::options::Options;
use crate::page;
use crate::rules::{LISTED, message};
use crate::script::When;
use crate::sending::Sending;
use crate::storage;

/// The most connections at a time; others wait until one ends.
const MOST_CONNECTIONS: usize = 4_096;
/// How long the head of a request may take, and each part of its body.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long answers may still run when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(30);
/// A body longer than this is processed outside of the threads that serve connections.
const LONG_BODY: usize = 256 << 10;

/// A running server. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    endpoint: Arc<Endpoint>,
    stop: watch::Sender<bool>,
    connections: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on the current runtime.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((options.host, options.port)).await?;
        let address = listener.local_addr()?;
        let endpoint = Arc::new(Endpoint::new(options));
        let (stop, stopped) = watch::channel(false);
        let connections = tokio::spawn(accept(listener, router(Arc::clone(&endpoint)), stopped));
        Ok(Self { address, endpoint, stop, connections: Some(connections) })
    }

    /// The address that the server listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for clients: `http://127.0.0.1:PORT/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Adds the rules of a file to the script.
    ///
    /// # Errors
    ///
    /// A message about the mistake; in that case, no rule is added.
    pub fn add_rules(&self, text: &str) -> Result<(), String> {
        self.endpoint.script.add_file(text)
    }

    /// Refuses every request with `text` in a message, with these words.
    pub fn refuse_when(&self, text: &str, words: &str) {
        let text = text.to_owned();
        let matches = Box::new(move |request: &crate::record::Request| request.prompt().contains(&text));
        When::matching(&self.endpoint.script, matches).refuse(words);
    }

    pub(crate) const fn endpoint(&self) -> &Arc<Endpoint> {
        &self.endpoint
    }

    /// Stops accepting requests, and waits up to half a minute for the answers that are being sent.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.endpoint.pages.close();
        if let Some(connections) = self.connections.take() {
            // It fails only if the task panicked, and then there is nothing to wait for.
            let _ended = connections.await;
        }
    }
}

async fn accept(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let running = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // The server also stops when the sender is gone.
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, _)) = accepted else {
            // There may be no file handle left: one becomes free when a connection ends.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let connection = running.watch(connection(stream, router.clone()));
        tokio::spawn(async move {
            // A client that disconnects in the middle is not worth a report.
            let _ended = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    let _in_time = timeout(LAST_ANSWERS, running.shutdown()).await;
}

type Connection = hyper::server::conn::http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router) -> Connection {
    // Without it, the parts of a stream wait for each other. An error changes nothing else.
    let _set = stream.set_nodelay(true);
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}

fn router(endpoint: Arc<Endpoint>) -> Router {
    let mut router = Router::new()
        .route("/", get(|| async { page::html() }))
        .route("/_page/events", get(page_events))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/openai/deployments/{deployment}/chat/completions", post(deployment));
    for prefix in ["/v1", "/openai/v1"] {
        router = router
            .route(&format!("{prefix}/chat/completions"), post(chat))
            .route(&format!("{prefix}/responses"), post(responses))
            .merge(storage::routes(prefix))
            .route(&format!("{prefix}/models"), get(models))
            .route(&format!("{prefix}/models/{{model}}"), get(model));
    }
    router.fallback(unknown_url).method_not_allowed_fallback(wrong_method).with_state(endpoint)
}

pub(crate) type Reply = Response<Body>;

async fn page_events(State(endpoint): State<Arc<Endpoint>>) -> Reply {
    page::events(&endpoint)
}

async fn chat(State(endpoint): State<Arc<Endpoint>>, uri: Uri, headers: HeaderMap, body: Body) -> Reply {
    respond(endpoint, Wire::Chat, uri.path(), headers, body, None).await
}

async fn responses(State(endpoint): State<Arc<Endpoint>>, uri: Uri, headers: HeaderMap, body: Body) -> Reply {
    respond(endpoint, Wire::Responses, uri.path(), headers, body, None).await
}

async fn deployment(
    State(endpoint): State<Arc<Endpoint>>,
    Path(deployment): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Reply {
    respond(endpoint, Wire::Chat, uri.path(), headers, body, Some(deployment)).await
}

async fn respond(
    endpoint: Arc<Endpoint>,
    wire: Wire,
    path: &str,
    headers: HeaderMap,
    body: Body,
    model: Option<String>,
) -> Reply {
    let bytes = match whole(body, endpoint.options.body_limit).await {
        Ok(bytes) => bytes,
        Err(error) => {
            let request = endpoint.request("POST", path, pairs(&headers), String::new());
            return reply(endpoint.refuse(&request, error), &endpoint, request.number());
        }
    };
    let text = String::from_utf8(bytes.into()).unwrap_or_default();
    let is_long = text.len() > LONG_BODY;
    let request = endpoint.request("POST", path, pairs(&headers), text);
    if let Err(error) = check_key(&endpoint, &headers) {
        return reply(endpoint.refuse(&request, error), &endpoint, request.number());
    }
    let number = request.number();
    let decision = if is_long {
        let endpoint = Arc::clone(&endpoint);
        let decided = tokio::task::spawn_blocking(move || endpoint.decide(wire, &request, model.as_deref())).await;
        decided.unwrap_or_else(|_| Decision::error(&ApiError::invalid("the request could not be read").status(500)))
    } else {
        endpoint.decide(wire, &request, model.as_deref())
    };
    if !decision.latency.is_zero() {
        tokio::time::sleep(decision.latency).await;
    }
    reply(decision, &endpoint, number)
}

pub(crate) fn check_key(endpoint: &Endpoint, headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = text("authorization").and_then(|value| value.strip_prefix("Bearer "));
    endpoint.check_key(bearer.or_else(|| text("api-key")).map(str::trim))
}

/// The complete body, if it arrives in time and has at most `limit` bytes.
///
/// Of a longer body, as many bytes again are read and dropped. A client that is still writing when the connection is
/// closed sees a broken pipe instead of the answer.
pub(crate) async fn whole(body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let mut body = pin!(body);
    let mut bytes = BytesMut::new();
    let mut length = 0;
    loop {
        let next = std::future::poll_fn(|context| http_body::Body::poll_frame(body.as_mut(), context));
        let frame = match timeout(PATIENCE, next).await {
            Ok(Some(Ok(frame))) => frame,
            Ok(None) if length > limit => return Err(message::body_too_large(limit)),
            Ok(None) => return Ok(bytes.freeze()),
            Ok(Some(Err(_))) => return Err(message::not_json()),
            Err(_) => return Err(ApiError::invalid("The body of your request did not come in time.").status(408)),
        };
        if let Ok(data) = frame.into_data() {
            length += data.len();
            if length > limit.saturating_mul(2) {
                return Err(message::body_too_large(limit));
            }
            if length <= limit {
                bytes.extend_from_slice(&data);
            } else {
                bytes = BytesMut::new();
            }
        }
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

fn reply(mut decision: Decision, endpoint: &Arc<Endpoint>, number: u64) -> Reply {
    let body = match decision.parts.as_mut_slice() {
        [one] if decision.stall.is_none() && decision.drop_after.is_none() => {
            endpoint.pages.part(number, one);
            endpoint.pages.end(number, false);
            Body::from(std::mem::take(one))
        }
        _ => Body::new(Sending::new(&mut decision, endpoint, number)),
    };
    let mut reply = Response::new(body);
    *reply.status_mut() = StatusCode::from_u16(decision.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(decision.content_type));
    if let Ok(id) = HeaderValue::from_str(&format!("req_{number:032x}")) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    for (name, value) in decision.headers {
        // A header with a mistake in the script is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    reply
}

pub(crate) fn json_reply(status: u16, text: String) -> Reply {
    let mut reply = Response::new(Body::from(text));
    *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    reply
}

fn model_json(name: &str) -> serde_json::Value {
    serde_json::json!({"id": name, "object": "model", "created": 1_715_367_049, "owned_by": "system"})
}

async fn models() -> Reply {
    let models: Vec<_> = LISTED.iter().map(|name| model_json(name)).collect();
    json_reply(200, serde_json::json!({"object": "list", "data": models}).to_string())
}

async fn model(Path(name): Path<String>) -> Reply {
    if LISTED.contains(&name.as_str()) {
        return json_reply(200, model_json(&name).to_string());
    }
    let error = message::unknown_model(&name, false).at("model");
    json_reply(error.status, error.body())
}

async fn unknown_url(method: Method, uri: Uri) -> Reply {
    let error = message::unknown_url(method.as_str(), uri.path());
    json_reply(error.status, error.body())
}

async fn wrong_method(method: Method, uri: Uri) -> Reply {
    let error = message::wrong_method(method.as_str(), uri.path());
    json_reply(error.status, error.body())
}
