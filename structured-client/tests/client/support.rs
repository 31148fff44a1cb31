//! What the tests share.

use serde::{Deserialize, Serialize};
use structured_client::Client;
use structured_core::StructuredOutput;
use structured_serve::TestServer;

/// An event taken from a text.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
pub(crate) struct CalendarEvent {
    pub(crate) name: String,
    /// Day of the week, or an ISO 8601 date.
    pub(crate) date: String,
    pub(crate) participants: Vec<String>,
}

pub(crate) fn event() -> CalendarEvent {
    let participants = vec!["Alice".to_owned(), "Bob".to_owned()];
    CalendarEvent { name: "Science Fair".to_owned(), date: "Friday".to_owned(), participants }
}

pub(crate) fn client(server: &TestServer) -> Client {
    Client::new(server.base_url()).with_api_key("sk-test")
}

pub(crate) fn chat_request() -> structured_core::chat::Request {
    structured_core::chat::Request::new("gpt-4o-mini").user("Alice and Bob are going to a science fair on Friday.")
}

pub(crate) fn responses_request() -> structured_core::responses::Request {
    structured_core::responses::Request::new("gpt-4o-mini").user("Alice and Bob are going to a science fair on Friday.")
}
