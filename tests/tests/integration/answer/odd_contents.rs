//! A content and a refusal of any JSON, beside each other: they go back as they came.

use serde_json::{Value, json};
use structured_core::chat::{ChatCompletion, Message};
use structured_core::responses::Response;
use structured_core::{chat, responses};

use super::way_back::with_role;

/// Contents and refusals of every kind that servers send; `None` leaves the member out.
fn contents() -> Vec<Option<Value>> {
    let part = |kind: &str, member: &str, text: &str| json!({"type": kind, member: text});
    let parts = [part("text", "text", ""), part("text", "text", "[1]"), part("refusal", "refusal", "")];
    let mut parts = Vec::from(parts);
    parts.extend([part("refusal", "refusal", "no"), part("refusal", "text", "no"), json!({"refusal": ""})]);
    parts.extend([json!({"refusal": "no", "text": "[1]"}), json!({"type": "refusal", "refusal": null}), json!("[1]")]);
    let mut contents = vec![None];
    contents.extend([json!(null), json!(""), json!("[1]"), json!(5), json!([]), json!({"a": 1})].map(Some));
    for first in &parts {
        contents.push(Some(first.clone()));
        contents.push(Some(json!([first])));
        contents.extend(parts.iter().map(|second| Some(json!([first, second]))));
    }
    contents
}

fn refusals() -> Vec<Option<Value>> {
    let refusals = [json!(null), json!(""), json!("no"), json!("never"), json!([]), json!({}), json!(0), json!(["no"])];
    [None].into_iter().chain(refusals.map(Some)).collect()
}

/// The members in this order, as JSON.
fn object(members: &[(&str, &Option<Value>)]) -> String {
    let present = members.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let members: Vec<String> = present.map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{{}}}", members.join(", "))
}

#[test]
fn a_content_and_a_refusal_of_any_kind_go_back_as_they_came() {
    for (content, refusal) in
        contents().iter().flat_map(|content| refusals().into_iter().map(move |refusal| (content, refusal)))
    {
        let (content, refusal) = (("content", content), ("refusal", &refusal));
        let outcomes = [object(&[content, refusal]), object(&[refusal, content])].map(|message| {
            let body = format!(r#"{{"choices": [{{"finish_reason": "stop", "message": {message}}}]}}"#);
            let completion = chat::parse::<Value>(body.as_bytes()).expect("a completion");
            let stored = serde_json::to_string(&completion).expect("JSON");
            let again: ChatCompletion<Value> = serde_json::from_str(&stored).expect("the same answer");
            assert_eq!(again, completion, "{message} as {stored}");
            let sent = serde_json::to_value(&completion.choices[0].message).expect("JSON");
            let came = with_role(&serde_json::from_str(&message).expect("JSON"));
            let is_empty = came.as_object().is_some_and(|came| came.len() == 1);
            assert!(sent == came || is_empty, "{message} as {sent}");
            completion.choices.into_iter().next().expect("a choice").outcome
        });
        assert_eq!(outcomes[0], outcomes[1], "{content:?} {refusal:?}");
    }
}

#[test]
fn a_refusal_that_was_changed_is_written_as_it_is_now() {
    for content in contents() {
        for refusal in refusals() {
            let mut message: Message =
                serde_json::from_str(&object(&[("content", &content), ("refusal", &refusal)])).expect("a message");
            message.refusal = Some("changed".into());
            let stored = serde_json::to_string(&message).expect("JSON");
            let again: Message = serde_json::from_str(&stored).expect("the same");
            assert_eq!(again.refusal, message.refusal, "{stored}");
            assert_eq!(again.content, message.content, "{stored}");
            message.content = Some("[2]".into());
            let stored = serde_json::to_string(&message).expect("JSON");
            let again: Message = serde_json::from_str(&stored).expect("the same");
            assert_eq!((&again.refusal, &again.content), (&message.refusal, &message.content), "{stored}");
        }
    }
}

#[test]
fn a_streamed_content_and_refusal_of_any_kind_are_stored_and_read_again() {
    for (content, refusal) in
        contents().iter().flat_map(|content| refusals().into_iter().map(move |refusal| (content, refusal)))
    {
        let delta = object(&[("content", content), ("refusal", &refusal)]);
        let mut stream = chat::StreamReader::<Value>::new();
        for delta in [&*delta, r#"{"content": ""}"#, &delta] {
            stream.push(format!("data: {{\"choices\": [{{\"delta\": {delta}}}]}}\n\n").as_bytes());
        }
        stream.push(b"data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"stop\"}]}\n\ndata: [DONE]\n\n");
        let completion = stream.finish().expect("a completion");
        let stored = serde_json::to_string(&completion).expect("JSON");
        let again: ChatCompletion<Value> = serde_json::from_str(&stored).expect("the same answer");
        assert_eq!(again, completion, "{delta} as {stored}");
    }
}

#[test]
fn an_item_with_a_content_and_a_refusal_of_any_kind_goes_back_as_it_came() {
    for (content, refusal) in
        contents().iter().flat_map(|content| refusals().into_iter().map(move |refusal| (content, refusal)))
    {
        for kind in [r#""type": "message", "#, r#""role": "assistant", "#, ""] {
            let item = object(&[("content", content), ("refusal", &refusal)]);
            let item = if item == "{}" { item } else { format!("{{{kind}{}", &item[1..]) };
            let body = format!(r#"{{"status": "completed", "output": [{item}]}}"#);
            let response = responses::parse::<Value>(body.as_bytes()).expect("a response");
            let stored = serde_json::to_string(&response).expect("JSON");
            let again: Response<Value> = serde_json::from_str(&stored).expect("the same answer");
            assert_eq!(again, response, "{item} as {stored}");
            let sent = serde_json::to_value(&response.output[0]).expect("JSON");
            assert_eq!(sent, serde_json::from_str::<Value>(&item).expect("JSON"), "{item}");
        }
    }
}
