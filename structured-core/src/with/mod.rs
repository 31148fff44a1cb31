//! Modules that read and write fields whose own JSON a strict schema cannot describe.
//!
//! Each module is used as `#[serde(with = "…")]` on a field. The derive knows these modules, so `#[structured(as =
//! "…")]` is not needed.
//!
//! | field | attribute | JSON |
//! |---|---|---|
//! | a map | `#[serde(with = "structured_core::with::entries")]` | a list of `{"key": …, "value": …}` |
//! | any JSON | `#[serde(with = "structured_core::with::json_text")]` | a string that holds JSON |

pub mod entries;
pub mod json_text;
