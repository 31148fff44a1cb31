//! Batches: many requests in files, answered within a day at a lower price.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use structured_core::StructuredOutput;
use structured_core::batch::{Limits, Requests, ResultLine};

use crate::api::Api;
use crate::batch::Batch;
use crate::client::Client;
use crate::error::Error;
use crate::files::{File, Files, Purpose};
use crate::send::Payload;
use crate::wire::Wire;

const PATH: &str = "/batches";
/// The only completion window that the API supports.
const WINDOW: &str = "24h";
/// The pauses between two requests for the state of a batch, and the factor by which they grow.
const FIRST_POLL: Duration = Duration::from_secs(1);
const LONGEST_POLL: Duration = Duration::from_secs(60);
const POLL_GROWTH: (u32, u32) = (3, 2);

/// Creates and reads batches of requests to one API. Returned by [`Client::batches`] and [`Api::batches`].
pub struct Batches<'c, W> {
    client: &'c Client,
    limits: Limits,
    poll: (Duration, Duration),
    /// The lock is never contended. It makes the type `Sync`, so that futures that borrow it are `Send`.
    on_progress: Option<Mutex<OnProgress<'c>>>,
    wire: PhantomData<W>,
}

type OnProgress<'c> = Box<dyn FnMut(&[Batch]) + Send + 'c>;

/// The answers of batches that have ended. The downloaded files are kept in memory.
pub struct BatchResults<W, T> {
    batches: Vec<Batch>,
    files: Vec<Bytes>,
    of: PhantomData<fn() -> (W, T)>,
}

impl<'c, W: Wire> Batches<'c, W> {
    pub(crate) fn new(client: &'c Client) -> Self {
        let (limits, poll) = (Limits::API, (FIRST_POLL, LONGEST_POLL));
        Self { client, limits, poll, on_progress: None, wire: PhantomData }
    }

    /// Sets the maximum size of a file of requests. Requests beyond it go into further files, each with its own batch.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Sets the pauses between two requests for the state of the batches. They grow from `first` to `longest`. The
    /// defaults are 1 second and 60 seconds.
    #[must_use]
    pub fn with_poll_interval(self, first: Duration, longest: Duration) -> Self {
        Self { poll: (first, longest), ..self }
    }

    /// Calls a function with all batches after each batch is created, and after each request for their state.
    ///
    /// Store the ids: [`resume`](Self::resume) needs them after a crash.
    #[must_use]
    pub fn on_progress(self, on_progress: impl FnMut(&[Batch]) + Send + 'c) -> Self {
        Self { on_progress: Some(Mutex::new(Box::new(on_progress))), ..self }
    }

