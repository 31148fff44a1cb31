//! What the API refuses is refused, with its status, message, `param` and `code`.

use serde_json::{Value, json};
use structured_core::profile::{self, Profile};
use structured_serve::{Options, TestServer};

use crate::support;
use crate::support::{Answer, chat, fixture, post, with_schema, with_tool};

async fn server(profile: &'static Profile) -> TestServer {
    TestServer::with(Options { profile, ..Options::default() }).await
}

#[tokio::test]
async fn every_schema_that_the_api_refused_comes_back_with_its_message() {
    // The words of a size are those of one time's limit.
    let servers = [server(&profile::OPENAI).await, server(&profile::OPENAI_2024_08).await];
    let index: Value = serde_json::from_str(&fixture("index.json")).unwrap();
    let cases = index["invalid"].as_array().unwrap();
    for case in cases {
        let schema = fixture(case["file"].as_str().unwrap());
        let name = case["name_used"].as_str().unwrap();
        let is_function = case["used_as"] == "function";
        let body = if is_function { with_tool(name, &schema) } else { with_schema(name, &schema) };
        let recorded = |message: &str| {
            let alternatives = case["message_alternatives"].as_array().into_iter().flatten();
            alternatives.chain([&case["expected_message"]]).any(|known| known == message)
        };
        let mut found = Vec::new();
        for server in &servers {
            let answer = chat(server, body.clone()).await;
            if answer.status == 400 && recorded(&answer.error().0) {
                found.push(answer);
            }
        }
        let answer = found.first().unwrap_or_else(|| panic!("{}", case["name"]));
        let (_, param, code) = answer.error();
        assert_eq!(answer.json()["error"]["type"], "invalid_request_error");
        let expected = match (is_function, case.get("param")) {
            (_, Some(Value::Null)) => None,
            (true, _) => Some("tools[0].function.parameters"),
            (false, _) => Some("response_format"),
        };
        assert_eq!(param.as_deref(), expected, "{}", case["name"]);
        assert_eq!(code.as_deref(), is_function.then_some("invalid_function_parameters"), "{}", case["name"]);
        let header = answer.headers["x-structured-violations"].to_str().unwrap();
        let listed: Vec<Value> = serde_json::from_str(header).unwrap();
        assert!(listed.iter().any(|violation| recorded(violation["message"].as_str().unwrap())), "{header}");
    }
    assert_eq!(cases.len(), 28);
}

#[tokio::test]
async fn all_violations_of_a_schema_are_in_the_header_and_with_the_request() {
    let server = TestServer::start().await;
    let schema = r#"{"type":"object","properties":{"é":{"type":"string","uniqueItems":true},"b":{}},"required":["b"]}"#;
    let answer = chat(&server, with_schema("many", schema)).await;
    let (message, ..) = answer.error();
    assert!(
        message.ends_with("In context=(), 'additionalProperties' is required to be supplied and to be false."),
        "{message}"
    );
    let listed: Vec<Value> = serde_json::from_str(answer.headers["x-structured-violations"].to_str().unwrap()).unwrap();
    let pointers: Vec<&str> = listed.iter().map(|violation| violation["pointer"].as_str().unwrap()).collect();
    let schema_at = "/response_format/json_schema/schema";
    let at = |rest: &str| format!("{schema_at}{rest}");
    assert_eq!(pointers, [at(""), at(""), at("/properties/é"), at("/properties/b")]);
    let request = server.last_request();
    let violations = &request.verdict().unwrap().violations;
    assert_eq!(violations.len(), 4);
    // Each place is that in the body.
    let position = violations[2].position.unwrap();
    assert_eq!(&request.body()[position.span.start..position.span.end], "\"uniqueItems\"");
    assert_eq!((request.status(), request.error()), (400, Some(&*message)));
}

/// A request to Chat Completions, with some members of its own.
pub(super) fn request(members: &Value) -> String {
    let mut body = json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]});
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
        if value == "REMOVED" {
            body.as_object_mut().unwrap().remove(name);
        }
    }
    body.to_string()
}

