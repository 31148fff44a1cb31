//! What several tests share: a request over HTTP, and its answer.

use std::panic::Location;
use std::time::Duration;

use serde_json::Value;
use structured_serve::TestServer;

pub(crate) mod random_schema;

/// A time after which a test hangs, on the slowest machine.
pub(crate) const HANG: Duration = Duration::from_secs(120);

/// What a future gives. Fails if it hangs.
#[track_caller]
pub(crate) fn in_time<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let caller = Location::caller();
    async move { tokio::time::timeout(HANG, future).await.unwrap_or_else(|_| panic!("{caller} hangs")) }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The content of the first choice.
    pub(crate) fn content(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()["choices"][0]["message"]["content"].as_str().unwrap_or_else(|| panic!("{}", self.text)).to_owned()
    }

    /// The members of the error: message, `param`, `code`.
    pub(crate) fn error(&self) -> (String, Option<String>, Option<String>) {
        let body = self.json();
        let text = |name: &str| body["error"][name].as_str().map(str::to_owned);
        (text("message").unwrap_or_else(|| panic!("{}", self.text)), text("param"), text("code"))
    }
}

thread_local! {
    /// A client takes long to make, and one serves all servers of a test.
    static CLIENT: reqwest::Client = reqwest::Client::new();
}

pub(crate) async fn post(server: &TestServer, path: &str, body: impl Into<reqwest::Body>) -> Answer {
    let url = format!("{}{path}", server.base_url());
    let request =
        CLIENT.with(reqwest::Client::clone).post(url).header("content-type", "application/json").body(body.into());
    read(request.send().await.expect("an answer")).await
}

pub(crate) async fn read(response: reqwest::Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.expect("a whole body") }
}

pub(crate) async fn chat(server: &TestServer, body: impl Into<reqwest::Body>) -> Answer {
    post(server, "/chat/completions", body).await
}

/// A request to Chat Completions whose response format has this schema.
pub(crate) fn with_schema(name: &str, schema: &str) -> String {
    format!(
        r#"{{"model":"gpt-4o-mini","messages":[{{"role":"user","content":"Hi"}}],"response_format":{{"type":"json_schema","json_schema":{{"name":"{name}","strict":true,"schema":{schema}}}}}}}"#
    )
}

/// A request to Chat Completions with a strict tool that must be called.
pub(crate) fn with_tool(name: &str, schema: &str) -> String {
    format!(
        r#"{{"model":"gpt-4o-mini","messages":[{{"role":"user","content":"Hi"}}],"tool_choice":"required","tools":[{{"type":"function","function":{{"name":"{name}","strict":true,"parameters":{schema}}}}}]}}"#
    )
}

/// A recorded schema, or the list of them, `index.json`.
pub(crate) fn fixture(file: &str) -> String {
    let path = format!("{}/tests/fixtures/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
