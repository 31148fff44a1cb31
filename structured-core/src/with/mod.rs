//! Reading and writing of fields whose own JSON no strict schema can describe.
//!
//! Each module is for `#[serde(with = "…")]` on a field. The derive knows them, so that no `#[structured(as = "…")]` is
//! needed beside.
//!
//! | field | attribute | JSON |
//! |---|---|---|
//! | a map | `#[serde(with = "structured_core::with::entries")]` | a list of `{"key": …, "value": …}` |
//! | any JSON | `#[serde(with = "structured_core::with::json_text")]` | a string that holds JSON |

pub mod entries;
pub mod json_text;
