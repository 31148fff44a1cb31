//! Batches and files.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::json;
use structured_client::{BatchStatus, Error, ErrorKind, Purpose};
use structured_core::StructuredOutput;
use structured_core::batch::Limits;
use structured_core::chat::{ChatCompletion, Request};
use structured_serve::TestServer;

use crate::support::{CalendarEvent, HANG, client, event};

const OFTEN: Duration = Duration::from_millis(5);

fn requests(count: usize) -> impl Iterator<Item = (String, Request)> {
    (0..count).map(|number| (format!("request-{number}"), Request::new("gpt-4o-mini").user(format!("Text {number}"))))
}

#[tokio::test]
async fn a_batch_is_uploaded_polled_and_read() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.when_prompt_has("Text 1").refuse("No.");
    server.when_prompt_has("Text 2").status(400);
    let statuses = Mutex::new(Vec::new());
    let client = client(&server);
    let results = client
        .batches()
        .with_poll_interval(OFTEN, OFTEN)
        .on_progress(|batches| statuses.lock().unwrap().push((batches[0].id.clone(), batches[0].status.clone())))
        .run::<CalendarEvent>(requests(4))
        .await?;
    let mut answers = BTreeMap::new();
    for line in results.iter() {
        let line = line.expect("the line is one");
        answers.insert(line.custom_id, line.answer.and_then(ChatCompletion::into_parsed));
    }
    assert_eq!(answers.len(), 4);
    assert!(answers["request-0"].is_ok() && answers["request-3"].is_ok());
    assert!(matches!(answers["request-1"], Err(structured_core::Error::Refused { .. })));
    assert_eq!(answers["request-2"].as_ref().unwrap_err().status(), Some(400));
    let batch = &results.batches()[0];
    assert_eq!((batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed), (4, 3, 1));
    let statuses = statuses.into_inner().unwrap();
    assert_eq!(statuses[0].0, batch.id, "the id is told when the batch is created");
    assert_eq!(statuses.last().map(|(_, status)| status), Some(&BatchStatus::Completed));
    assert!(server.requests().iter().all(|request| request.is_for::<CalendarEvent>()));
    assert!(server.requests()[0].body().contains(CalendarEvent::JSON_SCHEMA));
    Ok(())
}

#[tokio::test]
async fn a_batch_is_looked_at_less_and_less_often() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.when(|_| true).answer(&event()).latency(Duration::from_millis(100));
    let looks = Mutex::new(Vec::new());
    let client = client(&server);
    let (first, longest) = (Duration::from_millis(10), Duration::from_millis(300));
    let batches =
        client.batches().with_poll_interval(first, longest).on_progress(|_| looks.lock().unwrap().push(Instant::now()));
    batches.run::<CalendarEvent>(requests(15)).await?;
    let looks = looks.into_inner().unwrap();
    let pauses: Vec<Duration> = looks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // A busy machine makes pauses longer, never shorter.
    let mut least = first;
    for pause in &pauses {
        assert!(*pause >= least, "{pauses:?}");
        least = (least * 3 / 2).min(longest);
    }
    assert!(pauses.len() > 2, "{pauses:?}");
    Ok(())
}

#[tokio::test]
async fn a_batch_of_the_responses_api_is_read_as_its_answers() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.answer(&event());
    let request = structured_core::responses::Request::new("gpt-4o-mini").user("Text");
    let client = client(&server);
    let batches = client.responses().batches().with_poll_interval(OFTEN, OFTEN);
    let results = batches.run::<CalendarEvent>([("only", request)]).await?;
    let line = results.iter().next().expect("there is a line").expect("the line is one");
    assert_eq!((line.custom_id.as_str(), line.answer.unwrap().into_parsed()?), ("only", event()));
    Ok(())
}

#[tokio::test]
async fn files_over_the_limits_are_split_into_batches_of_their_own() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    let batches = client.batches().with_poll_interval(OFTEN, OFTEN).with_limits(Limits { lines: 3, bytes: 1 << 20 });
    let results = batches.run::<CalendarEvent>(requests(8)).await?;
    let counts: Vec<u64> = results.batches().iter().map(|batch| batch.request_counts.total).collect();
    assert_eq!(counts, [3, 3, 2]);
    let ids: std::collections::BTreeSet<String> = results.iter().map(|line| line.unwrap().custom_id).collect();
    assert_eq!(ids.len(), 8);
    Ok(())
}

