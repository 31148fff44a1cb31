//! Strict JSON Schemas computed by the compiler, and every answer of a language model read back into the type.
#![no_std]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod profile;
mod schema;

pub use crate::schema::{Schema, StructuredOutput};