#[tokio::test]
async fn a_previous_response_must_be_one_that_was_stored() {
    let server = TestServer::start().await;
    let ask = |members: Value| {
        let mut request = json!({"model": "gpt-4o", "input": "Hi"});
        request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        post(&server, "/responses", request.to_string())
    };
    let id = |answer: &Answer| answer.json()["id"].as_str().unwrap().to_owned();
    let stored = id(&ask(json!({})).await);
    let next = ask(json!({"previous_response_id": stored})).await;
    assert_eq!(next.status, 200, "{}", next.text);
    assert_eq!(next.json()["previous_response_id"], stored);

    let not_stored = id(&ask(json!({"store": false})).await);
    for unknown in [not_stored.as_str(), "resp_ffffff", "resp_", "chatcmpl-1", ""] {
        let refused = ask(json!({"previous_response_id": unknown})).await;
        assert_eq!(refused.status, 400);
        let (message, param, code) = refused.error();
        assert_eq!(message, format!("Previous response with id '{unknown}' not found."));
        assert_eq!(param.as_deref(), Some("previous_response_id"));
        assert_eq!(code.as_deref(), Some("previous_response_not_found"));
    }
}

#[tokio::test]
async fn what_the_api_takes_is_taken() {
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let server = TestServer::start().await;
    for members in [
        json!({"temperature": 0, "top_p": 1, "n": 2, "user": "u", "seed": 7, "stop": "x", "metadata": {"a": "b"}}),
        json!({"max_completion_tokens": null, "tools": null}),
        json!({"model": "ft:gpt-4o-mini-2024-07-18:acme::abc"}),
        json!({"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}),
        json!({"messages": [{"role": "system", "content": "Answer in JSON."}], "response_format": {"type": "json_object"}}),
        // What is not strict is not checked.
        json!({"tools": [{"type": "function", "function": {"name": "f", "parameters": object}}]}),
        json!({"response_format": {"type": "json_schema", "json_schema": {"name": "x", "strict": false, "schema": object}}}),
        json!({"model": "o3", "max_completion_tokens": 50, "reasoning_effort": "low"}),
    ] {
        let answer = chat(&server, request(&members)).await;
        assert_eq!(answer.status, 200, "{members}: {}", answer.text);
    }
}

#[tokio::test]
async fn urls_methods_and_keys_are_those_of_the_api() {
    let server =
        TestServer::with(Options { api_key: Some("sk-secret-key-0001".to_owned()), ..Options::default() }).await;
    let client = reqwest::Client::new();
    let url = |path: &str| format!("{}{path}", server.origin());
    let body = request(&json!({}));
    let without =
        support::read(client.post(url("/v1/chat/completions")).body(body.clone()).send().await.unwrap()).await;
    assert_eq!(without.status, 401);
    assert!(without.error().0.starts_with("You didn't provide an API key."));
    let wrong = client.post(url("/v1/chat/completions")).bearer_auth("sk-another-key-0002").body(body.clone());
    let wrong = support::read(wrong.send().await.unwrap()).await;
    assert_eq!(wrong.status, 401);
    let (message, _, code) = wrong.error();
    assert!(message.starts_with("Incorrect API key provided: sk-a***********0002."), "{message}");
    assert_eq!(code.as_deref(), Some("invalid_api_key"));
    let right = client.post(url("/v1/chat/completions")).bearer_auth("sk-secret-key-0001").body(body.clone());
    assert_eq!(right.send().await.unwrap().status(), 200);
    let azure = client.post(url("/openai/deployments/mine/chat/completions?api-version=2024-10-21"));
    let azure = azure.header("api-key", "sk-secret-key-0001").body(body).send().await.unwrap();
    assert_eq!(azure.status(), 200);
    assert!(azure.text().await.unwrap().contains(r#""model":"mine""#));
    let unknown = support::read(client.post(url("/v1/nothing")).send().await.unwrap()).await;
    assert_eq!((unknown.status, unknown.error().0), (404, "Invalid URL (POST /v1/nothing)".to_owned()));
    let method = support::read(client.get(url("/v1/chat/completions")).send().await.unwrap()).await;
    assert_eq!(method.status, 405);
    assert!(method.error().0.starts_with("Not allowed to GET on /v1/chat/completions"));
}
