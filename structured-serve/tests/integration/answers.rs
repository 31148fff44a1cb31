//! What an answer has beside its value: counts, ends, calls, and the chunks in which it streams.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use structured_core::{Outcome, StructuredOutput, Tools, chat, responses};
use structured_serve::{Options, TestServer};
use tokio::time::Instant;

use crate::support;
use crate::support::{chat as ask, post};

/// An event taken from a text.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
struct CalendarEvent {
    name: String,
    date: String,
    participants: Vec<String>,
}

/// Finds the weather at a place.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
struct GetWeather {
    location: String,
}

/// Finds the time at a place.
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
struct GetTime {
    location: String,
}

#[derive(Debug, PartialEq, Tools)]
enum Action {
    Weather(GetWeather),
    Time(GetTime),
}

fn request(members: &Value) -> String {
    let format: Value = serde_json::to_value(chat::response_format::<CalendarEvent>()).unwrap();
    let mut body =
        json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}], "response_format": format});
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body.to_string()
}

fn tools_request(members: &Value) -> String {
    let mut body =
        json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}], "tools": Action::chat_tools()});
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body.to_string()
}

#[tokio::test]
async fn the_same_request_and_seed_give_the_same_answer() {
    let (one, other) = (TestServer::start().await, TestServer::start().await);
    let seeded = request(&json!({"seed": 7}));
    let first = ask(&one, seeded.clone()).await.content();
    assert_eq!(ask(&one, seeded.clone()).await.content(), first);
    assert_eq!(ask(&other, seeded.clone()).await.content(), first);
    assert_ne!(ask(&one, request(&json!({"seed": 8}))).await.content(), first);
    // Without a seed, each answer is another, and the same in every run.
    let unseeded = request(&json!({}));
    let (one, other) = (TestServer::start().await, TestServer::start().await);
    let answers = [ask(&one, unseeded.clone()).await.content(), ask(&one, unseeded.clone()).await.content()];
    assert_ne!(answers[0], answers[1]);
    assert_eq!([ask(&other, unseeded.clone()).await.content(), ask(&other, unseeded).await.content()], answers);
}

#[tokio::test]
async fn properties_are_answered_in_the_order_of_the_schema() {
    let server = TestServer::start().await;
    let schema = r#"{"type":"object","properties":{"z":{"type":"integer"},"a":{"type":"integer"},"m":{"type":"integer"}},"required":["a","m","z"],"additionalProperties":false}"#;
    let content = ask(&server, support::with_schema("order", schema)).await.content();
    let at = |name: &str| content.find(name).unwrap();
    assert!(at("\"z\"") < at("\"a\"") && at("\"a\"") < at("\"m\""), "{content}");
}

#[tokio::test]
async fn tokens_are_counted_and_the_answer_is_cut_at_their_limit() {
    let server = TestServer::start().await;
    let whole = ask(&server, request(&json!({"seed": 1}))).await;
    let usage = &whole.json()["usage"];
    let total = usage["completion_tokens"].as_u64().unwrap();
    assert!(total > 10 && usage["prompt_tokens"].as_u64().unwrap() > 5, "{usage}");
    assert_eq!(usage["total_tokens"].as_u64(), Some(total + usage["prompt_tokens"].as_u64().unwrap()));
    for limit in ["max_tokens", "max_completion_tokens"] {
        let cut = ask(&server, request(&json!({"seed": 1, limit: 5}))).await;
        assert_eq!(cut.json()["choices"][0]["finish_reason"], "length");
        assert_eq!(cut.json()["usage"]["completion_tokens"], 5);
        assert!(whole.content().starts_with(&cut.content()));
        let parsed = chat::parse::<CalendarEvent>(cut.text.as_bytes()).unwrap();
        assert!(matches!(parsed.choices[0].outcome, Outcome::CutOff(_)));
    }
    let enough = ask(&server, request(&json!({"seed": 1, "max_tokens": total}))).await;
    assert_eq!(enough.json()["choices"][0]["finish_reason"], "stop");
}

#[tokio::test]
async fn several_answers_stops_and_log_probabilities_are_given_as_asked() {
    let server = TestServer::start().await;
    let many = ask(&server, request(&json!({"n": 3, "logprobs": true, "top_logprobs": 2}))).await.json();
    let choices = many["choices"].as_array().unwrap();
    assert_eq!(choices.iter().map(|choice| choice["index"].as_u64().unwrap()).collect::<Vec<_>>(), [0, 1, 2]);
    assert_ne!(choices[0]["message"]["content"], choices[1]["message"]["content"]);
    let tokens = choices[0]["logprobs"]["content"].as_array().unwrap();
    let text: String = tokens.iter().map(|token| token["token"].as_str().unwrap()).collect();
    assert_eq!(text, choices[0]["message"]["content"].as_str().unwrap());
    for token in tokens {
        assert_eq!(token["top_logprobs"].as_array().unwrap().len(), 2);
        assert!(token["logprob"].as_f64().unwrap() <= 0.0);
        assert_eq!(token["bytes"].as_array().unwrap().len(), token["token"].as_str().unwrap().len());
    }
    let stopped = ask(&server, request(&json!({"stop": ["\"participants\""]}))).await;
    let content = stopped.content();
    assert!(content.starts_with('{') && content.ends_with(','), "{content}");
    assert_eq!(stopped.json()["choices"][0]["finish_reason"], "stop");
}

