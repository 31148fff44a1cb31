//! Scripts from a file of rules, for programs in other languages.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Content, Matcher, Outcome, Quirk, Reaction, Script, StatusAnswer};
use crate::record::Request;

/// A file of rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rules: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Which requests; by default, the next one.
    when: Option<Condition>,
    /// How often; by default, once for the next request, and always for requests that match.
    times: Option<u64>,
    then: Then,
}

/// All members that are present must match.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    /// A text that the messages contain.
    prompt: Option<String>,
    model: Option<String>,
    /// The name of the response format.
    schema: Option<String>,
    /// The name of a tool.
    tool: Option<String>,
    /// The end of the path, such as `/responses`.
    path: Option<String>,
}

impl Condition {
    fn holds(&self, request: &Request) -> bool {
        let is = |wanted: &Option<String>, holds: &dyn Fn(&str) -> bool| wanted.as_deref().is_none_or(holds);
        is(&self.prompt, &|prompt| request.prompt().contains(prompt))
            && is(&self.model, &|model| request.model() == model)
            && is(&self.schema, &|name| request.schema_name() == Some(name))
            && is(&self.tool, &|name| request.tool_names().any(|tool| tool == name))
            && is(&self.path, &|path| request.path().ends_with(path))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Then {
    answer: Option<Box<RawValue>>,
    text: Option<String>,
    refuse: Option<String>,
    calls: Option<Vec<Call>>,
    cut_after: Option<usize>,
    #[serde(default)]
    filter: bool,
    status: Option<u16>,
    message: Option<String>,
    code: Option<String>,
    body: Option<String>,
    quirk: Option<String>,
    retry_after: Option<u64>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    drop_after: Option<usize>,
    stall_ms: Option<u64>,
    latency_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    name: String,
    arguments: Box<RawValue>,
}

impl Rules {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// A message with the mistake and its line.
    fn read(text: &str) -> Result<Vec<Addition>, String> {
        let rules: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let numbered = rules.rules.into_iter().enumerate();
        numbered.map(|(index, rule)| rule.read().map_err(|why| format!("rule {}: {why}", index + 1))).collect()
    }
}

/// The entry that a rule adds to a script: its requests, how often it applies, and the answer.
type Addition = (Option<Matcher>, Option<u64>, Outcome);

impl Script {
    /// Adds the rules of a file.
    ///
    /// # Errors
    ///
    /// As for [`Rules::read`]; in that case, no rule is added.
    pub(crate) fn add_file(&self, text: &str) -> Result<(), String> {
        for (condition, times, outcome) in Rules::read(text)? {
            self.add(condition, times, outcome);
        }
        Ok(())
    }
}

impl Rule {
    fn read(self) -> Result<Addition, String> {
        let outcome = self.then.read()?;
        if self.times == Some(0) {
            return Err("`times` is at least 1".to_owned());
        }
        let times = self.times.or(if self.when.is_none() { Some(1) } else { None });
        let condition = self.when.map(|when| -> Matcher { Box::new(move |request| when.holds(request)) });
        Ok((condition, times, outcome))
    }
}

impl Then {
    fn read(self) -> Result<Outcome, String> {
        let mut reactions = Vec::new();
        reactions.extend(self.answer.map(|answer| Reaction::Answer(Content::Json(answer.get().to_owned()))));
        reactions.extend(self.text.map(|text| Reaction::Answer(Content::Text(text))));
        reactions.extend(self.refuse.map(|words| Reaction::Answer(Content::Refusal(words))));
        reactions.extend(self.calls.map(|calls| {
            let calls = calls.into_iter().map(|call| (call.name, call.arguments.get().to_owned()));
            Reaction::Answer(Content::Calls(calls.collect()))
        }));
        reactions.extend(self.cut_after.map(|tokens| Reaction::Answer(Content::Cut(tokens))));
        reactions.extend(self.filter.then_some(Reaction::Answer(Content::Filtered)));
        let has_status = self.status.is_some();
        if let Some(status) = self.status {
            if !(100..=999).contains(&status) {
                return Err(format!("`status` is {status}, which is not an HTTP status"));
            }
            let mut answer = StatusAnswer::of(status);
            answer.message = self.message.clone().unwrap_or(answer.message);
            answer.code = self.code.clone().or(answer.code);
            answer.body.clone_from(&self.body);
            reactions.push(Reaction::Status(answer));
        }
        if !has_status && (self.message.is_some() || self.code.is_some() || self.body.is_some()) {
            return Err("`message`, `code` and `body` need a `status`".to_owned());
        }
        if let Some(name) = self.quirk {
            let known: Vec<&str> = Quirk::ALL.iter().map(|quirk| quirk.name()).collect();
            let quirk = Quirk::named(&name)
                .ok_or_else(|| format!("there is no quirk `{name}`; there are {}", known.join(", ")))?;
            reactions.push(Reaction::Quirk(quirk));
        }
        if reactions.len() > 1 {
            return Err("`then` has more than one answer; give each its own rule".to_owned());
        }
        let reaction = reactions.pop().unwrap_or(Reaction::Answer(Content::Made));
        let mut headers: Vec<(String, String)> = self.headers.into_iter().collect();
        headers.extend(self.retry_after.map(|seconds| ("retry-after".to_owned(), seconds.to_string())));
        Ok(Outcome {
            headers,
            drop_after: self.drop_after,
            stall: self.stall_ms.map(Duration::from_millis),
            latency: self.latency_ms.map(Duration::from_millis),
            ..Outcome::of(reaction)
        })
    }
}
