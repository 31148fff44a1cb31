//! The references from one node to another, and from a type to its bounds.

pub(crate) mod fields;
mod stored;

pub use self::stored::{
    StaticNode, StaticProperty, described, described_of, described_to, property, property_of, property_to,
};

use crate::schema::SchemaNode;
use crate::schema::bounds::{Bounds, LaterBounds};
use crate::schema::node::{Node, Shape};
use crate::schema::plain;
use crate::schema::text::{self, mix};

/// A reference to a [`Node`] that the compiler does not follow when it validates a constant.
///
/// A plain `&'static Node` that leads back to itself is E0391, in a `const` and in a `static` alike, because the
/// compiler validates a constant by reading what its references point at. It does not follow pointers, so nodes that
/// hold these references can form cycles, as recursive types need.
#[derive(Clone, Copy)]
pub struct NodeRef {
    target: *const StaticNode,
    /// What is known of the type without reading the node, which may be under construction: a hash, and two flags.
    ///
    /// They are one number because the const interpreter copies a pair faster than a larger struct.
    pub(crate) known: u64,
}

/// Whether the node describes an `Option` or `()`.
const NULLABLE: u64 = 1 << 63;
/// Whether the node is a scalar, or consists of lists or options of one. A walk does not read such a node.
///
/// The reference of a property with a title or constraints does not have this flag.
pub(crate) const LEAF: u64 = 1 << 62;
/// The number of a [plain type](plain).
const PLAIN: u64 = 63 << PLAIN_SHIFT;
const PLAIN_SHIFT: u32 = 56;
/// The hash is in the low bits, which a table uses.
const FLAGS: u64 = NULLABLE | LEAF | PLAIN;

#[expect(unsafe_code, reason = "pointers are not `Sync`")]
// SAFETY: the pointers are references to data that any thread may read.
unsafe impl Sync for NodeRef {}
#[expect(unsafe_code, reason = "pointers are not `Send`")]
// SAFETY: as above.
unsafe impl Send for NodeRef {}
#[expect(unsafe_code, reason = "pointers are not `Sync`")]
// SAFETY: the pointers are references to data that any thread may read.
unsafe impl Sync for BoundsRef {}
#[expect(unsafe_code, reason = "pointers are not `Send`")]
// SAFETY: as above.
unsafe impl Send for BoundsRef {}

/// A reference to the bounds of a type. They are computed from its node, so they cannot be part of it.
#[derive(Clone, Copy)]
pub(crate) struct BoundsRef {
    pub(crate) later: *const LaterBounds,
    pub(crate) all: *const Bounds,
}

/// A value that the compiler does not validate field by field. Validating it would cost more than computing it.
#[derive(Clone, Copy)]
pub(crate) union Unchecked<T: Copy> {
    value: T,
    /// Because of this second member, the compiler cannot inspect any byte of the union.
    _nothing: (),
}

impl<T: Copy> Unchecked<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { value }
    }

    #[expect(unsafe_code, reason = "the only way to read what const validation must not look at")]
    pub(crate) const fn get(&self) -> &T {
        // SAFETY: the field is private, and the constructor writes `value`.
        unsafe { &self.value }
    }

    #[expect(unsafe_code, reason = "the only way to change what const validation must not look at")]
    pub(crate) const fn get_mut(&mut self) -> &mut T {
        // SAFETY: the field is private, and the constructor writes `value`.
        unsafe { &mut self.value }
    }
}

impl NodeRef {
    /// No reference, for the places of a list that are not used. Its target must not be read.
    ///
    /// A reference to some node would do too, but the interpreter copies pointers one by one.
    pub(crate) const NOWHERE: Self = Self { target: core::ptr::null(), known: 0 };

    /// A reference to `node`.
    #[must_use]
    pub const fn to(node: &'static StaticNode) -> Self {
        Self { target: node, known: 0 }
    }

    /// A reference to the node of a derived type without parameters, which is complete.
    pub(crate) const fn to_root(node: &'static StaticNode) -> Self {
        match &node.node().definition {
            Some(definition) => Self::to_type(node, definition.key),
            None => Self::to(node),
        }
    }

    /// A reference to the node of a derived type.
    #[must_use]
    pub const fn to_type(node: &'static StaticNode, fingerprint: u64) -> Self {
        Self { target: node, known: fingerprint & !FLAGS }
    }

