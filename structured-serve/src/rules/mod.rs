//! The API's rules for requests. A request that the API refuses is refused with the same message, status, `param` and
//! `code`.
//!
//! The order is that of the API, as far as it is known: the model, the messages, unknown names, then each
//! member, then the rules about several members, and the schemas last.

mod chat;
pub(crate) mod message;
mod messages;
mod model;
mod parameter;
mod responses;
mod schema;

use crate::api_error::ApiError;
use crate::ask::Ask;
use crate::linter::{JsonValue, Severity, Value, Violation};
use crate::schemas::Schemas;

pub(crate) use self::model::LISTED;
use self::model::Model;
pub(crate) use self::schema::unanswerable;

/// A request that is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: ApiError,
    /// Everything that is wrong with its schemas.
    pub(crate) violations: Vec<Violation>,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self { error, violations: Vec::new() }
    }
}

/// The rules that requests are held to.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) schemas: Schemas,
    /// Whether models that the API does not have are accepted.
    pub(crate) any_model: bool,
}

/// A request body and its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<'b> {
    pub(crate) text: &'b str,
    pub(crate) root: &'b JsonValue,
    /// The model of a request that names none because its path does.
    pub(crate) model: Option<&'b str>,
}

impl<'b> Body<'b> {
    /// A member that is present and not null.
    fn get(self, name: &str) -> Option<&'b JsonValue> {
        given(self.root, name)
    }

    fn integer(self, name: &str) -> Option<i64> {
        let Value::Number(spelling) = &self.get(name)?.value else { return None };
        spelling.parse().ok()
    }

    fn size(self, name: &str) -> Option<usize> {
        self.integer(name).and_then(|number| usize::try_from(number).ok())
    }

    fn flag(self, name: &str) -> Option<bool> {
        if let Value::Bool(flag) = self.get(name)?.value { Some(flag) } else { None }
    }
}

/// A member of an object that is present and not null.
fn given<'n>(node: &'n JsonValue, name: &str) -> Option<&'n JsonValue> {
    node.get(name).filter(|node| node.value != Value::Null)
}

impl Rules {
    /// A request to Chat Completions.
    pub(crate) fn chat(&self, body: Body<'_>) -> Result<Ask, Refusal> {
        chat::check(self, body)
    }

    /// A request to Responses.
    pub(crate) fn responses(&self, body: Body<'_>) -> Result<Ask, Refusal> {
        responses::check(self, body)
    }

    fn model(&self, body: Body<'_>, is_responses: bool) -> Result<(String, Model), ApiError> {
        let name = match (body.get("model"), body.model) {
            // A deployment may have any name.
            (_, Some(deployment)) => deployment,
            (Some(node), None) => node.as_str().ok_or_else(|| message::invalid_type("model", "a string", node))?,
            (None, None) if is_responses => return Err(message::missing("model")),
            (None, None) => return Err(message::no_model()),
        };
        let is_known = !self.any_model && self.schemas.profile().strict && body.model.is_none();
        let model = Model::named(name, is_known).ok_or_else(|| message::unknown_model(name, is_responses))?;
        Ok((name.to_owned(), model))
    }
}

/// Whether `found` contains an error. Warnings alone do not refuse a request.
fn has_error(found: &[Violation]) -> bool {
    found.iter().any(|violation| violation.severity == Severity::Error)
}
