//! A request to Chat Completions.

use super::model::Model;
use super::schema::{self, Found, Wire};
use super::{Body, Refusal, Rules, given, message, messages, parameter};
use crate::api_error::ApiError;
use crate::ask::{Ask, Format};
use crate::linter::{JsonValue, Value};
use crate::tokens;

const WIRE: Wire = Wire { is_responses: false };
/// The most stop sequences.
const MOST_STOPS: usize = 4;

pub(super) fn check(rules: &Rules, body: Body<'_>) -> Result<Ask, Refusal> {
    let (name, model) = rules.model(body, false)?;
    let list = body.get("messages").ok_or_else(|| message::missing("messages"))?;
    let prompt = messages::check(list)?;
    if rules.schemas.profile().strict {
        parameter::check_names(body.root, parameter::CHAT, "")?;
    }
    parameter::check_values(body.root, parameter::CHAT, "")?;
    check_together(body)?;
    let limit = check_model(body, model)?;
    let stop = stops(body)?;
    let prompt_tokens = tokens::of_messages(&prompt, list.elements().map_or(0, <[JsonValue]>::len));
    if prompt_tokens > model.context {
        return Err(message::context_too_long("messages", model.context, prompt_tokens).into());
    }
    let mut found = Found::new(rules, body, WIRE);
    let format = found.format(model)?;
    if matches!(format, Format::JsonObject) && !prompt.to_lowercase().contains("json") {
        return Err(message::json_not_mentioned(false).into());
    }
    let tools = found.tools()?;
    let tool_choice = schema::tool_choice(body, &tools, WIRE)?;
    let has_new_schema = found.has_new_schema;
    found.finish()?;
    let options = body.get("stream_options");
    let include_usage = options.and_then(|options| given(options, "include_usage"));
    Ok(Ask {
        model: name,
        prompt_tokens,
        prompt,
        format,
        tools,
        tool_choice,
        parallel: body.flag("parallel_tool_calls"),
        follows_a_result: messages::ends_with_a_result(list),
        limit,
        stop,
        count: body.size("n").unwrap_or(1),
        seed: body.integer("seed").map(i64::cast_unsigned),
        stream: body.flag("stream").unwrap_or(false),
        include_usage: include_usage.is_some_and(|node| node.value == Value::Bool(true)),
        logprobs: body.flag("logprobs").filter(|flag| *flag).map(|_| body.size("top_logprobs").unwrap_or(0)),
        echo: Vec::new(),
        has_new_schema,
    })
}

/// The rules about several members together.
fn check_together(body: Body<'_>) -> Result<(), ApiError> {
    if body.get("max_tokens").is_some() && body.get("max_completion_tokens").is_some() {
        return Err(message::both_limits());
    }
    if body.get("stream_options").is_some() && body.flag("stream") != Some(true) {
        return Err(message::only_with("stream_options", "stream"));
    }
    if body.get("top_logprobs").is_some() && body.flag("logprobs") != Some(true) {
        return Err(message::only_with("top_logprobs", "logprobs"));
    }
    if body.get("parallel_tool_calls").is_some() && body.get("tools").is_none() {
        return Err(message::only_with("parallel_tool_calls", "tools"));
    }
    Ok(())
}

/// The limits of the model. Returns the most tokens of the answer.
fn check_model(body: Body<'_>, model: Model) -> Result<Option<usize>, ApiError> {
    if model.reasons {
        if body.get("max_tokens").is_some() {
            return Err(message::unsupported_parameter("max_tokens", Some("max_completion_tokens")));
        }
        if let Some(Value::Number(spelling)) = body.get("temperature").map(|node| &node.value)
            && spelling.parse::<f64>() != Ok(1.0)
        {
            return Err(message::unsupported_value("temperature", spelling));
        }
        if body.get("logprobs").is_some_and(|node| node.value == Value::Bool(true)) {
            return Err(message::unsupported_parameter("logprobs", None));
        }
    }
    for param in ["max_tokens", "max_completion_tokens"] {
        if let Some(limit) = body.size(param) {
            if limit > model.output {
                return Err(message::too_many_tokens(param, model.output, limit));
            }
            return Ok(Some(limit));
        }
    }
    Ok(None)
}

fn stops(body: Body<'_>) -> Result<Vec<String>, ApiError> {
    let Some(stop) = body.get("stop") else { return Ok(Vec::new()) };
    let found = match &stop.value {
        Value::String(text) => vec![text.to_string()],
        Value::Array(items) => {
            if items.len() > MOST_STOPS {
                return Err(message::array_too_long("stop", MOST_STOPS, items.len()));
            }
            let texts = items.iter().enumerate().map(|(index, item)| {
                item.as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| message::invalid_type(&format!("stop[{index}]"), "a string", item))
            });
            texts.collect::<Result<_, _>>()?
        }
        _ => return Err(message::invalid_type("stop", "one of a string or array of strings", stop)),
    };
    if let Some(index) = found.iter().position(String::is_empty) {
        return Err(message::string_too_short(&format!("stop[{index}]")));
    }
    Ok(found)
}
