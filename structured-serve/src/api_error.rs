//! The errors of the API: a status, and a body with four members.

use serde::Serialize;

/// An error of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) kind: &'static str,
    pub(crate) param: Option<String>,
    pub(crate) code: Option<&'static str>,
}

/// The `type` of an error that is caused by the request.
pub(crate) const INVALID_REQUEST: &str = "invalid_request_error";

#[derive(Serialize)]
struct Body<'e> {
    error: Members<'e>,
}

#[derive(Serialize)]
struct Members<'e> {
    message: &'e str,
    #[serde(rename = "type")]
    kind: &'e str,
    param: Option<&'e str>,
    code: Option<&'e str>,
}

impl ApiError {
    /// Status 400, without a `param` and a `code`.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self { status: 400, message: message.into(), kind: INVALID_REQUEST, param: None, code: None }
    }

    pub(crate) fn at(mut self, param: impl Into<String>) -> Self {
        self.param = Some(param.into());
        self
    }

    pub(crate) fn code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The JSON text of the answer.
    pub(crate) fn body(&self) -> String {
        let (param, code) = (self.param.as_deref(), self.code);
        crate::json::text(&Body { error: Members { message: &self.message, kind: self.kind, param, code } })
    }
}
