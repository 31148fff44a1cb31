//! What came goes back: a message, a call and an item of every recorded answer serialize to the JSON they came from, and
//! whole answers can be stored and read again.

use std::path::PathBuf;

use serde_json::{Value, json};
use structured_core::chat::{ChatCompletion, Message};
use structured_core::responses::{OutputItem, Response};
use structured_core::{Error, Outcome, ToolCall, chat, responses};

/// The whole bodies of all recorded answers and of the odd ones.
fn bodies() -> Vec<(String, Value)> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders: Vec<PathBuf> = ["answers/node", "answers/recorded", "quirks"].map(|set| fixtures.join(set)).into();
    for provider in std::fs::read_dir(fixtures.join("provider_answers")).expect("the folder is committed") {
        let answers = std::fs::read_dir(provider.expect("a folder").path()).expect("a folder");
        folders.extend(answers.map(|answer| answer.expect("a folder").path()));
    }
    let mut bodies = Vec::new();
    for folder in folders {
        for file in std::fs::read_dir(folder).expect("the folder is committed") {
            let path = file.expect("a file").path();
            let name = path.display().to_string();
            if name.strip_suffix(".json").is_some()
                && !name.contains("request")
                && !name.contains("expected")
                && !name.contains("meta.")
            {
                let text = std::fs::read_to_string(&path).expect("a text");
                bodies.extend(serde_json::from_str(&text).ok().map(|body| (name, body)));
            }
        }
    }
    assert!(bodies.len() > 100);
    bodies
}

