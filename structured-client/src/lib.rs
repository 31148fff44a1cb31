//! Get typed answers from a language model in one call.
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
//! The client adds the schema of the type to the request, sends it with retries, and parses the answer into an envelope
//! of [structured-core](structured_core): [`ChatCompletion`](structured_core::chat::ChatCompletion) or
//! [`Response`](structured_core::responses::Response). Its [`Outcome`](structured_core::Outcome) tells how the answer
//! ended.
//!
//! # How do I …
//!
//! | question | answer |
//! |---|---|
//! | use another server | [`Client::new`], with its base URL |
//! | use Azure | [`Client::azure`] |
//! | use the Responses API | [`Client::responses`], which has the same methods as [`Client::chat`] |
//! | send my own request type, or that of another crate | pass it: any `Serialize` is a request |
//! | let the model call functions | [`Api::tools`] |
//! | show the answer while it arrives | [`Api::stream`], [`Api::stream_partial`] |
//! | retry after an unreadable answer | [`Api::with_content_retries`] |
//! | cancel a call | drop its future or its stream |
//! | send many requests at a lower price | [`Client::batches`] |
//! | fine-tune | [`Files::upload`] |
//! | set proxies, certificates, pools | [`Client::with_http_client`] |
//!
//! # Retries
//!
//! *Transport retries* are on by default: a request is sent again after status 408, 409, 429 or 5xx, and when the
//! connection breaks. [`Client::with_max_retries`] sets their number. *Content retries* are off by default: the model
//! is asked again when its answer is not a value of the type. [`Api::with_content_retries`] sets their number. Each
//! content retry has its own transport retries.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls |
//! | `explain` | | `Error::violations`: all violations in a schema that the API rejected |

mod address;
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
