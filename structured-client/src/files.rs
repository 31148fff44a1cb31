//! Files on the server, which batches and fine-tuning use.

use bytes::Bytes;
use reqwest::Method;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::address::Path;
use crate::client::Client;
use crate::error::Error;
use crate::send::{Payload, Reply};
use crate::wire::{Chat, Wire};

const PATH: &str = "/files";

/// The purpose of an uploaded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// Requests of a batch.
    Batch,
    /// Training examples for fine-tuning.
    FineTune,
}

impl Purpose {
    /// Returns the name that the API uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::FineTune => "fine-tune",
        }
    }
}

/// A file on the server, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct File {
    /// The id of the file.
    pub id: String,
    /// The size in bytes, or 0 if the server does not send it.
    #[serde(default)]
    pub bytes: u64,
    /// The name, or an empty string if the server does not send it.
    #[serde(default)]
    pub filename: String,
}

/// The files of a server. Returned by [`Client::files`].
#[derive(Debug, Clone, Copy)]
pub struct Files<'c> {
    client: &'c Client,
}

impl<'c> Files<'c> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self { client }
    }

    /// Uploads a file. For batches and fine-tuning, `name` must end with `.jsonl`.
    ///
    /// # Errors
    ///
    /// Fails when, at the last attempt, the server cannot be reached or rejects the file.
    ///
    /// # Examples
    ///
    /// ```
    /// use structured_client::{Client, Purpose};
    /// use structured_core::StructuredOutput;
    /// use structured_core::fine_tuning::Examples;
    /// use structured_serve::TestServer;
    ///
    /// #[derive(serde::Serialize, StructuredOutput)]
    /// struct Verdict {
    ///     spam: bool,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut content = Vec::new();
    /// let mut examples = Examples::new(&mut content);
    /// let question = serde_json::json!({"role": "user", "content": "You have won!"});
    /// examples.push(&[question], &Verdict { spam: true })?;
    /// examples.finish()?;
    ///
    /// let server = TestServer::start().await;
    /// let client = Client::new(server.base_url());
    /// let file = client.files().upload(Purpose::FineTune, "verdicts.jsonl", content).await?;
    /// println!("fine-tune with {}", file.id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn upload(
        &self,
        purpose: Purpose,
        name: impl Into<String>,
        content: impl Into<Bytes>,
    ) -> Result<File, Error> {
        let payload = Payload::File { purpose: purpose.as_str(), name: name.into(), content: content.into() };
        self.client.call_for(Method::POST, PATH, payload, "a file").await
    }

    /// Downloads the content of a file.
    ///
    /// # Errors
    ///
    /// Fails when the server cannot be reached or does not have the file.
    pub async fn content(&self, id: &str) -> Result<Bytes, Error> {
        let path = format!("{PATH}/{id}/content");
        Ok(self.client.call(Method::GET, &path, Payload::Nothing).await?.body)
    }

    /// Deletes a file.
    ///
    /// # Errors
    ///
    /// Fails when the server cannot be reached or does not have the file.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        self.client.call(Method::DELETE, &format!("{PATH}/{id}"), Payload::Nothing).await.map(drop)
    }
}

impl Client {
    /// Sends a request that no model answers, with retries.
    pub(crate) async fn call(&self, method: Method, path: &str, payload: Payload) -> Result<Reply, Error> {
        self.check()?;
        let attempt = || async {
            let reply = self.exchange(method.clone(), Path::Other(path), payload.clone()).await?;
            if reply.is_success() {
                return Ok(reply);
            }
            // Error bodies have the same shape on all paths.
            match Chat::parse::<IgnoredAny>(reply.status, &reply.body) {
                Err(error) => Err(reply.error(error)),
                Ok(_) => Ok(reply),
            }
        };
        let mut attempts = 0;
        self.retrying(&mut attempts, attempt).await
    }

    /// Sends a request as [`call`](Self::call) does, and parses the body of the answer.
    pub(crate) async fn call_for<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        payload: Payload,
        expected: &str,
    ) -> Result<A, Error> {
        let reply = self.call(method, path, payload).await?;
        serde_json::from_slice(&reply.body).map_err(|error| reply.unexpected(expected, &error))
    }
}
