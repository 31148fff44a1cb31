//! What the tests share.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use structured_client::Client;
use structured_core::StructuredOutput;
use structured_serve::TestServer;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// An event taken from a text.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(partial)]
pub(crate) struct CalendarEvent {
    pub(crate) name: String,
    /// Day of the week, or an ISO 8601 date.
    pub(crate) date: String,
    pub(crate) participants: Vec<String>,
}

/// A time after which a test hangs, on the slowest machine.
pub(crate) const HANG: Duration = Duration::from_secs(120);

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

/// Reads a whole request from a connection, so that closing it loses nothing.
pub(crate) async fn read_request(socket: &mut TcpStream) {
    let mut came = Vec::new();
    loop {
        let read = socket.read_buf(&mut came).await.expect("the request comes");
        assert!(read > 0, "the request is whole");
        let text = String::from_utf8_lossy(&came);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length is named");
        if body.len() >= length.parse().expect("a length is a number") {
            return;
        }
    }
}
