//! A value as a string that holds its JSON: `"{\"any\":[\"shape\"]}"`.
//!
//! For JSON whose shape is known only to the one who reads it, such as `serde_json::Value`: a strict schema must say what
//! a value may be, and a string may be any text. The model writes JSON into the string; whether it does is known only
//! when the answer is read.
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
/// When the value cannot be written as JSON, and those of the serializer.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(value).map_err(S::Error::custom)?;
    serializer.serialize_str(&text)
}

/// Reads a value from a string that holds its JSON.
///
/// # Errors
///
/// When the JSON is not a string, or the string does not hold the JSON of a `T`.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(|error| D::Error::custom(format_args!("in the string: {error}")))
}
