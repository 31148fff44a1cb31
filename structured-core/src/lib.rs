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

/// What generated code names. Nothing here is covered by semver.
#[doc(hidden)]
pub mod __private {
    pub use core;

    pub use crate::check::{
        branch, checked_link, component, first_reason, flattened, format, keyword, link, literal, name, profile, root,
        schema_of, tagged_newtype,
    };
    pub use crate::link::Link;
    pub use crate::node::{
        Argument, Branch, Constraints, Definition, Enum, Newtype, Node, Notes, Object, Property, Shape, Union,
    };
    pub use crate::profile::Keyword;
    pub use crate::schema::{Component, Schema, StructuredOutput, json_schema};
}
