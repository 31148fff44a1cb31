//! The nodes of derived types without attributes but a profile, which most types are, each made by one call.
//!
//! The compiler resolves, checks and evaluates every expression of generated code for every type. A function of this
//! crate is checked once. The parameters are described at the fields. `profile` is the number in [`Profile::ALL`].
//! `description` is empty for a type without a doc comment.
//! `hashes` is a hash of the contents for an outline (`schema/drift/outline.rs`), and in its low half that of the
//! description.

#![expect(clippy::cast_possible_truncation, reason = "two hashes are the halves of one number")]

use super::{Annotations, Definition, Enum, Node, Object, Shape};
use crate::profile::Profile;
use crate::schema::bounds::{Bounds, LaterBounds};
use crate::schema::link::{StaticNode, StaticProperty};

/// A struct with bounds for what it reaches, in two statics.
#[doc(hidden)]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each further expression would cost the compiler more")]
pub const fn object(
    name: &'static str,
    name_hash: u64,
    module: &'static str,
    line: u32,
    column: u32,
    fingerprint: u64,
    profile: usize,
    later: &'static LaterBounds,
    all: &'static Bounds,
    description: &'static str,
    properties: &'static [StaticProperty],
    suffix: &'static str,
    characters: usize,
    hashes: u128,
) -> StaticNode {
    let definition =
        Definition::bounded(name, name_hash, module, line, column, fingerprint, &Profile::ALL[profile], later, all);
    let shape = Shape::Object(Object::new(properties, suffix, characters, hashes, false));
    defined(definition, description, hashes as u64, shape)
}

/// A struct that is too small to have bounds.
#[doc(hidden)]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each further expression would cost the compiler more")]
pub const fn small_object(
    name: &'static str,
    name_hash: u64,
    module: &'static str,
    line: u32,
    column: u32,
    fingerprint: u64,
    profile: usize,
    description: &'static str,
    properties: &'static [StaticProperty],
    suffix: &'static str,
    characters: usize,
    hashes: u128,
) -> StaticNode {
    let definition = Definition::new(name, name_hash, module, line, column, fingerprint, &Profile::ALL[profile]);
    let shape = Shape::Object(Object::new(properties, suffix, characters, hashes, false));
    defined(definition, description, hashes as u64, shape)
}

/// An enum of strings.
#[doc(hidden)]
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each further expression would cost the compiler more")]
pub const fn string_enum(
    name: &'static str,
    name_hash: u64,
    module: &'static str,
    line: u32,
    column: u32,
    fingerprint: u64,
    profile: usize,
    description: &'static str,
    values: &'static [&'static str],
    list: &'static str,
    characters: usize,
    hashes: u128,
) -> StaticNode {
    let definition = Definition::new(name, name_hash, module, line, column, fingerprint, &Profile::ALL[profile]);
    let shape = Shape::Enum(Enum::new(values, list, characters, hashes));
    defined(definition, description, hashes as u64, shape)
}

/// The node of a type without a title.
const fn defined(definition: Definition, description: &'static str, hash: u64, shape: Shape) -> StaticNode {
    let description = match description.as_bytes() {
        [] => None,
        _ => Some(description),
    };
    let annotations = Annotations { title: None, description, hash };
    StaticNode::new(Node { definition: Some(definition), annotations, shape })
}
