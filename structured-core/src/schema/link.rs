//! The link between two nodes: the one place of the workspace that needs `unsafe`.

use core::mem::MaybeUninit;

use crate::schema::node::{Node, ScalarKind};

/// A reference to a [`Node`] that the compiler does not follow when it validates a constant.
///
/// A plain `&'static Node` that leads back to itself is E0391, in a `const` and in a `static` alike, because the
/// validation of a constant reads what its references point at. It does not read behind a [`MaybeUninit`], so nodes
/// that hold links can form cycles, as recursive types need.
#[derive(Clone, Copy)]
pub struct NodeRef {
    node: MaybeUninit<&'static Node>,
    /// Whether the node is an `Option`'s; known without reading the node, which may still be under construction.
    nullable: bool,
    /// Whether there is nothing but scalars behind it, so that walks can pass it by.
    leaf: bool,
    /// The kind of a scalar (or an `Option` of one) whose schema is its type alone, so that rendering need not look at
    /// the node.
    plain: Option<ScalarKind>,
}

impl NodeRef {
    /// A link to `node`.
    #[must_use]
    pub const fn to(node: &'static Node) -> Self {
        Self { node: MaybeUninit::new(node), nullable: false, leaf: false, plain: None }
    }

    /// A link to the node of a scalar whose schema may say more than its type.
    pub(crate) const fn to_scalar(node: &'static Node) -> Self {
        Self { leaf: true, ..Self::to(node) }
    }

    /// A link to the node of a scalar whose schema is its type alone.
    pub(crate) const fn to_plain(node: &'static Node, kind: ScalarKind) -> Self {
        Self { plain: Some(kind), ..Self::to_scalar(node) }
    }

    /// A link to the node of an array of `items`.
    pub(crate) const fn to_array(node: &'static Node, items: Self) -> Self {
        Self { leaf: items.leaf, ..Self::to(node) }
    }

    /// A link to the node of an `Option` of `inner`.
    pub(crate) const fn to_nullable(node: &'static Node, inner: Self) -> Self {
        Self { nullable: true, leaf: inner.leaf, plain: inner.plain, ..Self::to(node) }
    }

    /// The node that this links to.
    #[must_use]
    #[expect(unsafe_code, reason = "the only way to read what const validation must not follow")]
    pub const fn node(self) -> &'static Node {
        // SAFETY: the field is private, and `to`, which every other constructor goes through, initialises it.
        unsafe { self.node.assume_init() }
    }

    /// Whether there is nothing but scalars behind it.
    pub(crate) const fn is_leaf(self) -> bool {
        self.leaf
    }

    /// The kind of a scalar whose schema is its type alone.
    pub(crate) const fn plain(self) -> Option<ScalarKind> {
        self.plain
    }

    /// Whether the node is an `Option`'s.
    pub(crate) const fn is_nullable(self) -> bool {
        self.nullable
    }
}

impl core::fmt::Debug for NodeRef {
    /// Prints no more than the name: a node may lead back to itself.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("NodeRef").field(&self.node().name()).finish()
    }
}
