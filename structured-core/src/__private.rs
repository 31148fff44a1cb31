//! The items that generated code uses. Nothing here is covered by semver.

pub use alloc::string::String;
pub use core;
// The names are short because the compiler pays for each token of generated code.
pub use core::option::Option::{None, Some};
pub use core::result::Result::{Err, Ok};

pub use crate::profile::{Keyword, Profile};
pub use crate::schema::bounds::{Bounds, LaterBounds, bounds, bounds_of_many, later_bounds, later_bounds_of_many};
pub use crate::schema::check::{
    Probe, UnknownSchema, as_agrees, between, branch, checked_link, clashes, component, constraint, first_reason,
    flattened, flattened_in_partial, flattened_partial, keyword_text, link, literal, name, null_branch, schema_of,
    small_schema_of, tagged_newtype, unknown_profile,
};
pub use crate::schema::constant::{instance_name, outline, root_schema};
pub use crate::schema::description::{Joined, Piece, joined_length};
#[cfg(feature = "std")]
pub use crate::schema::drift::replace_file;
pub use crate::schema::drift::{BoundType, Number, agrees, file, no_file, number, pretty, run};
pub use crate::schema::instance::{
    Argued, AsArgument, Elsewhere, Flattened, FlattenedRoot, Instance, InstanceInside, Nesting, Place, Reached,
    Replaced, SchemaInside, StandsFor, Through, WithArguments, Within, inlined, inside, instance, outermost,
};
pub use crate::schema::link::fields::*;
pub use crate::schema::link::{
    NodeRef, StaticNode, StaticProperty, described, described_by, described_of, described_to, property, property_of,
    property_to,
};
pub use crate::schema::node::derived::{object, small_object, string_enum};
pub use crate::schema::node::{
    Annotations, Argument, Bound, Branch, Constraints, Definition, Enum, Newtype, Node, NullBranch, Object, Property,
    Shape, Union,
};
pub use crate::schema::{RootObject, Schema, SchemaNode, StructuredOutput, json_schema};

/// The derive uses this in place of a field with `with = "structured_core::with::entries"`.
#[cfg(feature = "json")]
pub use crate::with::entries::AsEntries;

/// Used by the code of `#[structured(schemars)]`.
#[cfg(feature = "schemars1")]
pub use crate::schemars;

/// Checks that the feature of `#[structured(schemars)]` is on.
#[track_caller]
pub const fn schemars1() {
    if !cfg!(feature = "schemars1") {
        crate::schema::text::fail(&["`schemars` needs the feature `schemars1` of structured-core, which is off\n\
             help: turn it on in `Cargo.toml`: `structured-core = { features = [\"schemars1\"] }`"]);
    }
}

/// The code of `#[structured(schemars)]`, if the feature is on.
#[cfg(feature = "schemars1")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_schemars1 {
    ($($code:tt)*) => { $($code)* };
}

/// The code of `#[structured(schemars)]`, if the feature is on.
#[cfg(not(feature = "schemars1"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_schemars1 {
    ($($code:tt)*) => {};
}

pub use crate::__if_schemars1 as if_schemars1;

/// Used by the code of `#[derive(Tools)]`.
#[cfg(feature = "json")]
pub mod tools {
    pub use crate::answer::error::Error;
    pub use crate::answer::sink::TextSink;
    pub use crate::answer::tool_call::ToolCall;
    pub use crate::partial::PartialParser;
    pub use crate::tools::{Offer, PartialTools, Tools, position, tool_count, tool_name, tool_texts};
    pub use crate::{chat, responses};
}

/// Used by the code of `#[structured(partial)]`.
#[cfg(feature = "json")]
pub mod partial {
    pub use crate::partial::atom::atom;
    pub use crate::partial::error::Segment;
    pub use crate::partial::object::{
        Object, close_in, empty, flattened, grow_object, index_in, key_segment, member_in, name_in, open_object,
        unflattened,
    };
    pub use crate::partial::reader::{Reader, Reading};
    pub use crate::partial::union::{Union, open_named, open_tagged};
    pub use crate::partial::{Field, Partial, PartialField, Place, Slot};
    pub use serde::de::DeserializeOwned;
}

/// The description of a type whose derive has reported errors.
pub const STAND_IN: SchemaNode = Ok(crate::schema::check::rejected());

/// The description of a generic type whose derive has reported errors.
pub const STAND_IN_ANY: SchemaNode = Err(crate::schema::reason::GENERIC);
