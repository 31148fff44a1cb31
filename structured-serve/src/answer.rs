//! The content of an answer, for either wire: made from the schema, or scripted.

use fake::rand::RngExt;

use crate::api_error::ApiError;
use crate::ask::{Ask, Format, Tool, ToolChoice};
use crate::linter::Document;
use crate::rules::unanswerable;
use crate::schemas::Sheet;
use crate::script::Content;
use crate::value::{self, Random};
use crate::{json, tokens};

/// The most tools that are called in one answer.
const MOST_CALLS: usize = 4;

/// The answer to a request.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) replies: Vec<Reply>,
    pub(crate) prompt_tokens: usize,
    pub(crate) completion_tokens: usize,
}

/// One of the requested answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    pub(crate) content: Option<String>,
    pub(crate) refusal: Option<String>,
    pub(crate) calls: Vec<Call>,
    pub(crate) finish: Finish,
}

/// A call of a tool.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    /// JSON, or any text for a tool whose input is text.
    pub(crate) arguments: String,
    pub(crate) takes_text: bool,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Finish {
    #[default]
    Stop,
    Length,
    Filter,
    Calls,
}

/// Makes the answer to `ask`. `content` is its scripted part.
///
/// # Errors
///
/// If no value can be made for a schema, or if the scripted answer does not fit this request.
pub(crate) fn answer(ask: &Ask, content: &Content, seed: u64) -> Result<Answer, ApiError> {
    let seed = seed_of(ask, seed);
    let replies: Result<Vec<Reply>, ApiError> = (0..ask.count as u64)
        .map(|index| {
            let reply = reply(ask, content, &mut value::random(seed.wrapping_add(index)))?;
            Ok(cut(stopped(reply, &ask.stop), limit(ask, content), content))
        })
        .collect();
    let replies = replies?;
    let completion_tokens = replies.iter().map(Reply::tokens).sum();
    Ok(Answer { replies, prompt_tokens: ask.prompt_tokens, completion_tokens })
}

impl Reply {
    fn tokens(&self) -> usize {
        let texts = self.content.iter().chain(&self.refusal).chain(self.calls.iter().map(|call| &call.arguments));
        texts.map(|text| tokens::count(text)).sum()
    }
}

/// The same request and seed give the same answer, streamed or not.
fn seed_of(ask: &Ask, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ ask.seed.unwrap_or(seed);
    let texts = ask.sheets().map(|sheet| sheet.text.as_str()).chain([ask.prompt.as_str()]);
    // FNV-1a: the answer must not change with the standard library's hash.
    for byte in texts.flat_map(str::bytes) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn reply(ask: &Ask, content: &Content, random: &mut Random) -> Result<Reply, ApiError> {
    match content {
        Content::Refusal(text) => Ok(Reply { refusal: Some(text.clone()), ..Reply::default() }),
        Content::Text(text) => Ok(Reply { content: Some(text.clone()), ..Reply::default() }),
        Content::Json(text) => scripted_value(ask, text),
        Content::Calls(calls) => scripted_calls(ask, calls),
        Content::Made | Content::Cut(_) | Content::Filtered => made(ask, random),
    }
}

fn made(ask: &Ask, random: &mut Random) -> Result<Reply, ApiError> {
    let called = called(ask, random);
    if !called.is_empty() {
        let calls: Result<Vec<Call>, ApiError> = called.into_iter().map(|tool| call(tool, random)).collect();
        // The API ends an answer whose call was requested by name with `stop`.
        let finish = if matches!(ask.tool_choice, ToolChoice::Named(_)) { Finish::Stop } else { Finish::Calls };
        return Ok(Reply { calls: calls?, finish, ..Reply::default() });
    }
    let content = match &ask.format {
        Format::Text => format!("{} {}", value::sentence(random), value::sentence(random)),
        Format::JsonObject => format!("{{\"answer\":{}}}", json::quoted(&value::sentence(random))),
        Format::Schema(sheet) => written(sheet, "response_format", random)?,
    };
    Ok(Reply { content: Some(content), ..Reply::default() })
}

fn written(sheet: &Sheet, usage: &str, random: &mut Random) -> Result<String, ApiError> {
    let text = sheet.plan.as_ref().map_err(Clone::clone).and_then(|plan| plan.write(random));
    text.map_err(|why| unanswerable(usage, &sheet.name, &why.0))
}

fn call(tool: &Tool, random: &mut Random) -> Result<Call, ApiError> {
    let arguments = match &tool.arguments {
        Some(sheet) => written(sheet, "function", random)?,
        None if tool.takes_text => value::sentence(random),
        None => "{}".to_owned(),
    };
    Ok(Call { name: tool.name.clone(), arguments, takes_text: tool.takes_text })
}

/// The tools that are called: those that the request demands, or else one that it mentions, or else any.
fn called<'a>(ask: &'a Ask, random: &mut Random) -> Vec<&'a Tool> {
    match &ask.tool_choice {
        _ if ask.tools.is_empty() => return Vec::new(),
        ToolChoice::Never => return Vec::new(),
        ToolChoice::Named(name) => return ask.tools.iter().filter(|tool| tool.name == *name).take(1).collect(),
        // The model answers after a result, so that a program that runs tools in a loop ends.
        ToolChoice::Auto if ask.follows_a_result => return Vec::new(),
        ToolChoice::Auto | ToolChoice::Required => {}
    }
    if ask.parallel == Some(true) {
        return ask.tools.iter().take(MOST_CALLS).collect();
    }
    let mentioned = ask.tools.iter().find(|tool| ask.prompt.contains(&tool.name));
    vec![mentioned.unwrap_or_else(|| &ask.tools[random.random_range(0..ask.tools.len())])]
}

