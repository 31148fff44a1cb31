//! Requests of any shape: what is sent is what was handed in, and what the client adds.

use serde_json::{Map, Number, Value, json};
use structured_client::ErrorKind;
use structured_core::StructuredOutput;
use structured_core::chat::{ChatCompletion, Request};
use structured_serve::TestServer;

use crate::support::{CalendarEvent, client, event};

/// Numbers that look random, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn text(&mut self) -> String {
        let parts = ["", "a", "Ω", "\"", "\\", "\n", "\u{0}", "🦀", "data: ", "[DONE]", "</script>", "\u{2028}"];
        let length = self.below(4);
        (0..length).map(|_| parts[usize::try_from(self.below(12)).expect("it is small")]).collect()
    }

    fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => Value::Number(Number::from(self.below(u64::MAX))),
            3 => json!(i64::MIN),
            4 => json!(0.1),
            5 => Value::String(self.text()),
            6 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => Value::Object(self.object(depth - 1)),
        }
    }

    /// An object, among whose members are those that the wires know.
    fn object(&mut self, depth: u64) -> Map<String, Value> {
        let names = ["model", "messages", "input", "seed", "user", "text", "max_tokens", "metadata", "tools", ""];
        let mut members = Map::new();
        for _ in 0..self.below(6) {
            let name = match self.below(12) {
                number @ 0..=9 => names[usize::try_from(number).expect("it is small")].to_owned(),
                _ => self.text(),
            };
            let value = self.value(depth);
            members.insert(name, value);
        }
        members
    }
}

#[tokio::test]
async fn every_request_that_is_an_object_is_sent_as_it_is_with_the_format() {
    let server = TestServer::start().await;
    let client = client(&server).with_max_retries(0);
    let mut random = Random(1);
    let format: Value = serde_json::from_str(CalendarEvent::JSON_SCHEMA).expect("a schema is JSON");
    for _ in 0..300 {
        let request = random.object(3);
        // Most are refused by the server, which is not the question here.
        let chat = client.chat().parse::<CalendarEvent>(&request).await;
        assert!(chat.err().is_none_or(|error| error.attempts() == 1), "{request:?}");
        let Value::Object(mut sent) = server.last_request().json() else { panic!("an object is sent") };
        let added = sent.remove("response_format").expect("the format is added");
        assert_eq!(added["json_schema"]["schema"], format);
        assert_eq!(sent, request);

        let before = server.requests().len();
        let response = client.responses().parse::<CalendarEvent>(&request).await;
        let text = request.get("text").cloned().unwrap_or_default();
        if !text.is_null() && !text.is_object() {
            assert_eq!(response.unwrap_err().kind(), ErrorKind::Request, "{request:?}");
            assert_eq!(server.requests().len(), before);
            continue;
        }
        let Value::Object(mut sent) = server.last_request().json() else { panic!("an object is sent") };
        let Some(Value::Object(mut added)) = sent.remove("text") else { panic!("`text` is an object") };
        assert_eq!(added.remove("format").expect("the format is added")["schema"], format);
        assert_eq!(Value::Object(added), if text.is_null() { json!({}) } else { text });
        let mut expected = request.clone();
        expected.remove("text");
        assert_eq!(sent, expected);
    }
}

#[tokio::test]
async fn a_hundred_calls_at_once_share_a_client() {
    let server = TestServer::start().await;
    server.when(|_| true).answer(&event());
    let client = client(&server);
    let calls: Vec<_> = (0..100)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let request = Request::new("gpt-4o-mini").user(format!("Text {number}"));
                client.chat().parse::<CalendarEvent>(&request).await.map(ChatCompletion::into_parsed)
            })
        })
        .collect();
    for call in calls {
        let answer = call.await.expect("the task ends").expect("the server answers");
        assert_eq!(answer, Ok(event()));
    }
    assert_eq!(server.requests().len(), 100);
}
