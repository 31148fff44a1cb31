//! Typed answers of a language model in one call.
//!
//! ```
//! use serde::Deserialize;
//! use structured_client::Client;
//! use structured_core::{StructuredOutput, chat::Request};
//!
//! /// An event taken from a text.
//! #[derive(Debug, Deserialize, StructuredOutput)]
//! struct CalendarEvent {
//!     name: String,
//!     /// Day of the week, or an ISO 8601 date.
//!     date: String,
//!     participants: Vec<String>,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), structured_client::Error> {
//! # let server = structured_serve::TestServer::start().await;
//! # let client_from_env = || Ok::<_, structured_client::Error>(Client::new(server.base_url()));
//! # #[cfg(any())]
//! let client = Client::from_env()?; // `OPENAI_API_KEY`
//! # let client = client_from_env()?;
//! let request = Request::new("gpt-4o-mini")
//!     .system("Extract the event information.")
//!     .user("Alice and Bob are going to a science fair on Friday.");
//! let event: CalendarEvent = client.chat().parse(&request).await?.into_parsed()?;
//! println!("{event:?}");
//! # Ok(())
//! # }
//! ```
//!
//! The client adds the schema of the type to the request, sends it, tries again where that makes sense, and reads the
//! answer into the envelope of [structured-core](structured_core): [`ChatCompletion`](structured_core::chat::ChatCompletion)
//! or [`Response`](structured_core::responses::Response), with the ending of the answer as an
//! [`Outcome`](structured_core::Outcome).
//!
//! # How do I …
//!
//! | question | answer |
//! |---|---|
//! | ask another server | [`Client::new`], with its base URL |
//! | ask Azure | [`Client::azure`] |
//! | ask the Responses API | [`Client::responses`], with the methods of [`Client::chat`] |
//! | send a request of my own, or of another crate | hand it in: it is any `Serialize` |
//! | let the model call functions | [`Api::tools`] |
//! | show the answer while it comes | [`Api::stream`], [`Api::stream_partial`] |
//! | ask again after an answer that cannot be read | [`Api::with_content_retries`] |
//! | give a call up | drop its future, or its stream |
//! | ask many questions at once | [`Client::batches`] |
//! | fine-tune | [`Files::upload`] |
//! | set proxies, certificates, pools | [`Client::with_http_client`] |
//!
//! # Retries
//!
//! *Transport retries* are on: a request is sent again after the status 408, 409, 429 or 5xx, and after a connection
//! that broke; [`Client::with_max_retries`]. *Content retries* are off: a model whose answer is not a value of the type is
//! told so, and asked again; [`Api::with_content_retries`]. Each content retry has its transport retries.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls |
//! | `explain` | | `Error::violations`: all that is wrong with a schema that the API refused |

mod api;
mod batch;
mod batches;
mod body;
mod client;
mod error;
mod files;
mod retry;
mod send;
mod stream;
mod tools;
pub mod wire;

pub use crate::api::Api;
pub use crate::batch::{Batch, BatchError, BatchStatus, RequestCounts};
pub use crate::batches::{BatchResults, Batches};
pub use crate::client::Client;
pub use crate::error::{Error, ErrorKind};
pub use crate::files::{File, Files, Purpose};
pub use crate::stream::AnswerStream;
pub use crate::tools::{ToolTurn, TypedCall};
pub use structured_core::Update;
#[cfg(feature = "explain")]
pub use structured_lint::Violation;

#[cfg(doctest)]
mod readme {
    #![doc = include_str!("../README.md")]
}