#[test]
fn every_message_goes_back_as_it_came() {
    let mut count = 0;
    for (name, body) in bodies() {
        let Ok(completion) = chat::parse::<Value>(body.to_string().as_bytes()) else { continue };
        for (choice, came) in completion.choices.iter().zip(body["choices"].as_array().expect("a list")) {
            let Some(came) = came.get("message") else { continue };
            let came = &with_role(came);
            let sent = serde_json::to_value(&choice.message).expect("a message is JSON");
            assert_eq!(&sent, came, "{name}");
            assert_eq!(&serde_json::from_value::<Message>(came.clone()).expect("a message"), &choice.message);
            let calls = came["tool_calls"].as_array().into_iter().flatten();
            for (call, came) in choice.message.tool_calls.iter().zip(calls) {
                assert_eq!(&serde_json::to_value(call).expect("a call is JSON"), came, "{name}");
                assert_eq!(&serde_json::from_value::<ToolCall>(came.clone()).expect("a call"), call);
            }
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn every_item_goes_back_as_it_came() {
    let mut count = 0;
    for (name, body) in bodies() {
        let Ok(response) = responses::parse::<Value>(body.to_string().as_bytes()) else { continue };
        let came: Vec<&Value> =
            body["output"].as_array().expect("a list").iter().filter(|item| item.is_object()).collect();
        assert_eq!(response.output.len(), came.len(), "{name}");
        for (item, came) in response.output.iter().zip(came) {
            assert_eq!(&serde_json::to_value(item).expect("an item is JSON"), came, "{name}");
            assert_eq!(&serde_json::from_value::<OutputItem>(came.clone()).expect("an item"), item);
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_stored_answer_is_read_again() {
    for (name, body) in bodies() {
        let text = body.to_string();
        if let Ok(completion) = chat::parse::<Value>(text.as_bytes()) {
            let stored = serde_json::to_string(&completion).expect("an answer is JSON");
            let again: ChatCompletion<Value> = serde_json::from_str(&stored).expect("the same answer");
            assert_eq!(again, completion, "{name}");
            let outcome =
                serde_json::to_string(&completion.choices.first().map(|choice| &choice.outcome)).expect("JSON");
            let outcome: Option<Outcome<Value>> = serde_json::from_str(&outcome).expect("the same outcome");
            assert_eq!(outcome.as_ref(), completion.choices.first().map(|choice| &choice.outcome), "{name}");
        }
        if let Ok(response) = responses::parse::<Value>(text.as_bytes()) {
            let stored = serde_json::to_value(&response).expect("an answer is JSON");
            let again: Response<Value> = serde_json::from_value(stored).expect("the same answer");
            assert_eq!(again, response, "{name}");
        }
    }
}

#[test]
fn a_body_can_be_read_by_any_reader_of_serde() {
    let body = r#"{"choices": [{"finish_reason": "stop", "message": {"content": "[1]"}}]}"#;
    let completion: ChatCompletion<Vec<u8>> = serde_json::from_reader(body.as_bytes()).expect("a completion");
    assert_eq!(completion.into_parsed(), Ok(vec![1]));
    let error = serde_json::from_str::<ChatCompletion<Value>>(r#"{"error": {"message": "no"}}"#).unwrap_err();
    assert!(error.to_string().contains("the API answered with an error: no"), "{error}");
}

fn message(message: &Value) -> Message {
    let body = json!({"choices": [{"finish_reason": "stop", "message": message}]});
    chat::parse::<Value>(body.to_string().as_bytes()).expect("a completion").choices.remove(0).message
}

#[test]
fn odd_messages_go_back_as_they_came() {
    for came in [
        json!({"role": "assistant", "content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
                                                {"type": "text", "text": "[1]"}]}),
        json!({"role": "assistant", "content": {"a": 1}, "refusal": []}),
        json!({"content": "", "refusal": "", "tool_calls": []}),
        json!({"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}", "x": 1}}),
        json!({"role": 3, "content": "[1]", "reasoning_details": [{"type": "reasoning.encrypted", "data": "c2ln"}]}),
        json!({"role": "assistant", "tool_calls": [
            {"id": 0, "type": "function", "index": 0, "function": {"name": "f", "arguments": {"p": 1}, "namespace": "crm"},
             "extra_content": {"google": {"thought_signature": "c2ln"}}},
            {"id": "", "type": "custom", "custom": {"name": "g", "input": "free"}}]}),
        json!({"role": "assistant", "content": "a \"quoted\" text", "a \"quoted\" name": {"b": [1, null]}}),
    ] {
        assert_eq!(serde_json::to_value(message(&came)).expect("JSON"), with_role(&came));
    }
}

/// The message with a role, which the API wants to see.
pub(super) fn with_role(message: &Value) -> Value {
    let mut message = message.clone();
    if message.get("role").is_none() {
        message["role"] = "assistant".into();
    }
    message
}

#[test]
fn a_content_that_was_changed_is_written_as_it_is_now() {
    let mut message = message(&json!({"role": "assistant", "content": [{"type": "text", "text": "[1]"}]}));
    message.content = Some("[2]".into());
    assert_eq!(serde_json::to_value(&message).expect("JSON"), json!({"role": "assistant", "content": "[2]"}));
}

#[test]
fn what_a_model_thought_is_readable_wherever_it_came() {
    for came in [
        json!({"content": "[1]", "reasoning_content": "hm"}),
        json!({"content": "[1]", "reasoning": "hm"}),
        json!({"content": "[1]", "reasoning_details": [{"type": "reasoning.text", "text": "hm", "index": 0}]}),
        json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "[1]"}]}),
    ] {
        let message = message(&came);
        assert_eq!((message.reasoning().as_deref(), message.content.as_deref()), (Some("hm"), Some("[1]")), "{came}");
    }
    let reasoning = json!({"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": "hm"}]});
    let body = json!({"status": "completed", "output": [reasoning]});
    assert_eq!(responses::parse::<Value>(body.to_string().as_bytes()).unwrap().reasoning().as_deref(), Some("hm"));
}

#[test]
fn a_streamed_message_goes_back_with_all_that_came() {
    let deltas = [
        json!({"role": "assistant", "content": null, "reasoning_content": "Let me "}),
        json!({"reasoning_content": "think.", "reasoning_details": [{"index": 0, "type": "reasoning.text", "text": "Let me "}]}),
        json!({"reasoning_details": [{"index": 0, "type": "reasoning.text", "text": "think.", "signature": "c2ln"}], "channel": "final"}),
        json!({"content": "[1]", "channel": "final"}),
    ];
    let mut stream = chat::StreamReader::<Value>::new();
    for delta in deltas {
        stream.push(format!("data: {}\n\n", json!({"choices": [{"index": 0, "delta": delta}]})).as_bytes());
    }
    stream.push(b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    let mut thoughts = Vec::new();
    while let Some(event) = stream.next_event().expect("no error") {
        if let chat::Event::ReasoningDelta { delta, snapshot, .. } = event {
            thoughts.push((delta.to_owned(), snapshot.to_owned()));
        }
    }
    assert_eq!(thoughts, [("Let me ".into(), "Let me ".into()), ("think.".into(), "Let me think.".into())]);
    let message = stream.finish().unwrap().choices.remove(0).message;
    assert_eq!(message.reasoning().as_deref(), Some("Let me think."));
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        json!({"role": "assistant", "content": "[1]", "reasoning_content": "Let me think.", "channel": "final",
               "reasoning_details": [{"index": 0, "type": "reasoning.text", "text": "Let me think.", "signature": "c2ln"}]})
    );
}

