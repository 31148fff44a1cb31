//! What an error tells.

use std::error::Error as _;

use structured_client::{Client, ErrorKind};
use structured_serve::TestServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{CalendarEvent, chat_request, client, read_request};

#[tokio::test]
async fn an_error_has_the_status_the_request_id_the_attempts_and_the_text() {
    let server = TestServer::start().await;
    server.status(429).header("retry-after-ms", "5").header("x-request-id", "req_mine").always();
    let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Api, Some(429), 3));
    assert_eq!(error.request_id(), Some("req_mine"));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_millis(5)));
    assert!(error.text().is_some_and(|text| text.starts_with(r#"{"error":"#)), "{:?}", error.text());
    let Some(structured_core::Error::Api(api)) = error.answer_error() else { panic!("{error:?}") };
    assert_eq!(api.code.as_deref(), Some("rate_limit_exceeded"));
    assert!(error.source().is_some_and(|source| source.downcast_ref::<structured_core::Error>().is_some()));
    assert_eq!(
        error.to_string(),
        "the API answered with an error: Rate limit reached for requests. Please try again later. (status `429`, type \
         `requests`, code `rate_limit_exceeded`) (request `req_mine`, 3 attempts)"
    );
}

#[tokio::test]
async fn a_page_of_a_proxy_is_told_with_its_status() {
    let server = TestServer::start().await;
    server.status(404).body("<html>nginx</html>");
    let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.text()), (ErrorKind::Api, Some(404), Some("<html>nginx</html>")));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let base_url = format!("http://{}/v1", listener.local_addr().expect("it has an address"));
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("the client connects");
        read_request(&mut socket).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n{";
        socket.write_all(head).await.expect("the head is sent");
        socket.read(&mut [0]).await
    });
    let error = Client::new(base_url).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Answer, Some(200), 1));
    assert_eq!(error.to_string(), "the answer is larger than 268435456 bytes (status 200)");
    let closed = server.await.expect("the task ends");
    assert!(!matches!(closed, Ok(1..)), "the connection is closed");
}

#[cfg(feature = "explain")]
#[tokio::test]
async fn a_400_about_a_schema_lists_everything_that_is_wrong_with_it() {
    let server = TestServer::start().await;
    // The type's own schema cannot be wrong, so it is that of a tool beside it.
    let parameters = serde_json::json!({"type": "object", "properties": {
        "a": {"type": "string", "default": 1}, "b": {"oneOf": [{"type": "string"}]}, "c": {"type": "array"}}});
    let tool =
        serde_json::json!({"type": "function", "function": {"name": "f", "strict": true, "parameters": parameters}});
    let request = chat_request().set("tools", &[tool]);
    let error = client(&server).chat().parse::<CalendarEvent>(&request).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(400), 1));
    let places: Vec<&str> = error.violations().iter().map(|violation| &*violation.pointer).collect();
    assert!(places.len() > 3, "{places:?}");
    assert!(places.iter().all(|place| place.starts_with("/tools/0/function/parameters")), "{places:?}");
    for violation in error.violations() {
        assert!(error.to_string().contains(&violation.help), "{error}");
    }

    // Nor does another 400 have any.
    server.status(400);
    let error = client(&server).chat().parse::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert!(error.violations().is_empty());
}
