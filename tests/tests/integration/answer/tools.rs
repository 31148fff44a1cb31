//! `#[derive(Tools)]`: one enum is the tools of the request and the calls of the answer.

use serde::Deserialize;
use serde_json::json;
use structured_core::{Error, StructuredOutput, ToolCall, Tools, chat, responses};

/// Fetches the weather in the given location
#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(name = "get_weather")]
struct GetWeather {
    /// The location to get the weather for
    location: String,
    unit: Option<Unit>,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
enum Unit {
    F,
    C,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
struct SendMail {
    to: Vec<String>,
}

#[derive(Debug, PartialEq, Tools)]
enum Action {
    Weather(GetWeather),
    Mail(Box<SendMail>),
}

fn call(name: &str, arguments: &str) -> ToolCall {
    ToolCall::function("call_1", name, arguments)
}

#[test]
fn the_tools_are_those_of_the_types_in_the_order_of_the_variants() {
    assert_eq!(Action::NAMES, ["get_weather", "SendMail"]);
    assert_eq!(Action::chat_tools(), [chat::tool::<GetWeather>(), chat::tool::<SendMail>()]);
    assert_eq!(Action::responses_tools(), [responses::tool::<GetWeather>(), responses::tool::<SendMail>()]);
}

#[test]
fn the_tools_serialize_to_what_the_request_takes() {
    let schema = json!({
        "type": "object",
        "properties": {"to": {"type": "array", "items": {"type": "string"}}},
        "required": ["to"],
        "additionalProperties": false
    });
    let tools = serde_json::to_value(Action::chat_tools()).expect("tools are JSON");
    let function = json!({"name": "SendMail", "strict": true, "parameters": schema});
    assert_eq!(tools[1], json!({"type": "function", "function": function}));
    assert_eq!(tools[0]["function"]["description"], "Fetches the weather in the given location");
    let tools = serde_json::to_value(Action::responses_tools()).expect("tools are JSON");
    assert_eq!(tools[1], json!({"type": "function", "name": "SendMail", "strict": true, "parameters": schema}));
}

#[test]
fn a_call_is_read_into_the_variant_of_its_tool() {
    let weather = Action::from_call(&call("get_weather", r#"{"location": "Paris", "unit": "C"}"#));
    assert_eq!(weather, Ok(Action::Weather(GetWeather { location: "Paris".into(), unit: Some(Unit::C) })));
    let mail = Action::from_call(&call("SendMail", r#"{"to": ["a@b.c"]}"#));
    assert_eq!(mail, Ok(Action::Mail(Box::new(SendMail { to: vec!["a@b.c".into()] }))));
}

#[test]
fn a_call_of_no_known_tool_keeps_the_call_and_names_the_tools() {
    let unknown = call("get_wether", r#"{"location": "Paris"}"#);
    let error = Action::from_call(&unknown).expect_err("no such tool");
    let Error::UnknownTool { call, known } = &error else { panic!("another error: {error}") };
    assert_eq!(**call, unknown);
    assert_eq!(known.as_ref(), Action::NAMES);
}

#[test]
fn bad_arguments_are_another_error_and_keep_the_text() {
    for arguments in [r#"{"location": 7}"#, "{\"location\": ", "Paris"] {
        let error = Action::from_call(&call("get_weather", arguments)).expect_err("no arguments");
        let Error::BadArguments { tool, error } = &error else { panic!("another error: {error}") };
        assert_eq!((tool.as_str(), error.text()), ("get_weather", arguments));
    }
}

#[test]
fn any_set_of_tools_can_be_meant() {
    fn names<T: Tools>() -> usize {
        T::chat_tools().len()
    }
    assert_eq!(names::<Action>(), 2);
}

#[test]
fn a_tool_in_a_namespace_is_another_tool_than_one_of_the_same_name() {
    let item = |namespace: serde_json::Value| {
        let item = json!({"type": "function_call", "call_id": "c", "name": "SendMail", "arguments": "{\"to\":[]}",
            "namespace": namespace});
        serde_json::from_value::<ToolCall>(item).expect("a call")
    };
    let mail = || Ok(Action::Mail(Box::new(SendMail { to: vec![] })));
    // Outside of namespaces.
    for call in [call("SendMail", r#"{"to":[]}"#), item("".into()), item(json!(null))] {
        assert_eq!(Action::from_call(&call), mail());
        assert!(matches!(Action::from_call_in("crm", &call), Err(Error::UnknownTool { .. })));
    }
    let call = item("crm".into());
    assert_eq!(Action::from_call_in("crm", &call), mail());
    for error in [Action::from_call(&call), Action::from_call_in("erp", &call)] {
        let Err(error @ Error::UnknownTool { .. }) = error else { panic!("{error:?}") };
        let text = "the model called `SendMail` in the namespace `crm`, which is not one of the tools: `get_weather`, `SendMail`";
        assert_eq!(error.to_string(), text);
    }
    let unknown = json!({"type": "function_call", "call_id": "c", "name": "now", "arguments": "", "namespace": "crm"});
    let unknown: ToolCall = serde_json::from_value(unknown).expect("a call");
    let Err(Error::UnknownTool { call, .. }) = Action::from_call_in("crm", &unknown) else { panic!("a known tool") };
    assert_eq!(*call, unknown);
}

#[test]
fn tools_are_offered_in_a_namespace_beside_others() {
    let request = responses::Request::new("gpt-5.4").tool::<GetWeather>().namespace::<Action>("crm", "Customers.");
    let request = serde_json::to_value(&request).expect("a request");
    let tools = serde_json::to_value(Action::responses_tools()).expect("tools");
    let namespace = json!({"type": "namespace", "name": "crm", "description": "Customers.", "tools": tools});
    assert_eq!(request["tools"], json!([tools[0], namespace]));
}