    /// A reference to the node of a scalar.
    pub(crate) const fn to_scalar(node: &'static StaticNode) -> Self {
        let hash = text::hash(text::FNV_OFFSET, node.node().name()) & !FLAGS;
        let flags = match &node.node().shape {
            Shape::Scalar(scalar) => LEAF | (plain::scalar(scalar) as u64) << PLAIN_SHIFT,
            _ => LEAF,
        };
        Self { target: node, known: hash | flags }
    }

    /// A reference to the node of `()`.
    pub(crate) const fn to_null(node: &'static StaticNode) -> Self {
        Self { target: node, known: Self::to_scalar(node).known | NULLABLE }
    }

    /// A reference to the node of a list. `length` is the number of items of a `[T; N]`.
    pub(crate) const fn to_list(node: &'static StaticNode, items: Self, length: Option<usize>) -> Self {
        let plain = match length {
            None => plain::list(items.plain()),
            Some(_) => plain::NOTHING,
        };
        let length = if let Some(length) = length { length as u64 + 1 } else { 0 };
        let hash = mix(mix(items.known, 2), length) & !FLAGS;
        Self { target: node, known: hash | items.known & LEAF | (plain as u64) << PLAIN_SHIFT }
    }

    /// A reference to the node of an `Option`.
    pub(crate) const fn to_nullable(node: &'static StaticNode, inner: Self) -> Self {
        let plain = plain::option(inner.plain());
        let hash = mix(inner.known, 1) & !FLAGS;
        Self { target: node, known: hash | NULLABLE | inner.known & LEAF | (plain as u64) << PLAIN_SHIFT }
    }

    /// The reference from a property whose attributes concern those who would not read the node.
    pub(crate) const fn without_leaf(self) -> Self {
        Self { known: self.known & !LEAF, ..self }
    }

    /// The number of the type among the plain types.
    const fn plain(self) -> usize {
        ((self.known & PLAIN) >> PLAIN_SHIFT) as usize
    }

    /// The [index](plain::body) of the body of a property of the type, if no description is open before it.
    ///
    /// It calls nothing, because each property that refers to a type of the user's calls it.
    pub(crate) const fn body(self) -> u8 {
        (self.known >> (PLAIN_SHIFT - 1) & plain::BODY) as u8
    }

    /// Distinguishes the type from most others. Types that were written alike at two places have the same fingerprint.
    pub(crate) const fn fingerprint(self) -> u64 {
        self.known & !FLAGS
    }

    /// The node that this refers to.
    #[must_use]
    #[expect(unsafe_code, reason = "the only way to read what const validation must not follow")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    pub const fn node(self) -> &'static Node {
        // SAFETY: the field is private, and all constructors write a static reference to a node's bytes to it.
        unsafe { &*(self.target as *const Node) }
    }

    /// The static or promoted constant that holds the node.
    #[expect(unsafe_code, reason = "the only way to read what const validation must not follow")]
    pub(crate) const fn holder(self) -> &'static StaticNode {
        // SAFETY: the field is private, and all constructors write a static reference to it.
        unsafe { &*self.target }
    }

    /// Whether the node describes an `Option` or `()`.
    pub(crate) const fn is_nullable(self) -> bool {
        self.known & NULLABLE != 0
    }
}

/// The description of a derived type.
#[doc(hidden)]
pub const fn described_by(node: &'static StaticNode, fingerprint: u64) -> SchemaNode {
    Ok(NodeRef::to_type(node, fingerprint))
}

impl BoundsRef {
    /// The bounds over types that come later. Only the bounds of an earlier type may read them.
    #[expect(unsafe_code, reason = "the only way to read what const validation must not follow")]
    pub(crate) const fn later(self) -> &'static LaterBounds {
        // SAFETY: the field is private, and the constructor writes a static reference to it.
        unsafe { &*self.later }
    }

    /// The bounds over all types. Only the bounds of a later type and checks may read them.
    #[expect(unsafe_code, reason = "the only way to read what const validation must not follow")]
    pub(crate) const fn all(self) -> &'static Bounds {
        // SAFETY: the field is private, and the constructor writes a static reference to it.
        unsafe { &*self.all }
    }
}

impl core::fmt::Debug for NodeRef {
    /// Prints only the name, because a node may refer to itself.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("NodeRef").field(&self.node().name()).finish()
    }
}

impl<T: Copy + core::fmt::Debug> core::fmt::Debug for Unchecked<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.get().fmt(f)
    }
}

impl core::fmt::Debug for BoundsRef {
    /// Does not print the bounds, which may refer to the node.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("BoundsRef").finish_non_exhaustive()
    }
}
