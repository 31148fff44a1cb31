//! Strict JSON Schemas computed by the compiler, and every answer of a language model read back into the type.
#![no_std]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod catalog;
mod check;
mod impls;
mod link;
mod names;
pub mod node;
pub mod profile;
mod reason;
mod render;
mod schema;
mod text;

pub use crate::link::Link;
pub use crate::reason::Reason;
pub use crate::schema::{Component, Schema, StructuredOutput, json_schema};

#[cfg(feature = "derive")]
pub use structured_derive::StructuredOutput;

#[doc(hidden)]
pub mod __private;