#[tokio::test]
async fn a_stream_reads_as_the_same_answer_as_one_body() {
    let server = TestServer::start().await;
    for members in [json!({}), json!({"max_tokens": 4}), json!({"n": 2}), json!({"logprobs": true})] {
        let mut members = members;
        members["seed"] = json!(3);
        let whole = ask(&server, request(&members)).await;
        members["stream"] = json!(true);
        members["stream_options"] = json!({"include_usage": true});
        let streamed = ask(&server, request(&members)).await;
        let mut stream = chat::StreamReader::<CalendarEvent>::new();
        stream.push(streamed.text.as_bytes());
        while stream.next_event().unwrap().is_some() {}
        let streamed = stream.finish().unwrap();
        let whole = chat::parse::<CalendarEvent>(whole.text.as_bytes()).unwrap();
        assert_eq!(streamed.usage, whole.usage);
        assert_eq!(streamed.choices.len(), whole.choices.len());
        for (streamed, whole) in streamed.choices.iter().zip(&whole.choices) {
            assert_eq!(format!("{:?}", streamed.outcome), format!("{:?}", whole.outcome));
        }
    }
}

/// The chunks of a stream, without its last line.
fn chunks(text: &str) -> Vec<Value> {
    let mut chunks: Vec<&str> = text.split("\n\n").filter(|chunk| !chunk.is_empty()).collect();
    assert_eq!(chunks.pop(), Some("data: [DONE]"));
    chunks.iter().map(|chunk| serde_json::from_str(chunk.strip_prefix("data: ").unwrap()).unwrap()).collect()
}

#[tokio::test]
async fn chunks_are_cut_as_the_api_cuts_them() {
    let server = TestServer::start().await;
    let text = chunks(&ask(&server, request(&json!({"stream": true}))).await.text);
    assert_eq!(text[0]["choices"][0]["delta"], json!({"role": "assistant", "content": "", "refusal": null}));
    let (last, middle) = (&text[text.len() - 1], &text[1..text.len() - 1]);
    assert_eq!((&last["choices"][0]["delta"], &last["choices"][0]["finish_reason"]), (&json!({}), &json!("stop")));
    assert!(middle.len() > 5 && middle.iter().all(|chunk| chunk["choices"][0]["delta"]["content"].is_string()));
    assert!(text.iter().all(|chunk| chunk["object"] == "chat.completion.chunk" && chunk.get("usage").is_none()));

    let usage =
        chunks(&ask(&server, request(&json!({"stream": true, "stream_options": {"include_usage": true}}))).await.text);
    let last = usage.last().unwrap();
    assert_eq!(last["choices"], json!([]));
    assert!(last["usage"]["completion_tokens"].as_u64().unwrap() > 5);
    assert!(usage[..usage.len() - 1].iter().all(|chunk| chunk["usage"].is_null()));

    server.refuse("I cannot.");
    let refusal = chunks(&ask(&server, request(&json!({"stream": true}))).await.text);
    assert_eq!(refusal[0]["choices"][0]["delta"], json!({"role": "assistant", "content": null, "refusal": ""}));

    let call = chunks(&ask(&server, tools_request(&json!({"stream": true, "tool_choice": "required"}))).await.text);
    let delta = &call[0]["choices"][0]["delta"];
    assert_eq!(
        (&delta["role"], &delta["content"], &delta["refusal"]),
        (&json!("assistant"), &json!(null), &json!(null))
    );
    assert_eq!(
        (&delta["tool_calls"][0]["index"], &delta["tool_calls"][0]["function"]["arguments"]),
        (&json!(0), &json!(""))
    );
    let calls = chunks(&ask(&server, tools_request(&json!({"stream": true, "parallel_tool_calls": true}))).await.text);
    assert_eq!(calls[0]["choices"][0]["delta"], json!({"role": "assistant", "content": null}));
    assert_eq!(calls.last().unwrap()["choices"][0]["finish_reason"], "tool_calls");
}

