//! The keys of a type: those of what it requires, and those of what it offers.

use super::DEPTH;
use crate::schema::catalog::through_newtypes;
use crate::schema::link::NodeRef;
use crate::schema::node::{Object, Property, ScalarKind, Shape};
use crate::schema::text::{fingerprint, mix};

/// Keys of types that have no better one, and of kinds of types.
pub(super) const ANYTHING: u64 = 1;
pub(super) const OBJECT: u64 = 2;
const ARRAY: u64 = 3;
pub(super) const ENUM: u64 = 4;
const STRING: u64 = 5;
const INTEGER: u64 = 6;
const NUMBER: u64 = 7;
const BOOLEAN: u64 = 8;
const NULL: u64 = 9;
/// A string type that serde also reads from integers.
const DECIMAL: u64 = 10;
/// A list of a fixed length, which serde may read as the fields of a struct.
pub(super) const FIELDS: u64 = 11;
const PROPERTY: u64 = 12;
pub(super) const FIRST_PROPERTY: u64 = 13;

/// The number of items of a list that serde reads as the fields of a struct.
#[inline]
pub(super) const fn count_of_fields(object: &Object) -> u64 {
    match object.properties.first() {
        Some(first) if first.is_unread_tag() => object.own as u64 - 1,
        _ => object.own as u64,
    }
}

#[inline]
pub(super) const fn property_key(name: u64, of_type: u64) -> u64 {
    mix(mix(PROPERTY, name), of_type)
}

/// The key of a property that an object needs: its name, combined with the key of its type if that has only one.
#[inline]
pub(super) const fn requirement_key(property: &Property) -> u64 {
    let required = Keys::required(property.value, DEPTH - 1);
    let of_type = if required.length == 1 { required.list[0] } else { ANYTHING };
    property_key(fingerprint(property.name()), of_type)
}

#[inline]
const fn kind_key(kind: ScalarKind) -> u64 {
    match kind {
        ScalarKind::String => STRING,
        ScalarKind::Integer => INTEGER,
        ScalarKind::Number => NUMBER,
        ScalarKind::Boolean => BOOLEAN,
        ScalarKind::Null => NULL,
    }
}

/// A few keys.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) list: [u64; Self::MOST],
    pub(super) length: usize,
}

impl Keys {
    const MOST: usize = 8;
    const NONE: Self = Self { list: [0; Self::MOST], length: 0 };

    #[inline]
    pub(super) const fn one(key: u64) -> Self {
        let mut keys = Self::NONE;
        keys.add(key);
        keys
    }

    #[inline]
    pub(super) const fn add(&mut self, key: u64) {
        self.list[self.length] = key;
        self.length += 1;
    }

    /// Everything that this type accepts has at least one of these keys. An object has one key, for its kind alone. Its
    /// required properties are taken into account where the object is a branch.
    #[inline]
    pub(super) const fn required(link: NodeRef, depth: usize) -> Self {
        let link = through_newtypes(link);
        if depth == 0 {
            return Self::one(ANYTHING);
        }
        match &link.node().shape {
            Shape::Scalar(scalar) if scalar.reads_integers() => Self::one(DECIMAL),
            Shape::Scalar(scalar) => Self::one(kind_key(scalar.kind)),
            Shape::Nullable(inner) => {
                let mut keys = Self::required(*inner, depth - 1);
                keys.add(NULL);
                keys
            }
            Shape::Array(array) => Self::required(array.items, depth - 1).of_arrays(),
            Shape::Object(object) => Self::one(if object.flattened { ANYTHING } else { OBJECT }),
            // Any string is read as one of the variants of the enum.
            Shape::Enum(values) if values.open => Self::one(STRING),
            Shape::Enum(values) if values.values.len() == 1 => Self::one(mix(ENUM, fingerprint(values.values[0]))),
            Shape::Enum(_) => Self::one(ENUM),
            Shape::Union(_) | Shape::Enclosing | Shape::Newtype(_) | Shape::Rejected => Self::one(ANYTHING),
        }
    }

    /// The keys of a type. If another type accepts everything that this one admits, the required keys of the other are
    /// among them.
    #[inline]
    pub(super) const fn offered(link: NodeRef, depth: usize) -> Self {
        let link = through_newtypes(link);
        let mut keys = Self::one(ANYTHING);
        if depth == 0 {
            return keys;
        }
        match &link.node().shape {
            Shape::Scalar(scalar) => keys.add_kind(scalar.kind),
            Shape::Nullable(inner) => return Self::offered(*inner, depth - 1),
            Shape::Array(array) => {
                keys = Self::offered(array.items, depth - 1).of_arrays();
                if array.length.is_some() {
                    keys.add(OBJECT);
                }
                return keys;
            }
            Shape::Object(_) => keys.add(OBJECT),
            Shape::Enum(values) => {
                keys.add(ENUM);
                keys.add_kind(values.kind);
                if let Some(first) = values.values.first() {
                    keys.add(mix(ENUM, fingerprint(first)));
                }
            }
            Shape::Union(union) => {
                // A type that accepts all branches accepts the first one.
                if let Some(first) = union.branches.first() {
                    return Self::offered(first.value, depth - 1);
                }
            }
            Shape::Enclosing | Shape::Newtype(_) | Shape::Rejected => {}
        }
        keys
    }

    #[inline]
    pub(super) const fn add_kind(&mut self, kind: ScalarKind) {
        self.add(kind_key(kind));
        match kind {
            ScalarKind::Integer => {
                self.add(NUMBER);
                self.add(DECIMAL);
            }
            ScalarKind::String => self.add(DECIMAL),
            ScalarKind::Number | ScalarKind::Boolean | ScalarKind::Null => {}
        }
    }

    /// The keys of arrays whose items have these keys.
    #[inline]
    const fn of_arrays(mut self) -> Self {
        let mut i = 0;
        while i < self.length {
            self.list[i] = if self.list[i] == ANYTHING { ANYTHING } else { mix(ARRAY, self.list[i]) };
            i += 1;
        }
        self
    }
}
