//! Nodes and properties as they are stored in statics and constants.
//!
//! The compiler visits all fields of all nested types of a static and of a borrowed constant, again for each of them:
//! whether one has interior mutability, whether a static is `Sync`, and whether the value is valid. These types are
//! unions of bytes, in which the compiler has nothing to visit. The values are only made here, from safe values.

use core::fmt;
use core::marker::PhantomData;

use crate::schema::check;
use crate::schema::link::NodeRef;
use crate::schema::node::{Node, Property};
use crate::schema::plain::DESCRIBED;
use crate::schema::reason::Unsupported;
use crate::schema::{Schema, SchemaNode};

/// A [`Node`], as the compiler's checks see it.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct StaticNode(NodeBytes);

/// A [`Property`], as the compiler's checks see it.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct StaticProperty(PropertyBytes);

#[derive(Clone, Copy)]
#[repr(C)]
union NodeBytes {
    _bytes: [u8; size_of::<Node>()],
    /// Gives the bytes the alignment of a node.
    _alignment: ([usize; 0], [u64; 0], [u128; 0]),
}

#[derive(Clone, Copy)]
#[repr(C)]
union PropertyBytes {
    _bytes: [u8; size_of::<Property>()],
    /// Gives the bytes the alignment of a property.
    _alignment: ([usize; 0], [u64; 0], [u128; 0]),
}

#[repr(C)]
union NodeOrBytes {
    node: Node,
    bytes: StaticNode,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub(super) union PropertyOrBytes {
    pub(super) property: Property,
    pub(super) bytes: StaticProperty,
}

// Fails to compile if the bytes do not have the layout of the value, or if the value is not `Sync`.
const _: () = {
    const fn is_sync<T: Sync>() {}
    is_sync::<Node>();
    is_sync::<Property>();
    assert!(size_of::<StaticNode>() == size_of::<Node>() && align_of::<StaticNode>() == align_of::<Node>());
    assert!(size_of::<StaticProperty>() == size_of::<Property>());
    assert!(align_of::<StaticProperty>() == align_of::<Property>());
};

impl StaticNode {
    #[doc(hidden)]
    #[must_use]
    #[expect(unsafe_code, reason = "the only way to hide a value from the compiler's checks")]
    pub const fn new(node: Node) -> Self {
        // SAFETY: the bytes may have any value.
        unsafe { NodeOrBytes { node }.bytes }
    }

    /// The node.
    #[expect(unsafe_code, reason = "the only way to read what the compiler's checks do not see")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    pub(crate) const fn node(&'static self) -> &'static Node {
        // SAFETY: the field is private, and the constructor writes a node to it, whose layout it has.
        unsafe { &*(&raw const *self as *const Node) }
    }
}

impl StaticProperty {
    /// The properties of a list.
    #[expect(unsafe_code, reason = "the only way to read what the compiler's checks do not see")]
    pub(crate) const fn list(properties: &'static [Self]) -> &'static [Property] {
        // SAFETY: the field is private, and the constructors write a property to it, whose layout it has.
        unsafe { &*(&raw const *properties as *const [Property]) }
    }

    #[expect(unsafe_code, reason = "the only way to hide a value from the compiler's checks")]
    pub(crate) const fn new(property: Property) -> Self {
        // SAFETY: the bytes may have any value.
        unsafe { PropertyOrBytes { property }.bytes }
    }

    /// The property.
    #[expect(unsafe_code, reason = "the only way to read what the compiler's checks do not see")]
    pub(crate) const fn property(self) -> Property {
        // SAFETY: the field is private, and the constructors write a property to it.
        unsafe { PropertyOrBytes { bytes: self }.property }
    }
}

/// A property without a description of its own. The parameters are described at the fields of [`Property`].
#[doc(hidden)]
#[must_use]
pub const fn property(prefix: &'static str, known: u128, value: NodeRef) -> StaticProperty {
    StaticProperty::new(Property { prefix, known, body: value.body(), value, ..Property::EMPTY })
}

/// A property whose `prefix` ends inside its description.
#[doc(hidden)]
#[must_use]
pub const fn described(prefix: &'static str, known: u128, value: NodeRef) -> StaticProperty {
    StaticProperty::new(Property { prefix, known, body: value.body() | DESCRIBED, value, ..Property::EMPTY })
}

/// Like [`property`], for a type that another check reports if it has no schema.
#[doc(hidden)]
#[must_use]
pub const fn property_to(prefix: &'static str, known: u128, value: SchemaNode) -> StaticProperty {
    property(prefix, known, check::link(value))
}

/// Like [`described`], for a type that another check reports if it has no schema.
#[doc(hidden)]
#[must_use]
pub const fn described_to(prefix: &'static str, known: u128, value: SchemaNode) -> StaticProperty {
    described(prefix, known, check::link(value))
}

/// Like [`property`], for a type that no other check has checked.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub const fn property_of<T: Schema + ?Sized>(prefix: &'static str, known: u128) -> StaticProperty {
    match T::NODE {
        Ok(value) => property(prefix, known, value),
        Err(reason) => reason.fail(),
    }
}

/// Like [`described`], for a type that no other check has checked.
///
/// This calls no other function, because each call costs the const interpreter.
#[doc(hidden)]
#[must_use]
#[track_caller]
#[expect(unsafe_code, reason = "the only way to hide a value from the compiler's checks")]
pub const fn described_of<T: Schema + ?Sized>(prefix: &'static str, known: u128) -> StaticProperty {
    match Typed::<T>::DESCRIBED {
        Ok(mut property) => {
            property.property.prefix = prefix;
            property.property.known = known;
            // SAFETY: the bytes may have any value.
            unsafe { property.bytes }
        }
        Err(reason) => reason.fail(),
    }
}

/// Properties of the type `T` whose prefix and name are still to be set, without and with a description. The interpreter
/// computes these constants once for each type.
pub(super) struct Typed<T: ?Sized>(PhantomData<T>);

impl<T: Schema + ?Sized> Typed<T> {
    pub(super) const UNDESCRIBED: Result<PropertyOrBytes, Unsupported> = match T::NODE {
        Ok(value) => Ok(PropertyOrBytes { bytes: property("", 0, value) }),
        Err(reason) => Err(reason),
    };
    pub(super) const DESCRIBED: Result<PropertyOrBytes, Unsupported> = match T::NODE {
        Ok(value) => Ok(PropertyOrBytes { bytes: described("", 0, value) }),
        Err(reason) => Err(reason),
    };
}

impl fmt::Debug for StaticNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StaticNode").finish_non_exhaustive()
    }
}

impl fmt::Debug for StaticProperty {
    /// Prints the property.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.property().fmt(f)
    }
}
