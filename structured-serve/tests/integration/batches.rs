//! Files and batches, as the official clients use them.

use std::time::Duration;

use serde_json::{Value, json};
use structured_serve::TestServer;

use crate::support;

struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    fn of(server: &TestServer) -> Self {
        Self { http: reqwest::Client::new(), base: server.base_url() }
    }

    async fn get(&self, path: &str) -> support::Answer {
        support::read(self.http.get(format!("{}{path}", self.base)).send().await.unwrap()).await
    }

    async fn upload(&self, name: &str, purpose: &str, content: String) -> support::Answer {
        let part = reqwest::multipart::Part::bytes(content.into_bytes()).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().text("purpose", purpose.to_owned()).part("file", part);
        support::read(self.http.post(format!("{}/files", self.base)).multipart(form).send().await.unwrap()).await
    }

    async fn create(&self, file: &str) -> support::Answer {
        let body = json!({"input_file_id": file, "endpoint": "/v1/chat/completions", "completion_window": "24h", "metadata": {"a": "b"}});
        support::read(self.http.post(format!("{}/batches", self.base)).body(body.to_string()).send().await.unwrap())
            .await
    }

    /// The batch of a file, when it has ended.
    async fn run(&self, content: String) -> Value {
        let file = self.upload("requests.jsonl", "batch", content).await.json();
        let batch = self.create(file["id"].as_str().unwrap()).await.json();
        assert_eq!((&batch["object"], &batch["metadata"]["a"]), (&json!("batch"), &json!("b")));
        let path = format!("/batches/{}", batch["id"].as_str().unwrap());
        let ended = async {
            loop {
                let batch = self.get(&path).await.json();
                if ["completed", "failed", "cancelled"].contains(&batch["status"].as_str().unwrap()) {
                    return batch;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        support::in_time(ended).await
    }
}

const SCHEMA: &str =
    r#"{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}"#;

fn line(id: &str, schema: &str) -> String {
    let body = support::with_schema("a", schema);
    format!("{{\"custom_id\":\"{id}\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{body}}}\n")
}

#[tokio::test]
async fn a_batch_answers_each_line_and_lists_refused_ones_apart() {
    let server = TestServer::start().await;
    server.when_prompt_has("nobody").refuse("no");
    let client = Client::of(&server);
    let open = SCHEMA.replace(",\"additionalProperties\":false", "");
    let batch = client.run(line("one", SCHEMA) + &line("two", &open) + &line("three", SCHEMA)).await;
    assert_eq!(batch["status"], "completed", "{batch}");
    assert_eq!(batch["request_counts"], json!({"total": 3, "completed": 2, "failed": 1}));
    let content = |id: &Value| format!("/files/{}/content", id.as_str().unwrap());
    let output = client.get(&content(&batch["output_file_id"])).await.text;
    let lines: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| line["custom_id"].as_str().unwrap()).collect::<Vec<_>>(), ["one", "three"]);
    assert_eq!((&lines[0]["response"]["status_code"], &lines[0]["error"]), (&json!(200), &Value::Null));
    let text = lines[0]["response"]["body"]["choices"][0]["message"]["content"].as_str().unwrap();
    assert!(serde_json::from_str::<Value>(text).unwrap()["a"].is_i64());
    let errors = client.get(&content(&batch["error_file_id"])).await.text;
    let error: Value = serde_json::from_str(&errors).unwrap();
    assert_eq!((&error["custom_id"], &error["response"]["status_code"]), (&json!("two"), &json!(400)));
    assert!(
        error["response"]["body"]["error"]["message"].as_str().unwrap().contains("'additionalProperties' is required")
    );
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_batch_with_bad_lines_fails_and_names_each() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let other = line("x", SCHEMA).replace("\"url\":\"/v1/chat/completions\"", "\"url\":\"/v1/responses\"");
    let batch = client.run(line("one", SCHEMA) + "not json\n" + &line("one", SCHEMA) + &other).await;
    assert_eq!(batch["status"], "failed");
    let errors: Vec<(u64, &str)> = batch["errors"]["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["line"].as_u64().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(errors, [(2, "invalid_json_line"), (3, "duplicate_custom_id"), (4, "invalid_request")]);
    assert!(server.requests().is_empty());
    let empty = client.run(String::new()).await;
    assert_eq!(empty["errors"]["data"][0]["code"], "empty_file");
}

#[tokio::test]
async fn a_batch_can_be_cancelled_while_it_runs() {
    let server = TestServer::start().await;
    server.when(|_| true).answer(&json!({"a": 1})).latency(Duration::from_millis(200));
    let client = Client::of(&server);
    let content: String = (0..500).map(|index| line(&index.to_string(), SCHEMA)).collect();
    let file = client.upload("requests.jsonl", "batch", content).await.json();
    let batch = client.create(file["id"].as_str().unwrap()).await.json();
    let id = batch["id"].as_str().unwrap();
    let url = format!("{}/batches/{id}/cancel", client.base);
    let cancelled = support::read(client.http.post(&url).send().await.unwrap()).await;
    assert_eq!(cancelled.json()["status"], "cancelled");
    assert_eq!(support::read(client.http.post(&url).send().await.unwrap()).await.status, 409);
    assert_eq!(client.get("/batches").await.json()["data"][0]["id"], id);
}

#[tokio::test]
async fn files_are_kept_listed_and_deleted() {
    let server = TestServer::start().await;
    let client = Client::of(&server);
    let file = client.upload("tuning.jsonl", "fine-tune", "{}\n".to_owned()).await.json();
    assert_eq!((&file["object"], &file["bytes"], &file["purpose"]), (&json!("file"), &json!(3), &json!("fine-tune")));
    let id = file["id"].as_str().unwrap();
    assert_eq!(client.get(&format!("/files/{id}")).await.json(), file);
    assert_eq!(client.get("/files").await.json()["data"], json!([file]));
    let url = format!("{}/files/{id}", client.base);
    assert_eq!(support::read(client.http.delete(&url).send().await.unwrap()).await.json()["deleted"], true);
    assert_eq!(client.get(&format!("/files/{id}")).await.status, 404);
    let wrong = client.upload("tuning.jsonl", "fun", "{}\n".to_owned()).await;
    assert_eq!((wrong.status, wrong.error().2.as_deref()), (400, Some("invalid_value")));
    let text = client.upload("requests.txt", "batch", "{}\n".to_owned()).await;
    assert!(text.error().0.starts_with("Invalid file format for Batch API. Must be .jsonl"));
    assert_eq!(client.create("file-none").await.status, 200);
    assert_eq!(client.get("/batches/batch_none").await.status, 404);
}