#[tokio::test]
async fn a_batch_is_resumed_by_its_id_after_a_crash() -> Result<(), Error> {
    let server = TestServer::start().await;
    let (sender, mut created) = tokio::sync::mpsc::unbounded_channel();
    let client = client(&server);
    let run = client
        .batches()
        .with_poll_interval(HANG, HANG)
        .on_progress(move |batches| sender.send(batches.iter().map(|batch| batch.id.clone()).collect()).unwrap())
        .run::<CalendarEvent>(requests(2));
    // The program "crashes" while it waits to look at the batch.
    let ids: Vec<String> = tokio::select! {
        _ = run => panic!("the batch is not looked at so soon"),
        ids = created.recv() => ids.unwrap(),
    };
    assert_eq!(ids.len(), 1);
    let results = client.batches().with_poll_interval(OFTEN, OFTEN).resume::<CalendarEvent>(&ids).await?;
    assert_eq!(results.iter().filter(|line| line.as_ref().is_ok_and(|line| line.answer.is_ok())).count(), 2);
    assert_eq!(server.requests().len(), 2, "nothing is asked twice");
    Ok(())
}

#[tokio::test]
async fn a_batch_can_be_started_looked_at_and_cancelled() -> Result<(), Error> {
    let server = TestServer::start().await;
    server.when(|_| true).answer(&event()).latency(Duration::from_millis(200));
    let client = client(&server);
    let started = client.batches().start::<CalendarEvent>(requests(500)).await?;
    let id = &started[0].id;
    assert!(!client.batches().get(id).await?.status.is_final());
    assert_eq!(client.batches().cancel(id).await?.status, BatchStatus::Cancelled);
    let results = client.batches().resume::<CalendarEvent>([id]).await?;
    assert_eq!((results.batches()[0].status.clone(), results.iter().count()), (BatchStatus::Cancelled, 0));
    let error = client.batches().get("batch_none").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    Ok(())
}

#[tokio::test]
async fn a_request_that_cannot_be_sent_creates_no_batch_and_leaves_no_file() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    let bad = json!({"model": "m", "messages": [], "response_format": {"type": "json_object"}});
    let good = json!({"model": "m", "messages": []});
    let cases = [
        (vec![("a", good.clone()), ("b", bad)], "the request `b`: the request already has `response_format`"),
        (vec![("a", good.clone()), ("a", good.clone())], "two requests of the batch have the id `a`"),
        (vec![("a", good), ("b", json!({"messages": "long ".repeat(1000)}))], "the request `b` has"),
    ];
    for (requests, told) in cases {
        let limits = Limits { lines: 1, bytes: 2_000 };
        let error = client.batches().with_limits(limits).run::<CalendarEvent>(requests).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().starts_with(told), "{error}");
    }
    let http = reqwest::Client::new();
    for list in ["files", "batches"] {
        let reply = http.get(format!("{}/{list}", server.base_url())).send().await.unwrap().bytes().await.unwrap();
        let list: serde_json::Value = serde_json::from_slice(&reply).unwrap();
        assert_eq!(list["data"], json!([]), "{list}");
    }
    Ok(())
}

#[tokio::test]
async fn a_batch_that_fails_as_a_whole_tells_its_lines() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    // A file that another program wrote.
    let file = client.files().upload(Purpose::Batch, "requests.jsonl", "no JSON\n").await?;
    let create = json!({"input_file_id": file.id, "endpoint": "/v1/chat/completions", "completion_window": "24h"});
    let http = reqwest::Client::new();
    let reply = http.post(format!("{}/batches", server.base_url())).body(create.to_string()).send().await.unwrap();
    let batch: serde_json::Value = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
    let id = batch["id"].as_str().expect("it has an id");
    let error = client.batches().with_poll_interval(OFTEN, OFTEN).resume::<CalendarEvent>([id]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Batch);
    assert_eq!(
        error.to_string(),
        format!("the batch `{id}` failed: line 1: This line is not parseable as valid JSON.")
    );
    Ok(())
}

#[tokio::test]
async fn a_file_is_uploaded_read_and_deleted() -> Result<(), Error> {
    let server = TestServer::start().await;
    let client = client(&server);
    let content = "{\"messages\":[]}\n".repeat(10_000);
    let file = client.files().upload(Purpose::FineTune, "examples.jsonl", content.clone()).await?;
    assert_eq!((file.bytes, file.filename.as_str()), (content.len() as u64, "examples.jsonl"));
    assert_eq!(client.files().content(&file.id).await?, content.as_bytes());
    client.files().delete(&file.id).await?;
    let error = client.files().content(&file.id).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Api, Some(404), 1));
    Ok(())
}

#[test]
fn a_batch_of_another_server_is_read_where_members_are_missing() {
    let batch: structured_client::Batch =
        serde_json::from_str(r#"{"id": "b", "status": "paused", "errors": null, "request_counts": null}"#).unwrap();
    assert_eq!(batch.status, BatchStatus::Other("paused".to_owned()));
    assert!(!batch.status.is_final());
    assert_eq!((batch.request_counts.total, batch.errors.len()), (0, 0));
}
