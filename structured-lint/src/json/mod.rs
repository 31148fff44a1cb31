//! JSON as a tree in which every value has its place in the text.
//!
//! The order of members has a meaning in a strict schema: a model writes properties in the order of the schema. The map
//! of `serde_json` sorts, unless a feature is on that would apply to the user's whole build. Numbers keep their
//! spelling.

pub(crate) mod layout;
mod pointer;
mod print;
mod reader;
mod value;

pub use self::pointer::escape_pointer;
pub(crate) use self::pointer::unescape_pointer;
pub use self::reader::{Document, Duplicate, Malformed};
pub(crate) use self::value::FLATTEN;
pub use self::value::{JsonValue, MAX_LEVELS, Member, Span, Value};
