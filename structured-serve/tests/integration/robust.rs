//! What no client should send, and what clients do all the same.

use std::time::Duration;

use serde_json::json;
use structured_serve::{Options, TestServer};
use structured_tests::cpu_time;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support;
use crate::support::{chat, in_time, random_schema::Random, with_schema};

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_too_large_are_refused() {
    let server = TestServer::with(Options { body_limit: 12 << 20, ..Options::default() }).await;
    let long = "x".repeat(10_485_761);
    let body = json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": long}]}).to_string();
    let answer = chat(&server, body).await;
    let (message, param, code) = answer.error();
    assert_eq!(
        message,
        "Invalid 'messages[0].content': string too long. Expected a string with maximum length 10485760, but got a string with length 10485761 instead."
    );
    assert_eq!(
        (answer.status, param.as_deref(), code.as_deref()),
        (400, Some("messages[0].content"), Some("string_above_max_length"))
    );
    let answer = chat(&server, "x".repeat(13 << 20)).await;
    assert_eq!(answer.status, 413);
    // Four bytes are a token at the most: a text of 5 MB is longer than any context of 128,000 tokens.
    let body =
        json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "word ".repeat(1 << 20)}]}).to_string();
    assert_eq!(chat(&server, body).await.error().2.as_deref(), Some("context_length_exceeded"));
    assert_eq!(chat(&server, with_schema("a", SCHEMA)).await.status, 200);
}