#[test]
fn members_of_a_streamed_message_keep_the_order_in_which_they_came() {
    let mut stream = chat::StreamReader::<Value>::new();
    for delta in [r#"{"zeta": [1], "content": "1"}"#, r#"{"alpha": {"a": 1}}"#, r#"{"zeta": [2], "beta": 3}"#] {
        stream.push(format!("data: {{\"choices\": [{{\"delta\": {delta}}}]}}\n\n").as_bytes());
    }
    stream.push(b"data: [DONE]\n\n");
    let message = stream.finish().expect("a completion").choices.remove(0).message;
    let members: Vec<_> = message.extra().iter().map(|(name, value)| format!("{name} {}", value.get())).collect();
    assert_eq!(members, ["zeta [1,2]", r#"alpha {"a":1}"#, "beta 3"]);
}

#[test]
fn results_and_failures_of_calls_are_messages_of_the_same_api() {
    let chat = ToolCall::function("call_1", "get_weather", r#"{"location":5}"#);
    assert_eq!(
        serde_json::to_value(chat.result(&json!({"degrees": 18}))).unwrap(),
        json!({"role": "tool", "tool_call_id": "call_1", "content": "{\"degrees\":18}"})
    );
    assert_eq!(chat.result("18 degrees").output(), Some("18 degrees"));
    let item = chat.clone().into_item();
    assert_eq!(
        serde_json::to_value(item.result("18 degrees")).unwrap(),
        json!({"type": "function_call_output", "call_id": "call_1", "output": "18 degrees"})
    );
    assert_eq!(serde_json::to_value(&item).unwrap()["type"], "function_call");

    let error = chat.parse::<std::collections::BTreeMap<String, String>>().unwrap_err();
    let failed = chat.failed(&error);
    assert_eq!(
        failed.output(),
        Some(
            "The arguments for `get_weather` are JSON, but not of the shape that the tool takes: invalid type: integer \
             `5`, expected a string, at `location` (line 1, column 13). Near: `{\"location\":5}`. Call `get_weather` again \
             with corrected arguments."
        )
    );
    let unknown = Error::unknown_tool(&chat, &["now"]);
    assert_eq!(
        chat.failed(&unknown).output(),
        Some("There is no tool `get_weather`. The tools are: `now`. Call one of them instead.")
    );
    let other = std::io::Error::other("no connection");
    assert_eq!(chat.failed(&other).output(), Some("The call of `get_weather` failed: no connection"));

    let unwritable = chat.result(&std::collections::BTreeMap::from([((1, 2), 3)]));
    assert!(serde_json::to_string(&unwritable).unwrap_err().to_string().contains("`get_weather` does not serialize"));
}

#[test]
fn a_message_with_an_empty_role_is_the_assistants() {
    let body = br#"{"choices": [{"message": {"id": null, "role": "", "content": "[1]"}}]}"#;
    let completion = chat::parse::<Value>(body).expect("a completion");
    assert_eq!(completion.choices[0].message.role, "assistant");
    let stored = serde_json::to_string(&completion).expect("JSON");
    assert_eq!(serde_json::from_str::<ChatCompletion<Value>>(&stored).expect("the same"), completion);
}

#[test]
fn a_message_without_anything_is_the_same_with_and_without_a_content_that_is_null() {
    for message in [json!({"role": "assistant"}), json!({"content": null})] {
        let body = json!({"choices": [{"message": message}]}).to_string();
        let completion = chat::parse::<Value>(body.as_bytes()).expect("a completion");
        let stored = serde_json::to_string(&completion).expect("JSON");
        assert_eq!(serde_json::from_str::<ChatCompletion<Value>>(&stored).expect("the same"), completion);
        let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
        assert!(message.is_null() || message == json!({"role": "assistant", "content": null}), "{message}");
    }
}

#[test]
fn an_item_with_a_function_is_a_call_that_keeps_the_members_of_both() {
    let item = json!({"type": "function_call", "call_id": "c", "x": 1,
        "function": {"name": "f", "arguments": "{}", "x": 2, "thought": [true], "id": null}});
    let call: ToolCall = serde_json::from_value(item).expect("a call");
    let stored = serde_json::to_value(&call).expect("JSON");
    let flat =
        json!({"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}", "x": 1, "thought": [true]});
    assert_eq!(stored, flat);
    assert_eq!(serde_json::from_value::<ToolCall>(stored).expect("the same"), call);
}

#[test]
fn members_of_a_call_that_contradict_each_other_are_read_once() {
    for call in [
        json!({"type": "custom_tool_call", "call_id": "c", "name": "f", "arguments": true, "input": ""}),
        json!({"type": "function_call", "call_id": "c", "name": "f", "arguments": true, "input": "x"}),
        json!({"type": "function_call", "call_id": "c", "name": 5, "function": {"name": "f", "arguments": {}}}),
        json!({"id": "c", "name": 5, "function": {"name": "f", "arguments": {}, "namespace": "n"}, "namespace": null}),
        json!({"id": "c", "arguments": [1], "custom": {"name": "f", "input": "x", "arguments": 2}}),
    ] {
        let read: ToolCall = serde_json::from_value(call.clone()).expect("a call");
        let stored = serde_json::to_string(&read).expect("JSON");
        assert_eq!(serde_json::from_str::<ToolCall>(&stored).expect("the same"), read, "{call} as {stored}");
    }
}

#[test]
fn an_older_function_call_goes_back_with_every_member_that_came() {
    for call in [
        json!({"name": 20303, "id": null, "x": 1}),
        json!({"name": "f", "arguments": "{}", "id": "c", "type": "function"}),
        json!({"name": "f", "arguments": "{}", "call_id": "c", "id": 3}),
        json!({"id": "c", "function": {"name": "f", "arguments": "{}", "x": 2}}),
    ] {
        let read: Message = serde_json::from_value(json!({"function_call": call})).expect("a message");
        let stored = serde_json::to_value(&read).expect("JSON");
        for (name, value) in
            call.as_object().expect("an object").iter().filter(|(name, _)| !matches!(&***name, "type" | "function"))
        {
            assert_eq!(stored["function_call"][name], *value, "{call} as {stored}");
        }
        assert_eq!(serde_json::from_value::<Message>(stored.clone()).expect("the same"), read, "{call} as {stored}");
    }
}

#[test]
fn calls_in_both_forms_are_in_one_order_wherever_they_came() {
    let (older, calls) =
        (r#""function_call": {"name": "f"}"#, r#""tool_calls": [{"id": "c", "function": {"name": "g"}}]"#);
    for message in [format!("{{{older}, {calls}}}"), format!("{{{calls}, {older}}}")] {
        let read: Message = serde_json::from_str(&message).expect("a message");
        assert_eq!(read.tool_calls.iter().map(ToolCall::name).collect::<Vec<_>>(), ["g", "f"]);
        let stored = serde_json::to_string(&read).expect("JSON");
        assert_eq!(serde_json::from_str::<Message>(&stored).expect("the same"), read);
    }
}

#[test]
fn functions_alone_in_the_list_of_calls_all_go_back_in_the_list() {
    let calls = json!([{"name": "f", "arguments": "{}"}, {"name": "g", "arguments": "[1]", "x": 1}]);
    let read: Message = serde_json::from_value(json!({"tool_calls": calls})).expect("a message");
    let stored = serde_json::to_value(&read).expect("JSON");
    let function = |call: &Value| json!({"type": "function", "function": call});
    assert_eq!(stored["tool_calls"], json!([function(&calls[0]), function(&calls[1])]));
    assert_eq!(stored.get("function_call"), None);
    assert_eq!(serde_json::from_value::<Message>(stored).expect("the same"), read);
}
