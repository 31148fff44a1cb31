//! JSON as a tree in which every value knows its place in the text.
//!
//! Order is meaning in a strict schema (a model writes properties in the order of the schema), and `serde_json`'s map
//! sorts unless a feature is on that would then hold for the user's whole build. Numbers keep their spelling.

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
