//! Checks JSON Schemas against the rules of structured outputs, and rewrites them to follow the rules.
//!
//! A type that derives `StructuredOutput` needs no linter: the derive refuses what the API would refuse. A schema from a
//! file, from another language or from a generator at run time does, because the API reports one mistake per request, and
//! only at run time. [`check`] reports all mistakes at once, each with its place, the API's wording and a suggested fix.
//! [`strictify`] applies the fixes that do not change what the schema means.
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
pub use self::envelope::{EmbeddedSchema, find_schemas};
pub use self::json::{Document, Duplicate, JsonValue, MAX_LEVELS, Malformed, Member, Span, Value, escape_pointer};
pub use self::rule::{Explanation, Rule};
pub use self::schema::references::resolve_ref;
pub use self::source::Source;
pub use self::strictify::{Change, Effect, Strictified, count_unfixable, strictify};
pub use self::violation::{Position, Severity, Violation};
