//! Answers that stream.

use std::time::Duration;

use futures_util::StreamExt;
use structured_client::{Client, Error, ErrorKind, Update};
use structured_core::Error as CoreError;
use structured_core::partial::Field;
use structured_serve::TestServer;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::support::{CalendarEvent, HANG, chat_request, client, event, read_request, responses_request};

#[tokio::test]
async fn a_stream_gives_owned_updates_and_the_answer_at_the_end() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).times(2);
    let (mut text, mut answer) = (String::new(), None);
    let stream = client(&server).chat().stream::<CalendarEvent>(&chat_request()).await?;
    assert!(stream.request_id().is_some_and(|id| id.starts_with("req_")));
    let updates: Vec<_> = StreamExt::collect(stream).await;
    for update in updates {
        match update? {
            Update::Content { delta, .. } => text += &delta,
            Update::Answer(completion) => answer = Some(completion),
            other => panic!("{other:?}"),
        }
    }
    let answer = answer.expect("the answer comes last");
    assert!(answer.usage.is_some_and(|usage| usage.total_tokens > 0), "the usage is asked for");
    assert_eq!((answer.into_parsed()?, serde_json::from_str::<CalendarEvent>(&text).unwrap()), (event(), event()));
    let sent = server.last_request().json();
    assert_eq!((&sent["stream"], &sent["stream_options"]["include_usage"]), (&true.into(), &true.into()));

    let stream = client(&server).responses().stream::<CalendarEvent>(&responses_request()).await?;
    assert_eq!(stream.finish().await?.into_parsed()?, event());
    Ok(())
}

#[tokio::test]
async fn options_of_the_stream_that_the_request_has_stay() -> Result<(), Error> {
    let server = TestServer::start().await;
    let request = chat_request().set("stream_options", &serde_json::json!({"include_usage": false}));
    let completion = client(&server).chat().stream::<CalendarEvent>(&request).await?.finish().await?;
    assert_eq!(completion.usage, None);
    Ok(())
}

#[tokio::test]
async fn a_stream_lends_the_typed_partial_between_its_updates() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).times(2);
    let mut stream = client(&server).chat().stream_partial::<CalendarEvent>(&chat_request()).await?;
    assert!(stream.partial().is_none(), "nothing came");
    let (mut names, mut growing) = (Vec::new(), 0);
    while let Some(update) = stream.next().await {
        update?;
        let Some(partial) = stream.partial() else { continue };
        growing += usize::from(matches!(partial.participants, Field::Growing(_)));
        names.push(partial.name.as_str().to_owned());
    }
    assert!(names.contains(&"Science Fair".to_owned()) && names.contains(&String::new()), "{names:?}");
    assert!(growing > 0, "the list is seen while it grows");
    assert!(stream.partial().is_none(), "the answer came");

    let mut stream = client(&server).responses().stream_partial::<CalendarEvent>(&responses_request()).await?;
    let mut seen = 0;
    while stream.next().await.transpose()?.is_some() {
        seen += usize::from(stream.partial().is_some_and(|partial| partial.name.as_str() == "Science Fair"));
    }
    assert!(seen > 0);
    Ok(())
}

#[tokio::test]
async fn a_stream_that_breaks_is_interrupted_with_all_that_came() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).drop_after(900);
    let mut stream = client(&server).chat().stream::<CalendarEvent>(&chat_request()).await?;
    let mut text = String::new();
    let error = loop {
        match stream.next().await.expect("it ends with an error") {
            Ok(Update::Content { delta, .. }) => text += &delta,
            Ok(other) => panic!("{other:?}"),
            Err(error) => break error,
        }
    };
    let Some(CoreError::Interrupted(interrupted)) = error.answer_error() else { panic!("{error:?}") };
    assert_eq!(interrupted.received[0].content, text);
    assert!(!text.is_empty() && serde_json::to_string(&event()).unwrap().starts_with(&text), "{text}");
    assert_eq!((error.text(), error.status()), (Some(&*text), Some(200)));
    assert!(error.request_id().is_some());
    assert!(stream.next().await.is_none(), "an error is the end");

    server.answer(&event()).drop_after(900);
    let stream = client(&server).responses().stream::<CalendarEvent>(&responses_request()).await?;
    let error = stream.finish().await.unwrap_err();
    assert!(matches!(error.answer_error(), Some(CoreError::Interrupted(_))), "{error:?}");
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_server_that_falls_silent_interrupts_the_stream() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event()).stall(Duration::from_secs(30));
    let client = client(&server).with_timeout(Duration::from_millis(200));
    let error = client.chat().stream::<CalendarEvent>(&chat_request()).await?.finish().await.unwrap_err();
    let Some(CoreError::Interrupted(interrupted)) = error.answer_error() else { panic!("{error:?}") };
    assert!(interrupted.cause.as_ref().is_some_and(|cause| cause.to_string().contains("sent nothing for 200ms")));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_is_slower_than_the_timeout_as_a_whole_is_not_interrupted() -> Result<(), Error> {
    let options = structured_serve::Options { tokens_per_second: Some(60.0), ..structured_serve::Options::default() };
    let server = TestServer::with(options).await;
    server.answer(&event());
    let client = client(&server).with_timeout(Duration::from_millis(150));
    let started = tokio::time::Instant::now();
    let answer = client.chat().stream::<CalendarEvent>(&chat_request()).await?.finish().await?.into_parsed()?;
    assert_eq!(answer, event());
    assert!(started.elapsed() > Duration::from_millis(150), "{:?}", started.elapsed());
    Ok(())
}

#[tokio::test]
async fn an_error_before_the_stream_begins_is_that_of_the_api() {
    let server = TestServer::start().await;
    server.status(401);
    let error = client(&server).chat().stream::<CalendarEvent>(&chat_request()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(401)));
}

/// A server that sends events without end, and tells how long it did after the client was gone.
async fn endless_server() -> (String, tokio::task::JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let base_url = format!("http://{}/v1", listener.local_addr().expect("it has an address"));
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.expect("the client connects");
        read_request(&mut socket).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
        socket.write_all(head).await.expect("the head is sent");
        let event = b"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" \"}}]}\n\n";
        let mut sent = 0;
        while socket.write_all(event).await.is_ok() {
            sent += 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        sent
    });
    (base_url, server)
}

#[tokio::test]
async fn dropping_a_stream_closes_the_connection() -> Result<(), Error> {
    let (base_url, server) = endless_server().await;
    let client = Client::new(base_url);
    let mut stream = client.chat().stream::<CalendarEvent>(&chat_request()).await?;
    for _ in 0..3 {
        assert!(matches!(stream.next().await, Some(Ok(Update::Content { .. }))));
    }
    assert!(!server.is_finished(), "the server goes on while the stream is read");
    drop(stream);
    let sent = tokio::time::timeout(HANG, server).await.expect("the server sees the end");
    assert!(sent.expect("the task ends") >= 3);
    Ok(())
}
