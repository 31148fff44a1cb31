//! A request to Responses.

use super::schema::{self, Found, Wire};
use super::{Body, Refusal, Rules, message, messages, parameter};
use crate::ask::{Ask, Format};
use crate::linter::Value;
use crate::schemas::text_of;
use crate::tokens;

const WIRE: Wire = Wire { is_responses: true };

/// The members that a response repeats.
const ECHOED: &[&str] = &[
    "instructions",
    "max_output_tokens",
    "metadata",
    "parallel_tool_calls",
    "previous_response_id",
    "reasoning",
    "store",
    "temperature",
    "text",
    "tool_choice",
    "tools",
    "top_p",
    "truncation",
    "user",
];

pub(super) fn check(rules: &Rules, body: Body<'_>) -> Result<Ask, Refusal> {
    let (name, model) = rules.model(body, true)?;
    let continues = ["previous_response_id", "prompt", "conversation"].iter().any(|name| body.get(name).is_some());
    let (prompt, follows_a_result) = match body.get("input") {
        Some(input) => messages::check_input(input, continues)?,
        None if continues => (String::new(), false),
        None => return Err(message::no_input().into()),
    };
    if rules.schemas.profile().strict {
        parameter::check_names(body.root, parameter::RESPONSES, "")?;
    }
    parameter::check_values(body.root, parameter::RESPONSES, "")?;
    if let Some(text) = body.get("text") {
        parameter::check_names(text, parameter::TEXT, "text.")?;
        parameter::check_values(text, parameter::TEXT, "text.")?;
    }
    if body.get("stream_options").is_some() && body.flag("stream") != Some(true) {
        return Err(message::only_with("stream_options", "stream").into());
    }
    if model.reasons
        && let Some(Value::Number(spelling)) = body.get("temperature").map(|node| &node.value)
        && spelling.parse::<f64>() != Ok(1.0)
    {
        return Err(message::unsupported_parameter("temperature", None).into());
    }
    let limit = body.size("max_output_tokens");
    if let Some(limit) = limit.filter(|limit| *limit > model.output) {
        return Err(message::too_many_tokens("max_output_tokens", model.output, limit).into());
    }
    let mut found = Found::new(rules, body, WIRE);
    let format = found.format(model)?;
    if matches!(format, Format::JsonObject) && !continues && !prompt.to_lowercase().contains("json") {
        return Err(message::json_not_mentioned(true).into());
    }
    let tools = found.tools()?;
    let tool_choice = schema::tool_choice(body, &tools, WIRE)?;
    let has_new_schema = found.has_new_schema;
    found.finish()?;
    let instructions = body.get("instructions").and_then(|node| node.as_str()).unwrap_or_default();
    Ok(Ask {
        model: name,
        prompt_tokens: tokens::of_messages(&prompt, 1) + tokens::count(instructions),
        prompt: if instructions.is_empty() { prompt } else { format!("{instructions}\n{prompt}") },
        format,
        tools,
        tool_choice,
        parallel: body.flag("parallel_tool_calls"),
        follows_a_result,
        limit,
        stop: Vec::new(),
        count: 1,
        seed: None,
        stream: body.flag("stream").unwrap_or(false),
        include_usage: true,
        logprobs: body.size("top_logprobs"),
        echo: ECHOED.iter().filter_map(|name| Some((*name, text_of(body.text, body.get(name)?).to_owned()))).collect(),
        has_new_schema,
    })
}
