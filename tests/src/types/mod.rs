//! One type for every accepted row of the tables and every accepted attribute, as data for several tests.
//!
//! A test that needs all of them iterates over [`accepted_types`]. The type itself is public in the module of its
//! family.

pub mod attribute;
pub mod definition;
pub mod docs;
pub mod empty;
pub mod flatten;
pub mod generic;
pub mod generic_recursion;
pub mod optional;
pub mod profile;
pub mod recursion;
pub mod repr;
pub mod scalar;
pub mod sequence;
pub mod tagged;
pub mod unit;
pub mod untagged;
pub mod with;
pub mod wrapper;

use serde::{Serialize, de::DeserializeOwned};
use structured_core::{Schema, SchemaNode, json_schema};

/// One accepted type: its schema, and how serde reads and writes it.
#[derive(Debug, Clone, Copy)]
pub struct Accepted {
    /// The module under [`types`](self).
    pub family: &'static str,
    /// The type in Rust syntax.
    pub name: &'static str,
    /// The strict schema.
    pub schema: &'static str,
    /// The static description.
    pub node: SchemaNode,
    /// Reads a JSON text as the type, and writes it again.
    pub read: fn(&str) -> Result<String, String>,
}

impl Accepted {
    /// The type `T`.
    #[must_use]
    pub const fn of<T: Schema + Serialize + DeserializeOwned>(family: &'static str, name: &'static str) -> Self {
        Self { family, name, schema: json_schema::<T>(), node: T::NODE, read: read::<T> }
    }

    /// The name, reduced to characters that are allowed in file names.
    #[must_use]
    pub fn file_stem(&self) -> String {
        self.name.chars().filter(|c| !" >".contains(*c)).map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
    }
}

fn read<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

/// A test that needs the types themselves, and not only their [`Accepted`].
pub trait Visitor {
    /// Visits the type `T`.
    fn visit<T: Schema + Serialize + DeserializeOwned>(&mut self, accepted: Accepted);
}

/// Passes every accepted type to `visitor`, except for the one that borrows.
pub fn visit_accepted_types(visitor: &mut impl Visitor) {
    attribute::visit(visitor);
    definition::visit(visitor);
    docs::visit(visitor);
    empty::visit(visitor);
    flatten::visit(visitor);
    generic::visit(visitor);
    generic_recursion::visit(visitor);
    optional::visit(visitor);
    profile::visit(visitor);
    recursion::visit(visitor);
    repr::visit(visitor);
    scalar::visit(visitor);
    sequence::visit(visitor);
    tagged::visit(visitor);
    unit::visit(visitor);
    untagged::visit(visitor);
    with::visit(visitor);
    wrapper::visit(visitor);
}

/// Lists the types of a family, each under its name in the source.
macro_rules! accepted {
    ($family:literal: $($ty:ty),* $(,)?) => {
        /// The types of this family.
        pub const ACCEPTED: &[$crate::types::Accepted] =
            &[$($crate::types::Accepted::of::<$ty>($family, stringify!($ty))),*];

        /// Visits the types of this family.
        pub fn visit(visitor: &mut impl $crate::types::Visitor) {
            $(visitor.visit::<$ty>($crate::types::Accepted::of::<$ty>($family, stringify!($ty)));)*
        }
    };
}
use accepted;

/// Every accepted type.
pub fn accepted_types() -> impl Iterator<Item = Accepted> {
    [
        attribute::ACCEPTED,
        definition::ACCEPTED,
        docs::ACCEPTED,
        empty::ACCEPTED,
        flatten::ACCEPTED,
        generic::ACCEPTED,
        generic_recursion::ACCEPTED,
        optional::ACCEPTED,
        profile::ACCEPTED,
        recursion::ACCEPTED,
        repr::ACCEPTED,
        scalar::ACCEPTED,
        &[scalar::BORROWED],
        sequence::ACCEPTED,
        tagged::ACCEPTED,
        unit::ACCEPTED,
        untagged::ACCEPTED,
        with::ACCEPTED,
        wrapper::ACCEPTED,
    ]
    .into_iter()
    .flatten()
    .copied()
}
