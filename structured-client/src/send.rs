//! Sending one request over HTTP, with transport retries.

use std::future::Future;

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};
use structured_core::Tokens;

use crate::address::Path;
use crate::body::Body;
use crate::client::Client;
use crate::error::{Error, Facts};
use crate::retry;
use crate::wire::Wire;

const REQUEST_ID: &str = "x-request-id";
const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

/// The maximum size of an answer that does not stream, in bytes. It is structured-core's limit for streams.
const LARGEST_ANSWER: usize = 256 << 20;

/// The body of a request. Cloning it does not copy the content.
#[derive(Debug, Clone)]
pub(crate) enum Payload {
    Nothing,
    Json(Bytes),
    File { purpose: &'static str, name: String, content: Bytes },
}

/// A complete answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An answer whose body is still arriving.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) body: Body,
    pub(crate) facts: Facts,
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    headers.get(REQUEST_ID)?.to_str().ok().map(str::to_owned)
}

impl Reply {
    /// Adds the facts of this answer to an error that was found in it.
    pub(crate) fn error(&self, error: structured_core::Error) -> Error {
        let headers = self.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let error = error.with_headers(headers);
        Error::answer(error, self.facts())
            .with_retry_after(retry::date(&self.headers))
            .with_decision(retry::decided(&self.headers))
    }

    /// The error of a body of the wrong shape.
    pub(crate) fn unexpected(&self, expected: &str, error: &serde_json::Error) -> Error {
        let facts = self.facts();
        Error::unexpected(format!("the body is not {expected}: {error}"), facts)
    }

    fn facts(&self) -> Facts {
        Facts {
            status: Some(self.status),
            request_id: request_id(&self.headers),
            text: Some(String::from_utf8_lossy(&self.body).into_owned()),
        }
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Client {
    fn build(&self, method: Method, path: Path<'_>, payload: Payload) -> Result<RequestBuilder, Error> {
        let request = self.http()?.request(method, self.url(path)?).headers(self.headers.clone());
        Ok(match payload {
            Payload::Nothing => request,
            Payload::Json(body) => request.header(CONTENT_TYPE, JSON).body(body),
            Payload::File { purpose, name, content } => {
                let length = content.len() as u64;
                let part = Part::stream_with_length(content, length).file_name(name);
                request.multipart(Form::new().text("purpose", purpose).part("file", part))
            }
        })
    }

    /// Sends a request once, and reads the complete answer.
    pub(crate) async fn exchange(&self, method: Method, path: Path<'_>, payload: Payload) -> Result<Reply, Error> {
        // Files have no limit.
        let limit = if matches!(path, Path::Model(_)) { LARGEST_ANSWER } else { usize::MAX };
        let request = self.build(method, path, payload)?.timeout(self.timeout);
        let response = request.send().await.map_err(Error::transport)?;
        read(response, limit).await
    }

    /// Sends a request once, and returns when its answer begins.
    async fn begin<W: Wire>(&self, path: Path<'_>, payload: Payload) -> Result<Begun, Error> {
        let request = self.build(Method::POST, path, payload)?.header(ACCEPT, EVENTS);
        let began = tokio::time::timeout(self.timeout, request.send()).await;
        let response = began.map_err(|_| Error::timeout(self.timeout))?.map_err(Error::transport)?;
        if !response.status().is_success() {
            let reply = tokio::time::timeout(self.timeout, read(response, LARGEST_ANSWER)).await;
            return Err(refused::<W>(&reply.map_err(|_| Error::timeout(self.timeout))??));
        }
        let status = Some(response.status().as_u16());
        let facts = Facts { status, request_id: request_id(response.headers()), text: None };
        Ok(Begun { body: Body::new(response, self.timeout), facts })
    }

    /// Runs an attempt, and retries it as long as the error is retryable. `attempts` counts all of them.
    pub(crate) async fn retrying<A, F>(&self, attempts: &mut u32, attempt: impl Fn() -> F) -> Result<A, Error>
    where
        F: Future<Output = Result<A, Error>>,
    {
        let mut retries = 0;
        loop {
            *attempts += 1;
            let error = match attempt().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if retries == self.max_retries || !error.is_retryable() {
                return Err(error.with_attempts(*attempts));
            }
            tokio::time::sleep(retry::wait(retries, error.retry_after(), retry::chance())).await;
            retries += 1;
        }
    }

    /// Sends a request to a model, and parses the complete answer.
    pub(crate) async fn ask<W: Wire, T: serde::de::DeserializeOwned>(
        &self,
        request: &W::Request,
        attempts: &mut u32,
        spent: Option<Tokens>,
    ) -> Result<W::Answer<T>, Error> {
        let body = json(request)?;
        self.check()?;
        let attempt = || async {
            let reply = self.exchange(Method::POST, Path::Model(W::PATH), Payload::Json(body.clone())).await?;
            W::parse::<T>(reply.status, &reply.body).map_err(|error| reply.error(error))
        };
        let answer = self.retrying(attempts, attempt).await;
        answer.map_err(|error| self.explain::<W>(error, &body).with_usage(spent))
    }

    /// Sends a request for a stream to a model.
    pub(crate) async fn ask_for_stream<W: Wire>(
        &self,
        request: &W::Request,
        attempts: &mut u32,
    ) -> Result<Begun, Error> {
        let body = json(request)?;
        self.check()?;
        let attempt = || self.begin::<W>(Path::Model(W::PATH), Payload::Json(body.clone()));
        self.retrying(attempts, attempt).await.map_err(|error| self.explain::<W>(error, &body))
    }

    /// Adds all violations to the error of a request that the API rejected because of a schema.
    #[cfg(feature = "explain")]
    fn explain<W: Wire>(&self, error: Error, body: &Bytes) -> Error {
        let is_about_schema = match error.answer_error() {
            Some(structured_core::Error::Api(api)) => error.status() == Some(400) && W::is_about_schema(api),
            _ => false,
        };
        if !is_about_schema {
            return error;
        }
        let mut violations = structured_lint::check(&body[..], self.profile);
        violations.retain(|violation| violation.severity == structured_lint::Severity::Error);
        error.with_violations(violations)
    }

    #[cfg(not(feature = "explain"))]
    #[expect(clippy::unused_self, clippy::extra_unused_type_parameters, reason = "the feature `explain` uses them")]
    fn explain<W: Wire>(&self, error: Error, _body: &Bytes) -> Error {
        error
    }
}

async fn read(mut response: Response, limit: usize) -> Result<Reply, Error> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let too_large = || {
        let facts = Facts { status: Some(status), request_id: request_id(&headers), text: None };
        Error::unexpected(format!("the answer is larger than {limit} bytes"), facts)
    };
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    let mut body = BytesMut::new();
    while let Some(bytes) = response.chunk().await.map_err(Error::transport)? {
        if body.len() + bytes.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&bytes);
    }
    Ok(Reply { status, headers, body: body.freeze() })
}

/// Returns the error of an answer whose status is not a success.
fn refused<W: Wire>(reply: &Reply) -> Error {
    match W::parse::<serde::de::IgnoredAny>(reply.status, &reply.body) {
        Err(error) => reply.error(error),
        Ok(_) => Error::configuration("the status of the answer is not a success"),
    }
}

fn json<R: serde::Serialize>(request: &R) -> Result<Bytes, Error> {
    let written = serde_json::to_vec(request);
    written.map(Bytes::from).map_err(|error| Error::request(format!("the request does not serialize: {error}")))
}
