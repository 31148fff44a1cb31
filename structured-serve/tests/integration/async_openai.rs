//! async-openai with its own types: what it sends is taken, and what is answered it reads.

use async_openai::Client;
use async_openai::config::{AzureConfig, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionMessageToolCalls, ChatCompletionRequestUserMessageArgs, ChatCompletionTool, ChatCompletionTools,
    CreateChatCompletionRequest, CreateChatCompletionRequestArgs, FinishReason, FunctionObjectArgs, ResponseFormat,
    ResponseFormatJsonSchema,
};
use async_openai::types::responses::{CreateResponseArgs, ResponseStreamEvent, Status};
use futures_util::StreamExt;
use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_serve::TestServer;

/// An event taken from a text.
#[derive(Debug, Deserialize, StructuredOutput)]
#[expect(dead_code, reason = "only read")]
struct CalendarEvent {
    name: String,
    participants: Vec<String>,
}

fn client(server: &TestServer) -> Client<OpenAIConfig> {
    Client::with_config(OpenAIConfig::new().with_api_base(server.base_url()).with_api_key("sk-anything"))
}

fn request(schema: serde_json::Value) -> CreateChatCompletionRequest {
    let message = ChatCompletionRequestUserMessageArgs::default().content("Alice goes to a fair.").build().unwrap();
    let json_schema =
        ResponseFormatJsonSchema { name: "CalendarEvent".to_owned(), description: None, schema, strict: Some(true) };
    CreateChatCompletionRequestArgs::default()
        .model("gpt-4o-mini")
        .messages(vec![message.into()])
        .response_format(ResponseFormat::JsonSchema { json_schema })
        .build()
        .unwrap()
}

fn schema() -> serde_json::Value {
    serde_json::from_str(CalendarEvent::JSON_SCHEMA).unwrap()
}

#[tokio::test]
async fn chat_completions_whole_and_streaming() {
    let server = TestServer::start().await;
    let client = client(&server);
    let answer = client.chat().create(request(schema())).await.unwrap();
    let choice = &answer.choices[0];
    assert_eq!(choice.finish_reason, Some(FinishReason::Stop));
    serde_json::from_str::<CalendarEvent>(choice.message.content.as_ref().unwrap()).unwrap();
    assert!(answer.usage.unwrap().total_tokens > 0);

    server.refuse("no");
    let refused = client.chat().create(request(schema())).await.unwrap();
    assert_eq!(refused.choices[0].message.refusal.as_deref(), Some("no"));

    let mut stream = client.chat().create_stream(request(schema())).await.unwrap();
    let mut text = String::new();
    while let Some(chunk) = stream.next().await {
        for choice in chunk.unwrap().choices {
            text.push_str(choice.delta.content.as_deref().unwrap_or_default());
        }
    }
    serde_json::from_str::<CalendarEvent>(&text).unwrap();
}

#[tokio::test]
async fn tools_and_errors() {
    let server = TestServer::start().await;
    let client = client(&server);
    let function = FunctionObjectArgs::default().name("save_event").parameters(schema()).strict(true).build().unwrap();
    let mut with_tool = request(schema());
    with_tool.response_format = None;
    with_tool.tools = Some(vec![ChatCompletionTools::Function(ChatCompletionTool { function })]);
    let answer = client.chat().create(with_tool).await.unwrap();
    let calls = answer.choices[0].message.tool_calls.as_ref().unwrap();
    let ChatCompletionMessageToolCalls::Function(call) = &calls[0] else { panic!("{calls:?}") };
    serde_json::from_str::<CalendarEvent>(&call.function.arguments).unwrap();

    let error = client.chat().create(request(serde_json::json!({"type": "array"}))).await.unwrap_err();
    let OpenAIError::ApiError(error) = error else { panic!("{error:?}") };
    let error = format!("{error:?}");
    assert!(
        error.contains("schema must be a JSON Schema of 'type: \\\"object\\\"', got 'type: \\\"array\\\"'."),
        "{error}"
    );

    // It tries again after a limit, as its own retries do.
    server.status(429).retry_after(0);
    client.chat().create(request(schema())).await.unwrap();
    assert_eq!(server.requests().iter().filter(|request| request.status() == 429).count(), 1);
}

#[tokio::test]
async fn responses_whole_and_streaming() {
    let server = TestServer::start().await;
    let client = client(&server);
    let request = || {
        let format: async_openai::types::responses::ResponseTextParam = serde_json::from_value(serde_json::json!({
            "format": {"type": "json_schema", "name": "CalendarEvent", "strict": true, "schema": schema()},
        }))
        .unwrap();
        CreateResponseArgs::default().model("gpt-4o-mini").input("A fair.").text(format).build().unwrap()
    };
    let answer = client.responses().create(request()).await.unwrap();
    assert_eq!(answer.status, Status::Completed);
    serde_json::from_str::<CalendarEvent>(&answer.output_text().unwrap()).unwrap();
    let mut stream = client.responses().create_stream(request()).await.unwrap();
    let (mut text, mut completed) = (String::new(), 0);
    while let Some(event) = stream.next().await {
        match event.unwrap() {
            ResponseStreamEvent::ResponseOutputTextDelta(delta) => text.push_str(&delta.delta),
            ResponseStreamEvent::ResponseCompleted(_) => completed += 1,
            _ => {}
        }
    }
    serde_json::from_str::<CalendarEvent>(&text).unwrap();
    assert_eq!(completed, 1);
}

#[tokio::test]
async fn azure_urls_are_answered() {
    let server = TestServer::start().await;
    let config = AzureConfig::new()
        .with_api_base(server.origin())
        .with_deployment_id("mine")
        .with_api_version("2024-10-21")
        .with_api_key("anything");
    let answer = Client::with_config(config).chat().create(request(schema())).await.unwrap();
    assert_eq!(answer.model, "mine");
    assert_eq!(server.last_request().path(), "/openai/deployments/mine/chat/completions");
}