    /// Uploads the requests, waits until their batches end, and parses each answer into `T`.
    ///
    /// Each request has a unique id, which identifies its answer.
    ///
    /// # Errors
    ///
    /// Fails as [`start`](Self::start) and [`resume`](Self::resume) do. The error of a single request is in its line of
    /// the results.
    ///
    /// # Examples
    ///
    /// ```
    /// use serde::Deserialize;
    /// use structured_client::Client;
    /// use structured_core::{StructuredOutput, chat::Request};
    /// use structured_serve::TestServer;
    ///
    /// #[derive(Debug, Deserialize, StructuredOutput)]
    /// struct Capital {
    ///     city: String,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), structured_client::Error> {
    /// let server = TestServer::start().await;
    /// let client = Client::new(server.base_url());
    /// let ask = |country| Request::new("gpt-4o-mini").user(format!("What is the capital of {country}?"));
    /// let requests = ["France", "Peru"].map(|country| (country, ask(country)));
    ///
    /// let results = client
    ///     .batches()
    ///     .on_progress(|batches| println!("{}: {}", batches[0].id, batches[0].status))
    ///     .run::<Capital>(requests)
    ///     .await?;
    /// for line in results.iter() {
    ///     let line = line?;
    ///     println!("{}: {}", line.custom_id, line.answer?.into_parsed()?.city);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run<T: StructuredOutput + DeserializeOwned>(
        mut self,
        requests: impl IntoIterator<Item = (impl AsRef<str>, impl Serialize)>,
    ) -> Result<BatchResults<W, T>, Error> {
        let batches = self.create_all::<T>(requests).await?;
        self.wait(batches).await
    }

    /// Uploads the requests and creates their batches, without waiting for the answers.
    ///
    /// Only one file is in memory at a time. No batch is created before all requests are uploaded.
    ///
    /// # Errors
    ///
    /// Fails without creating a batch when a request is not a JSON object, sets a member that the client sets, repeats
    /// an id, or is larger than a file may be; the uploaded files are then deleted. Fails when, at the last attempt,
    /// the server cannot be reached or answers with an error.
    pub async fn start<T: StructuredOutput>(
        mut self,
        requests: impl IntoIterator<Item = (impl AsRef<str>, impl Serialize)>,
    ) -> Result<Vec<Batch>, Error> {
        self.create_all::<T>(requests).await
    }

    /// Waits for batches that were created earlier, and parses each answer into `T`.
    ///
    /// Dropping the future does not cancel the batches.
    ///
    /// # Errors
    ///
    /// Fails when a batch has failed; the message lists the errors in its file. Fails when, at the last attempt, the
    /// server cannot be reached or answers with an error.
    pub async fn resume<T: DeserializeOwned>(
        mut self,
        ids: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<BatchResults<W, T>, Error> {
        let mut batches = Vec::new();
        for id in ids {
            batches.push(self.get(id.as_ref()).await?);
        }
        self.wait(batches).await
    }

    /// Requests the state of a batch.
    ///
    /// # Errors
    ///
    /// Fails when the server cannot be reached or does not have the batch.
    pub async fn get(&self, id: &str) -> Result<Batch, Error> {
        self.client.call_for(Method::GET, &format!("{PATH}/{id}"), Payload::Nothing, "a batch").await
    }

    /// Cancels a batch.
    ///
    /// # Errors
    ///
    /// Fails when the server cannot be reached, does not have the batch, or has already ended it.
    pub async fn cancel(&self, id: &str) -> Result<Batch, Error> {
        self.client.call_for(Method::POST, &format!("{PATH}/{id}/cancel"), Payload::Nothing, "a batch").await
    }

    async fn create_all<T: StructuredOutput>(
        &mut self,
        requests: impl IntoIterator<Item = (impl AsRef<str>, impl Serialize)>,
    ) -> Result<Vec<Batch>, Error> {
        let mut files = Vec::new();
        if let Err(error) = self.upload_all::<T>(requests, &mut files).await {
            for File { id, .. } in files {
                // An error of the clean-up must not hide the first error.
                let _deleted = Files::new(self.client).delete(&id).await;
            }
            return Err(error);
        }
        let mut batches = Vec::with_capacity(files.len());
        for file in files {
            batches.push(self.create(&file).await?);
            self.report(&batches);
        }
        Ok(batches)
    }

    /// Writes the requests into files, and uploads each file as soon as it is full.
    async fn upload_all<T: StructuredOutput>(
        &self,
        requests: impl IntoIterator<Item = (impl AsRef<str>, impl Serialize)>,
        uploaded: &mut Vec<File>,
    ) -> Result<(), Error> {
        let full = Mutex::new(Vec::new());
        let take_full = || std::mem::take(&mut *full.lock().unwrap_or_else(PoisonError::into_inner));
        let keep = |file: Vec<u8>| {
            full.lock().unwrap_or_else(PoisonError::into_inner).push(file);
            Ok(())
        };
        let mut lines = Requests::with_limits(W::ENDPOINT, self.limits, |_| Ok(Vec::new()), keep);
        let mut ids = HashSet::new();
        for (id, request) in requests {
            let id = id.as_ref();
            if !ids.insert(id.to_owned()) {
                return Err(Error::request(format!("two requests of the batch have the id `{id}`")));
            }
            let in_request = |error: Error| Error::request(format!("the request `{id}`: {error}"));
            let body = Api::<W>::whole(&request).and_then(W::ask_for::<T>).map_err(in_request)?;
            drop(request);
            lines.push(id, &body).map_err(|error| Error::request(error.to_string()))?;
            for file in take_full() {
                uploaded.push(self.upload(file, uploaded.len()).await?);
            }
        }
        lines.finish().map_err(|error| Error::request(error.to_string()))?;
        for file in take_full() {
            uploaded.push(self.upload(file, uploaded.len()).await?);
        }
        Ok(())
    }

    async fn upload(&self, content: Vec<u8>, number: usize) -> Result<File, Error> {
        Files::new(self.client).upload(Purpose::Batch, format!("requests-{number}.jsonl"), content).await
    }

    async fn create(&self, file: &File) -> Result<Batch, Error> {
        #[derive(Serialize)]
        struct Create<'a> {
            input_file_id: &'a str,
            endpoint: &'static str,
            completion_window: &'static str,
        }
        let create = Create { input_file_id: &file.id, endpoint: W::ENDPOINT.path(), completion_window: WINDOW };
        let body = serde_json::to_vec(&create).map_err(|error| Error::request(error.to_string()))?;
        self.client.call_for(Method::POST, PATH, Payload::Json(body.into()), "a batch").await
    }

    fn report(&mut self, batches: &[Batch]) {
        if let Some(on_progress) = &mut self.on_progress {
            on_progress.get_mut().unwrap_or_else(PoisonError::into_inner)(batches);
        }
    }

    /// Requests the state of batches until all have ended, and downloads their files.
    async fn wait<T>(&mut self, mut batches: Vec<Batch>) -> Result<BatchResults<W, T>, Error> {
        let (mut pause, longest) = self.poll;
        loop {
            if let Some(failed) = batches.iter().find(|batch| batch.status.is_failed()) {
                return Err(Error::batch(failed.failure()));
            }
            if batches.iter().all(|batch| batch.status.is_final()) {
                break;
            }
            tokio::time::sleep(pause).await;
            pause = (pause.saturating_mul(POLL_GROWTH.0) / POLL_GROWTH.1).min(longest);
            for batch in &mut batches {
                if !batch.status.is_final() {
                    *batch = self.get(&batch.id).await?;
                }
            }
            self.report(&batches);
        }
        let mut files = Vec::new();
        for batch in &batches {
            for id in [&batch.output_file_id, &batch.error_file_id].into_iter().flatten() {
                files.push(Files::new(self.client).content(id).await?);
            }
        }
        Ok(BatchResults { batches, files, of: PhantomData })
    }
}

impl<W: Wire, T: DeserializeOwned> BatchResults<W, T> {
    /// Iterates over the answers, as structured-core's `batch::results` does. Requests that failed are included, with
    /// their error. The order is arbitrary. The number of a line counts within its file.
    ///
    /// A batch that expired or was cancelled has answered only some of its requests.
    pub fn iter(&self) -> impl Iterator<Item = Result<ResultLine<W::Answer<T>>, structured_core::Error>> {
        self.files.iter().flat_map(|file| W::batch_results(file))
    }
}

impl<W, T> BatchResults<W, T> {
    /// Returns the batches in their final state.
    #[must_use]
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// Returns the files of answers and of errors, unparsed.
    #[must_use]
    pub fn files(&self) -> &[Bytes] {
        &self.files
    }
}

impl<W> fmt::Debug for Batches<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("limits", &self.limits).field("poll", &self.poll).finish_non_exhaustive()
    }
}

impl<W, T> fmt::Debug for BatchResults<W, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchResults").field("batches", &self.batches).finish_non_exhaustive()
    }
}
