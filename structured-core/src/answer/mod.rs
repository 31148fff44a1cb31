//! What both APIs share: how an answer ends, how its text is read into a type, and the errors.

pub(crate) mod api_error;
pub(crate) mod calls;
pub(crate) mod content;
pub(crate) mod ending;
pub(crate) mod error;
pub(crate) mod extra;
pub(crate) mod format;
pub(crate) mod grown;
pub(crate) mod json_mode;
pub(crate) mod json_text;
pub(crate) mod lenient;
pub(crate) mod logprobs;
pub(crate) mod members;
pub(crate) mod outcome;
pub(crate) mod places;
pub(crate) mod request;
pub(crate) mod sink;
pub mod sse;
pub(crate) mod stream;
pub(crate) mod surrogates;
pub(crate) mod tolerance;
pub(crate) mod tool_call;
pub(crate) mod tool_result;