/// The error for a mistake in a script. No client retries it.
pub(crate) fn script_error(why: &str) -> ApiError {
    ApiError { kind: "script_error", ..ApiError::invalid(format!("The script of this server is wrong: {why}.")) }
        .code("script_error")
}

fn scripted_value(ask: &Ask, text: &str) -> Result<Reply, ApiError> {
    if let Some(sheet) = ask.schema() {
        check(sheet, text).map_err(|why| {
            script_error(&format!(
                "the schema '{}' of the request does not admit the scripted answer, {why}",
                sheet.name
            ))
        })?;
    }
    Ok(Reply { content: Some(text.to_owned()), ..Reply::default() })
}

fn scripted_calls(ask: &Ask, calls: &[(String, String)]) -> Result<Reply, ApiError> {
    let mut checked = Vec::new();
    for (name, arguments) in calls {
        let Some(tool) = ask.tools.iter().find(|tool| tool.name == *name) else {
            let names: Vec<&str> = ask.tools.iter().map(|tool| tool.name.as_str()).collect();
            let why = format!("it calls the tool '{name}', and the request has the tools [{}]", names.join(", "));
            return Err(script_error(&why));
        };
        if let Some(sheet) = &tool.arguments {
            check(sheet, arguments).map_err(|why| {
                script_error(&format!("the tool '{name}' of the request does not admit the scripted arguments, {why}"))
            })?;
        }
        checked.push(Call { name: name.clone(), arguments: arguments.clone(), takes_text: tool.takes_text });
    }
    Ok(Reply { calls: checked, finish: Finish::Calls, ..Reply::default() })
}

fn check(sheet: &Sheet, text: &str) -> Result<(), String> {
    let plan = sheet.plan.as_ref().map_err(ToString::to_string)?;
    let document = Document::read(text).map_err(|malformed| malformed.what)?;
    plan.refusal(&document.root).map_or(Ok(()), Err)
}

fn limit(ask: &Ask, content: &Content) -> usize {
    match content {
        Content::Cut(limit) => *limit,
        _ => ask.limit.unwrap_or(usize::MAX),
    }
}

/// Ends the content before the first stop sequence in it.
fn stopped(mut reply: Reply, stop: &[String]) -> Reply {
    if let Some(content) = &mut reply.content
        && let Some(end) = stop.iter().filter_map(|stop| content.find(stop.as_str())).min()
    {
        content.truncate(end);
    }
    reply
}

/// Cuts an answer off after `limit` tokens, or where the filter stops it.
fn cut(mut reply: Reply, limit: usize, content: &Content) -> Reply {
    let is_filtered = matches!(content, Content::Filtered);
    let limit = if is_filtered { reply.tokens() / 2 } else { limit };
    let mut left = limit;
    let mut is_cut = false;
    for text in reply.content.iter_mut().chain(&mut reply.refusal) {
        is_cut |= shorten(text, &mut left);
    }
    let mut kept = 0;
    for call in &mut reply.calls {
        if is_cut {
            break;
        }
        is_cut |= shorten(&mut call.arguments, &mut left);
        kept += 1;
    }
    reply.calls.truncate(kept);
    if is_filtered {
        reply.finish = Finish::Filter;
    } else if is_cut {
        reply.finish = Finish::Length;
    }
    reply
}

/// Keeps at most `left` tokens of `text`. Returns whether something was cut.
fn shorten(text: &mut String, left: &mut usize) -> bool {
    // Every token has at least one byte, so most texts need no counting.
    if text.len() <= *left {
        *left -= text.len();
        return false;
    }
    let pieces = tokens::pieces(text);
    let kept: usize = pieces.iter().take(*left).map(|piece| piece.len()).sum();
    let is_cut = pieces.len() > *left;
    *left = left.saturating_sub(pieces.len());
    text.truncate(kept);
    is_cut
}
