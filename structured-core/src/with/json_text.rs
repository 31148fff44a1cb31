//! A value as a string that holds its JSON: `"{\"any\":[\"shape\"]}"`.
//!
//! Use it for JSON whose shape is known only to the reader, such as `serde_json::Value`. A strict schema must describe
//! the shape of a value, but a string may hold any text. The model is expected to write JSON into the string; this is
//! checked only when the answer is read.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use structured_core::StructuredOutput;
//!
//! #[derive(Deserialize, Serialize, StructuredOutput)]
//! struct Call {
//!     function: String,
//!     /// The arguments as a JSON object.
//!     #[serde(with = "structured_core::with::json_text")]
//!     arguments: serde_json::Value,
//! }
//!
//! assert!(Call::JSON_SCHEMA.contains(
//!     r#""arguments":{"description":"The arguments as a JSON object.","type":"string"}"#
//! ));
//! let call: Call = serde_json::from_str(r#"{"function":"go","arguments":"{\"speed\":3}"}"#)?;
//! assert_eq!(call.arguments["speed"], 3);
//! assert_eq!(serde_json::to_string(&call)?, r#"{"function":"go","arguments":"{\"speed\":3}"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::string::String;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a value as a string that holds its JSON.
///
/// # Errors
///
/// Fails if the value cannot be written as JSON, or if the serializer fails.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(value).map_err(S::Error::custom)?;
    serializer.serialize_str(&text)
}

/// Reads a value from a string that holds its JSON.
///
/// # Errors
///
/// Fails if the JSON is not a string, or if the string does not hold the JSON of a `T`.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(|error| D::Error::custom(format_args!("in the string: {error}")))
}
