//! Instances of generic types, and their recursion through other generic types.
//!
//! The node of a generic type is a constant and not a static, so two generic types that contain each other would be
//! constants that contain each other, which is E0391. Therefore the node of an instance depends on how many instances
//! may be described inside each other at its place, which is a type parameter ([`Nesting`]). Where no more may be
//! described, an instance is a reference to its definition ([`Shape::Enclosing`]).
//!
//! The outermost instance decides how many are enough ([`outermost`]), from a list of all instances that it reaches
//! ([`Reached`]).

use core::marker::PhantomData;

use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Annotations, Argument, Definition, Node, Shape};
use crate::schema::text::mix;
use crate::schema::{Schema, SchemaNode};

mod argued;
mod nesting;
mod reached;

use nesting::{AnyNesting, flattened_root};

pub use argued::{Argued, Replaced, StandsFor, WithArguments};
pub use nesting::{AsArgument, Flattened, FlattenedRoot, Nesting, Through, Within, outermost};
pub use reached::Reached;

/// An instance of a generic type. The derive implements it for every type with type or const parameters.
pub trait Instance {
    /// The definition of the type.
    const DEFINITION: &'static Definition;

    /// See [`NodeRef`].
    const FINGERPRINT: u64 = fingerprint(Self::DEFINITION);
}

/// A type whose node depends on its place: an instance of a generic type, or a type of the standard library that
/// contains one.
pub trait SchemaInside<N: Nesting> {
    /// The description of the type.
    const NODE: SchemaNode;

    /// The instances that the type leads to.
    const REACHED: Reached = Reached::NOTHING;
}

/// An instance that leads to other instances.
pub trait InstanceInside<N: Nesting>: Instance {
    /// The description of the type, even where it is a reference.
    const CONTENT: SchemaNode;

    /// The instances that the fields lead to.
    const FIELDS: &'static [Reached];
}

/// The place of a field in a generic type. The inherent constants take precedence over those of [`Elsewhere`].
#[derive(Debug)]
pub struct Place<T: ?Sized, N>(PhantomData<N>, PhantomData<fn() -> *const T>);

impl<T: SchemaInside<N> + ?Sized, N: Nesting> Place<T, N> {
    /// The description of the field's type.
    pub const NODE: Option<SchemaNode> = Some(<T as SchemaInside<N>>::NODE);

    /// The instances that the field leads to.
    pub const REACHED: Reached = <T as SchemaInside<N>>::REACHED;
}

/// The place of a field whose type does not depend on its place.
pub trait Elsewhere {
    /// The description is that of [`Schema`].
    const NODE: Option<SchemaNode> = None;

    /// A description that does not depend on its place needs no other one.
    const REACHED: Reached = Reached::NOTHING;
}

impl<T: ?Sized, N> Elsewhere for Place<T, N> {}

/// The description of a field's type in a generic type.
///
/// # Errors
///
/// Fails if the type has no schema.
pub const fn inside<T: Schema + ?Sized>(known: Option<SchemaNode>) -> SchemaNode {
    match known {
        Some(node) => node,
        None => node::<T>(),
    }
}

/// A separate function, because a constant that a function names is evaluated whenever the function is called.
const fn node<T: Schema + ?Sized>() -> SchemaNode {
    T::NODE
}

/// The description of an instance that has a definition: a reference where no more instances may be described, and its
/// contents elsewhere.
///
/// # Errors
///
/// Fails if a field's type has no schema, and if the recursion has other arguments at each step.
pub const fn instance<T, N: Nesting>() -> SchemaNode
where
    T: AnyNesting + InstanceInside<N> + InstanceInside<N::Definition>,
{
    if N::IS_FLATTENED_ROOT {
        return flattened_root::<T>();
    }
    if N::IS_FLATTENED {
        return inlined::<T, N>();
    }
    if N::IS_CUT { Ok(enclosing::<T>()) } else { content::<T, N::Definition>() }
}

/// The description of an instance that is written inline: a reference inside itself, and its contents elsewhere. As the
/// argument of another instance it may also be a reference, so that a recursion through the arguments ends.
///
/// # Errors
///
/// Fails if a field's type has no schema.
pub const fn inlined<T: InstanceInside<N>, N: Nesting>() -> SchemaNode {
    if is_inside_itself::<T, N>() || is_cut_argument::<N>() { Ok(enclosing::<T>()) } else { content::<T, N>() }
}

/// Whether the instance is written inline around a place, without a definition between them.
const fn is_inside_itself<T: Instance, N: Nesting>() -> bool {
    let mut around = N::INLINE;
    while let Some(inline) = around {
        if inline.fingerprint == T::FINGERPRINT {
            return true;
        }
        around = inline.around;
    }
    false
}

const fn is_cut_argument<N: Nesting>() -> bool {
    N::IS_ARGUMENT && N::IS_CUT
}

/// A separate function, because the contents must not be evaluated where an instance is a reference.
const fn content<T: InstanceInside<N>, N: Nesting>() -> SchemaNode {
    T::CONTENT
}

const fn enclosing<T: Instance>() -> NodeRef {
    let node = const {
        &StaticNode::new(Node {
            definition: Some(*T::DEFINITION),
            annotations: Annotations::NONE,
            shape: Shape::Enclosing,
        })
    };
    NodeRef::to_type(node, T::FINGERPRINT)
}

const fn fingerprint(definition: &Definition) -> u64 {
    let mut fingerprint = definition.key;
    let mut i = 0;
    while i < definition.arguments.len() {
        fingerprint = mix(
            fingerprint,
            match definition.arguments[i] {
                Argument::Type(link) => link.fingerprint(),
                Argument::Value(value) => low_bits(value),
            },
        );
        i += 1;
    }
    fingerprint
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a hash may have the same value for two")]
const fn low_bits(value: i128) -> u64 {
    value as u64
}

/// Implements [`SchemaInside`] for a type without type parameters. It is a macro because a function cannot implement a
/// trait.
macro_rules! schema_inside {
    ($ty:ty) => {
        #[diagnostic::do_not_recommend]
        impl<N: $crate::schema::instance::Nesting> $crate::schema::instance::SchemaInside<N> for $ty {
            const NODE: $crate::schema::SchemaNode = <$ty as $crate::schema::Schema>::NODE;
        }
    };
}

pub(crate) use schema_inside;