#[tokio::test]
async fn a_client_that_is_still_writing_a_body_that_is_too_large_gets_the_refusal() {
    let server = TestServer::with(Options { body_limit: 1 << 20, ..Options::default() }).await;
    let mut stream = TcpStream::connect(server.origin().strip_prefix("http://").unwrap()).await.unwrap();
    let head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 1835008\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..7 {
        stream.write_all(&vec![b' '; 256 << 10]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 413");
}

const SCHEMA: &str =
    r#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_any_depth_is_refused() {
    let server = TestServer::start().await;
    for (open, close) in [(r#"{"type":"array","items":"#, "}"), ("[", "]"), (r#"{"a":"#, "}")] {
        for levels in [300, 100_000] {
            let deep = open.repeat(levels) + "{}" + &close.repeat(levels);
            let answer = in_time(chat(&server, with_schema("deep", &deep))).await;
            assert_eq!(
                (answer.status, &*answer.error().0),
                (400, "The JSON body of your request nests more than 256 levels deep.")
            );
            // Without its end, too.
            let answer = in_time(chat(&server, with_schema("deep", &open.repeat(levels)))).await;
            assert_eq!(answer.status, 400);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_json_is_refused_and_never_more() {
    let server = TestServer::start().await;
    let whole = with_schema("a", SCHEMA);
    for end in 0..whole.len() {
        let answer = chat(&server, whole[..end].to_owned()).await;
        assert_eq!(answer.status, 400, "{}", &whole[..end]);
        assert!(answer.error().0.starts_with("We could not parse the JSON body of your request."));
    }
    let mut random = Random::new(1);
    for _ in 0..1_500 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=random.below(4) {
            let at = usize::try_from(random.below(bytes.len() as u64)).unwrap();
            bytes[at] = b"{}[]\",:x0\\\xff-"[usize::try_from(random.below(12)).unwrap()];
        }
        let answer = chat(&server, bytes.clone()).await;
        assert!(answer.status < 500, "{}: {}", answer.text, String::from_utf8_lossy(&bytes));
    }
}

/// Schemas that are small and whose values, or ways to read them, are not.
fn explosive() -> Vec<(&'static str, String)> {
    let root = |properties: &str, rest: &str| {
        format!(
            r#"{{"type":"object","properties":{{"a":{properties}}},"required":["a"],"additionalProperties":false{rest}}}"#
        )
    };
    let pair = |target: &str| {
        format!(
            r#"{{"type":"object","properties":{{"l":{{"$ref":"{target}"}},"r":{{"$ref":"{target}"}}}},"required":["l","r"],"additionalProperties":false}}"#
        )
    };
    let doubling: Vec<String> = (0..60)
        .map(|index| {
            let body =
                if index == 59 { r#"{"type":"string"}"#.to_owned() } else { pair(&format!("#/$defs/D{}", index + 1)) };
            format!("\"D{index}\":{body}")
        })
        .collect();
    let unions: Vec<String> = (0..12)
        .map(|index| format!(r#"{{"anyOf":[{{"minLength":{index}}},{{"maxLength":{}}},{{"pattern":"x{index}"}},{{"type":"string"}}]}}"#, index + 5))
        .collect();
    vec![
        ("doubling", root(r##"{"$ref":"#/$defs/D0"}"##, &format!(",\"$defs\":{{{}}}", doubling.join(",")))),
        ("many items", root(r#"{"type":"array","items":{"type":"string"},"minItems":1000000000}"#, "")),
        (
            "items of items",
            root(
                r#"{"type":"array","minItems":5000,"items":{"type":"array","minItems":5000,"items":{"type":"integer"}}}"#,
                "",
            ),
        ),
        ("a long string", root(r#"{"type":"string","minLength":1000000000000}"#, "")),
        ("a length beyond all numbers", root(r#"{"type":"string","minLength":1e300}"#, "")),
        ("a long pattern", root(r#"{"type":"string","pattern":"^((a{1000}){1000}){1000}$"}"#, "")),
        (
            "without end",
            root(
                r##"{"$ref":"#/$defs/N"}"##,
                r##","$defs":{"N":{"type":"object","properties":{"n":{"$ref":"#/$defs/N"}},"required":["n"],"additionalProperties":false}}"##,
            ),
        ),
        ("a reference to itself", root(r##"{"$ref":"#/$defs/N"}"##, r##","$defs":{"N":{"$ref":"#/$defs/N"}}"##)),
        ("a product of unions", root(&format!(r#"{{"type":"string","allOf":[{}]}}"#, unions.join(",")), "")),
        ("no value", root(r#"{"type":"integer","minimum":5,"maximum":4}"#, "")),
        ("no string", root(r#"{"type":"string","pattern":"^a$","minLength":5}"#, "")),
        ("a pattern that cannot be read", root(r#"{"type":"string","pattern":"^(a)\\1$"}"#, "")),
    ]
}

/// A server and its client, both on this thread, so that its processor time is that of the answers.
struct OnThisThread {
    runtime: tokio::runtime::Runtime,
    server: TestServer,
}

impl OnThisThread {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let server = runtime.block_on(TestServer::start());
        Self { runtime, server }
    }

    /// The answer to a short request, and the processor time that it takes.
    fn chat(&self, body: String) -> (support::Answer, Duration) {
        let mut answer = None;
        let took = cpu_time(|| answer = Some(self.runtime.block_on(chat(&self.server, body))));
        (answer.unwrap(), took)
    }
}

#[test]
fn a_schema_built_to_explode_gives_a_clear_error_at_little_cost() {
    let server = OnThisThread::start();
    for (name, schema) in explosive() {
        for strict in ["true", "false"] {
            if (name, strict) == ("a reference to itself", "false") {
                // It says nothing, and so narrows nothing.
                continue;
            }
            let body = with_schema("explode", &schema).replace("\"strict\":true", &format!("\"strict\":{strict}"));
            let (answer, took) = server.chat(body);
            assert!(took < Duration::from_secs(5), "{name}: {took:?}");
            assert_eq!(answer.status, 400, "{name}: {}", &answer.text[..answer.text.len().min(300)]);
            let (message, param, _) = answer.error();
            assert!((20..500).contains(&message.len()), "{name}: {message}");
            // The name of a property is in the words where one place is to blame.
            assert!(param.as_deref().is_none_or(|param| param == "response_format"), "{name}");
        }
    }
}

#[test]
fn large_values_that_a_schema_demands_are_written_in_linear_time() {
    let server = OnThisThread::start();
    let write = |count: usize| {
        let items = format!(r#"{{"type":"array","items":{{"type":"string","minLength":50}},"minItems":{count}}}"#);
        let (answer, took) = server.chat(with_schema("large", &SCHEMA.replace(r#"{"type":"string"}"#, &items)));
        assert!(answer.content().len() > 50 * count);
        took
    };
    let (few, many) = (write(250), write(5_000));
    // Time that grows with the square would be 400 times as long.
    assert!(many < 100 * few.max(Duration::from_millis(2)), "{few:?}, {many:?}");
}

fn raw_request(body: &str, length: usize) -> String {
    format!(
        "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_are_slow_or_vanish_disturb_no_others() {
    let server = TestServer::with(Options { tokens_per_second: Some(50.0), ..Options::default() }).await;
    let address = server.server().address();
    let body = with_schema("a", SCHEMA);
    let mut idle = Vec::new();
    for index in 0..200 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let sent = match index % 4 {
            // Nothing, half of a head, half of a body.
            0 => String::new(),
            1 => "POST /v1/chat/completions HTT".to_owned(),
            2 => raw_request(&body[..body.len() / 2], body.len()),
            // A whole request for a stream, and nobody reads it.
            _ => {
                let body = body.replacen('{', "{\"stream\":true,", 1);
                raw_request(&body, body.len())
            }
        };
        stream.write_all(sent.as_bytes()).await.unwrap();
        // Half of them go away at once.
        if index % 8 < 4 {
            idle.push(stream);
        }
    }
    assert_eq!(in_time(chat(&server, body.clone())).await.status, 200);
    // One that sends its body byte by byte is answered in the end.
    let mut slow = TcpStream::connect(address).await.unwrap();
    for byte in raw_request(&body, body.len()).bytes() {
        slow.write_all(&[byte]).await.unwrap();
        slow.flush().await.unwrap();
    }
    let mut head = [0; 15];
    slow.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    drop(idle);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_connections_at_once_are_all_answered() {
    let server = TestServer::start().await;
    let address = server.server().address();
    let body = with_schema("a", SCHEMA);
    let request = raw_request(&body, body.len());
    // All are connected before the first one asks.
    let mut streams = Vec::new();
    for _ in 0..1_000 {
        streams.push(TcpStream::connect(address).await.unwrap());
    }
    let asked: Vec<_> = streams
        .into_iter()
        .map(|mut stream| {
            let request = request.clone();
            tokio::spawn(async move {
                stream.write_all(request.as_bytes()).await.unwrap();
                let mut answer = vec![0; 4_096];
                let length = stream.read(&mut answer).await.unwrap();
                assert!(answer[..length].starts_with(b"HTTP/1.1 200 OK"));
            })
        })
        .collect();
    for answered in asked {
        in_time(answered).await.unwrap();
    }
    assert_eq!(server.requests().len(), 1_000);
}