#[tokio::test]
async fn tools_are_called_as_the_choice_says() {
    let server = TestServer::start().await;
    let named = json!({"type": "function", "function": {"name": "GetTime"}});
    for (members, calls, finish) in [
        (json!({"tool_choice": "required"}), 1, "tool_calls"),
        (json!({}), 1, "tool_calls"),
        (json!({"tool_choice": "none"}), 0, "stop"),
        (json!({"tool_choice": named}), 1, "stop"),
        (json!({"parallel_tool_calls": true}), 2, "tool_calls"),
        (json!({"parallel_tool_calls": false}), 1, "tool_calls"),
    ] {
        let answer = ask(&server, tools_request(&members)).await;
        let choice = answer.json()["choices"][0].clone();
        let found = choice["message"]["tool_calls"].as_array().map_or(0, Vec::len);
        assert_eq!((found, choice["finish_reason"].as_str()), (calls, Some(finish)), "{members}");
        if members["tool_choice"] == named {
            assert_eq!(choice["message"]["tool_calls"][0]["function"]["name"], "GetTime");
        }
        let completion = chat::parse::<CalendarEvent>(answer.text.as_bytes()).unwrap();
        for call in &completion.choices[0].message.tool_calls {
            Action::from_call(call).unwrap();
        }
    }
    // A tool that the prompt mentions is the one that is called.
    let mentioned = json!({"messages": [{"role": "user", "content": "Use GetTime now"}]});
    let answer = ask(&server, tools_request(&mentioned)).await.json();
    assert_eq!(answer["choices"][0]["message"]["tool_calls"][0]["function"]["name"], "GetTime");
    // After the result of a call comes an answer, so that a loop of calls ends.
    let call = &answer["choices"][0]["message"]["tool_calls"][0];
    let messages = json!([
        {"role": "user", "content": "Use GetTime now"},
        {"role": "assistant", "content": null, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": call["id"], "content": "12:30"},
    ]);
    let answer = ask(&server, tools_request(&json!({"messages": messages}))).await.json();
    assert!(answer["choices"][0]["message"]["content"].is_string(), "{answer}");
}

fn response_request(members: &Value) -> String {
    let format: Value = serde_json::to_value(responses::text_format::<CalendarEvent>()).unwrap();
    let mut body = json!({"model": "gpt-4o-mini", "input": "Hi", "text": {"format": format}});
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body.to_string()
}

#[tokio::test]
async fn responses_answer_whole_and_streaming() {
    let server = TestServer::start().await;
    for stream in [false, true] {
        let read = |text: String| {
            if !stream {
                return responses::parse::<CalendarEvent>(text.as_bytes()).unwrap();
            }
            let mut reader = responses::StreamReader::<CalendarEvent>::new();
            reader.push(text.as_bytes());
            while reader.next_event().unwrap().is_some() {}
            reader.finish().unwrap()
        };
        let members = |more: Value| {
            let mut members = json!({"stream": stream});
            members.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            response_request(&members)
        };
        let parsed = read(post(&server, "/responses", members(json!({}))).await.text);
        assert!(matches!(parsed.outcome, Outcome::Parsed(_)), "{parsed:?}");
        let cut = read(post(&server, "/responses", members(json!({"max_output_tokens": 16}))).await.text);
        assert!(matches!(cut.outcome, Outcome::CutOff(_) | Outcome::Parsed(_)), "{cut:?}");
        server.cut_after(2);
        let cut = read(post(&server, "/responses", members(json!({}))).await.text);
        assert!(matches!(cut.outcome, Outcome::CutOff(_)), "{cut:?}");
        server.refuse("no");
        let refused = read(post(&server, "/responses", members(json!({}))).await.text);
        assert!(matches!(refused.outcome, Outcome::Refused(words) if words == "no"));
        let tools = json!({"tools": Action::responses_tools(), "tool_choice": "required", "parallel_tool_calls": true});
        let calls = read(post(&server, "/responses", members(tools)).await.text);
        let calls: Vec<Action> = calls.tool_calls().map(|call| Action::from_call(call).unwrap()).collect();
        assert_eq!(calls.len(), 2, "{calls:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_answer_for_a_schema_waits_if_asked() {
    let first_request_latency = Duration::from_millis(200);
    let server = TestServer::with(Options { first_request_latency, ..Options::default() }).await;
    let start = Instant::now();
    ask(&server, request(&json!({}))).await;
    let first = start.elapsed();
    ask(&server, request(&json!({}))).await;
    let second = start.elapsed().saturating_sub(first);
    assert!(first >= first_request_latency && second < first_request_latency, "{first:?} {second:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_as_fast_as_asked() {
    let server = TestServer::with(Options { tokens_per_second: Some(100.0), ..Options::default() }).await;
    let start = Instant::now();
    let text = ask(&server, request(&json!({"stream": true}))).await.text;
    let expected = Duration::from_millis(10) * u32::try_from(text.matches("data: ").count() - 1).unwrap();
    let took = start.elapsed();
    assert!(took >= expected && took < 2 * expected, "{took:?} {expected:?}");
}

#[tokio::test]
async fn models_are_listed() {
    let server = TestServer::start().await;
    let models = support::read(reqwest::get(format!("{}/models", server.base_url())).await.unwrap()).await.json();
    assert!(models["data"].as_array().unwrap().iter().any(|model| model["id"] == "gpt-4o-mini"));
    let model = support::read(reqwest::get(format!("{}/models/gpt-4o-mini", server.base_url())).await.unwrap()).await;
    assert_eq!(model.json()["object"], "model");
    let health = reqwest::get(format!("{}/healthz", server.origin())).await.unwrap();
    assert_eq!(health.status(), 200);
}
