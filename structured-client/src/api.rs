//! Requests to one API: for a typed answer, for tool calls, or for a stream.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use structured_core::partial::{Partial, PartialParser, Root};
use structured_core::{Outcome, StructuredOutput, TextSink, Tools};

use crate::batches::Batches;
use crate::client::Client;
use crate::error::Error;
use crate::stream::AnswerStream;
use crate::tools::{self, ToolTurn};
use crate::wire::{self, Wire};

const STREAM: &str = "stream";
const TOOLS: &str = "tools";

/// One API of a server, returned by [`Client::chat`] and [`Client::responses`].
///
/// A request is any value that serializes to the API's request: structured-core's `Request`, `serde_json::json!`, a
/// struct of your own, or the request of another crate. The client adds what asks for the type.
#[derive(Debug)]
pub struct Api<'c, W> {
    client: &'c Client,
    content_retries: u32,
    wire: PhantomData<W>,
}

impl<'c, W: Wire> Api<'c, W> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self { client, content_retries: 0, wire: PhantomData }
    }

    /// Sets how many times the model is asked again when its answer is not a value of the type. The default is 0.
    ///
    /// An unreadable answer is sent back to the model together with a description of the error. After a truncated
    /// answer, the request is repeated with twice the token limit, if it sets one. A refusal is final. The usage of the
    /// answer is the sum over all attempts.
    ///
    /// If the API rejects a content retry with status 400, for example because the token limit is above the model's
    /// maximum, the previous answer is returned.
    #[must_use]
    pub fn with_content_retries(self, content_retries: u32) -> Self {
        Self { content_retries, ..self }
    }

    /// Sends a request and parses the answer into `T`.
    ///
    /// Dropping the future cancels the request.
    ///
    /// # Errors
    ///
    /// Fails without sending anything when the request is not a JSON object or already sets a format. Fails when, at
    /// the last attempt, the server cannot be reached or answers with an error. A refused, truncated or unreadable
    /// answer is not an error of this method: the returned envelope holds it as its outcome, and `into_parsed` turns it
    /// into an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use serde::Deserialize;
    /// use structured_client::Client;
    /// use structured_core::StructuredOutput;
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
    /// let request = serde_json::json!({
    ///     "model": "gpt-4o-mini",
    ///     "messages": [{"role": "user", "content": "What is the capital of France?"}],
    /// });
    /// let completion = client.chat().parse::<Capital>(&request).await?;
    /// println!("{} tokens", completion.usage.map_or(0, |usage| usage.total_tokens));
    /// println!("{}", completion.into_parsed()?.city);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse<T>(&self, request: &(impl Serialize + ?Sized)) -> Result<W::Answer<T>, Error>
    where
        T: StructuredOutput + DeserializeOwned,
    {
        let request = W::ask_for::<T>(Self::whole(request)?)?;
        let again = |request, answer: &W::Answer<T>| match W::outcome(answer)? {
            Outcome::Unreadable(error) => Some(W::say_again(request, answer, &error.feedback())),
            Outcome::CutOff(_) => W::allow_more_tokens(request),
            _ => None,
        };
        self.converse(request, |_| {}, again).await
    }

    /// Sends a request that offers the tools of an enum, and parses the calls into the variants of that enum.
    ///
    /// # Errors
    ///
    /// Fails as [`parse`](Self::parse) does; the request must not set `tools`. A call that cannot be parsed is not an
    /// error of this method: [`TypedCall::action`](crate::TypedCall::action) holds that error. With
    /// [content retries](Self::with_content_retries), the error is first sent to the model.
    ///
    /// # Examples
    ///
    /// ```
    /// use serde::Deserialize;
    /// use structured_client::Client;
    /// use structured_core::{StructuredOutput, Tools, chat::Request};
    /// use structured_serve::TestServer;
    ///
    /// /// Fetches the weather in a place.
    /// #[derive(Debug, Deserialize, StructuredOutput)]
    /// #[structured(name = "get_weather")]
    /// struct GetWeather {
    ///     location: String,
    /// }
    ///
    /// #[derive(Debug, Tools)]
    /// enum Action {
    ///     GetWeather(GetWeather),
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), structured_client::Error> {
    /// let server = TestServer::start().await;
    /// server.call("get_weather", &serde_json::json!({"location": "Paris"}));
    /// let client = Client::new(server.base_url());
    /// let request = Request::new("gpt-4o-mini").user("How is the weather in Paris?");
    /// let turn = client.chat().tools::<Action>(&request).await?.into_parsed()?;
    /// for action in turn.into_actions()? {
    ///     let Action::GetWeather(weather) = action;
    ///     assert_eq!(weather.location, "Paris");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn tools<A>(&self, request: &(impl Serialize + ?Sized)) -> Result<W::Answer<ToolTurn<A>>, Error>
    where
        A: Tools,
    {
        let request = Self::whole(request)?;
        wire::refuse_member::<W>(&request, TOOLS, "a set of tools")?;
        let read = |answer: &mut W::Answer<ToolTurn<A>>| W::for_each_outcome(answer, tools::read_calls);
        let again = |request, answer: &W::Answer<ToolTurn<A>>| match W::outcome(answer)? {
            Outcome::Parsed(turn) => Some(W::answer_calls(request, answer, &turn.failures()?)),
            Outcome::CutOff(_) => W::allow_more_tokens(request),
            _ => None,
        };
        self.converse(W::offer::<A>(request), read, again).await
    }

    /// Sends a request and streams the answer.
    ///
    /// Dropping the stream closes the connection. Content retries do not apply to streams.
    ///
    /// # Errors
    ///
    /// Fails as [`parse`](Self::parse) does, until the answer begins; the request must not set `stream` either.
    pub async fn stream<T>(&self, request: &(impl Serialize + ?Sized)) -> Result<AnswerStream<W, T>, Error>
    where
        T: StructuredOutput + DeserializeOwned + Unpin,
    {
        self.begin(request).await
    }

    /// Streams the answer of a type that is marked `#[structured(partial)]`. Between two updates, the stream
    /// [lends](AnswerStream::partial) the partial answer.
    ///
    /// # Errors
    ///
    /// Fails as [`stream`](Self::stream) does.
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
    /// #[structured(partial)]
    /// struct Story {
    ///     title: String,
    ///     text: String,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), structured_client::Error> {
    /// let server = TestServer::start().await;
    /// let client = Client::new(server.base_url());
    /// let request = Request::new("gpt-4o-mini").user("Tell me a story.");
    /// let mut stream = client.chat().stream_partial::<Story>(&request).await?;
    /// while stream.next().await.transpose()?.is_some() {
    ///     if let Some(story) = stream.partial() {
    ///         println!("{}: {}", story.title.as_str(), story.text.as_str());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn stream_partial<T>(
        &self,
        request: &(impl Serialize + ?Sized),
    ) -> Result<AnswerStream<W, T, PartialParser<T>>, Error>
    where
        T: StructuredOutput + DeserializeOwned + Unpin + Partial,
        T::Partial: Root + Unpin,
        PartialParser<T>: TextSink + Default + Unpin,
    {
        self.begin(request).await
    }

    async fn begin<T, S>(&self, request: &(impl Serialize + ?Sized)) -> Result<AnswerStream<W, T, S>, Error>
    where
        T: StructuredOutput + DeserializeOwned + Unpin,
        S: TextSink + Default + Unpin,
    {
        let request = W::request(request)?;
        wire::refuse_member::<W>(&request, STREAM, "a stream")?;
        let request = W::ask_for_stream(W::ask_for::<T>(request)?);
        let mut attempts = 0;
        let begun = self.client.ask_for_stream::<W>(&request, &mut attempts).await?;
        Ok(AnswerStream::new(begun, attempts))
    }

    /// Returns a builder for batches of requests to this API.
    #[must_use]
    pub fn batches(&self) -> Batches<'c, W> {
        Batches::new(self.client)
    }

    /// Reads a request whose answer does not stream.
    pub(crate) fn whole<R: Serialize + ?Sized>(request: &R) -> Result<W::Request, Error> {
        let request = W::request(request)?;
        match W::member(&request, STREAM).map(serde_json::value::RawValue::get) {
            None | Some("false" | "null") => Ok(request),
            Some(_) => Err(Error::request(
                "the request sets `stream`, but this method reads an answer that does not stream; help: remove \
                 `stream` from the request, or call the method `stream`",
            )),
        }
    }

    /// Sends the request, and then the requests that `again` makes of the answers.
    async fn converse<T: DeserializeOwned>(
        &self,
        mut request: W::Request,
        read: impl Fn(&mut W::Answer<T>),
        again: impl Fn(W::Request, &W::Answer<T>) -> Option<W::Request>,
    ) -> Result<W::Answer<T>, Error> {
        const BAD_REQUEST: u16 = 400;
        let mut attempts = 0;
        let mut earlier: Option<W::Answer<T>> = None;
        for left in (0..=self.content_retries).rev() {
            let spent = earlier.as_ref().and_then(W::usage);
            let answer = self.client.ask::<W, T>(&request, &mut attempts, spent.map(W::tokens)).await;
            let mut answer = match (answer, earlier) {
                (Ok(answer), _) => answer,
                (Err(error), Some(earlier)) if error.status() == Some(BAD_REQUEST) => return Ok(earlier),
                (Err(error), _) => return Err(error),
            };
            if let Some(spent) = spent {
                W::add_usage(&mut answer, spent);
            }
            read(&mut answer);
            if left == 0 {
                return Ok(answer);
            }
            let Some(next) = again(request, &answer) else { return Ok(answer) };
            (request, earlier) = (next, Some(answer));
        }
        unreachable!("the last turn of the loop returns")
    }
}

impl<W> Clone for Api<'_, W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Api<'_, W> {}
