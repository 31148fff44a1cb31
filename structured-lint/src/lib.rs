//! Checks schemas that were not derived, and mends them.
//!
//! The derive refuses what the API would refuse, so a derived schema needs no linter. One that came from a file, from
//! another language or from a run-time generator does: the API reports one mistake per request, and only in production.
//! [`check`] reports all of them at once, each with its place, in the API's words, with what to write instead;
//! [`strictify`] writes the strict form as far as it can be had without changing what the schema means.
//!
//! ```
//! use structured_core::profile;
//!
//! let schema = r#"{
//!   "type": "object",
//!   "properties": {"when": {"type": "string", "format": "date"}},
//!   "required": ["when"],
//!   "additionalProperties": false
//! }"#;
//! assert!(structured_lint::check(schema, &profile::OPENAI).is_empty());
//!
//! let violations = structured_lint::check(schema, &profile::OPENAI_2024_08);
//! assert_eq!(violations[0].pointer, "/properties/when");
//! assert!(violations[0].message.ends_with("In context=('properties', 'when'), 'format' is not permitted."));
//! ```

mod check;
mod envelope;
mod finding;
mod help;
mod json;
mod rule;
mod rules;
mod schema;
mod source;
mod spelling;
mod strictify;
mod violation;
mod wording;

pub use self::check::check;
pub use self::envelope::{Located, locate};
pub use self::json::{Document, Duplicate, JsonValue, MAX_LEVELS, Malformed, Member, Span, Value, escape_pointer};
pub use self::rule::{Explanation, Rule};
pub use self::schema::references::resolve_ref;
pub use self::source::Source;
pub use self::strictify::{Change, Effect, Strictified, strictify, unmendable};
pub use self::violation::{Position, Severity, Violation};
