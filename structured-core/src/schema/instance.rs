//! Instances of generic types, and their recursion through other generic types.
//!
//! The node of a generic type is a constant and not a static, so two generic types that contain each other would be
//! constants that contain each other, which is E0391. Therefore the node of an instance depends on the definitions
//! around it, which are a type parameter ([`Around`]). An instance inside itself is a reference to the definition
//! around it ([`Shape::Enclosing`]).

use core::cmp::Ordering;
use core::convert::Infallible;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use crate::schema::identity::low_bits;
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Annotations, Argument, Definition, Node, Shape};
use crate::schema::reason;
use crate::schema::text::mix;
use crate::schema::{Schema, SchemaNode};

/// An instance of a generic type. The derive implements it for every type with type or const parameters.
pub trait Instance {
    /// The definition of the type.
    const DEFINITION: &'static Definition;

    /// See [`NodeRef`].
    const FINGERPRINT: u64 = fingerprint(Self::DEFINITION);
}

/// A type whose node depends on the definitions around it: an instance of a generic type, or a type of the standard
/// library that contains one.
pub trait SchemaInside<A: Around> {
    /// The description of the type, even if it is one of the definitions around it.
    const CONTENT: SchemaNode;

    /// The description of the type.
    const NODE: SchemaNode = Self::CONTENT;
}

/// The definitions around a place, as a type.
pub trait Around {
    /// The innermost of them. It refers to the next one.
    const INNERMOST: Surrounding;
}

/// One of the definitions around a place.
#[derive(Debug, Clone, Copy)]
pub struct Surrounding {
    /// The key of the generic type, whatever its arguments are.
    key: u64,
    fingerprint: u64,
    /// Whether it is written inline, so that a reference to it is not possible.
    is_inline: bool,
    /// Whether the type at the place is flattened.
    is_flattened: bool,
    around: Option<&'static Surrounding>,
}

/// No definition.
#[derive(Debug)]
pub enum Outermost {}

/// The definition of `T`, and those around it.
#[derive(Debug)]
pub struct Inside<T: ?Sized, A>(PhantomData<A>, PhantomData<fn() -> *const T>);

/// Like [`Inside`], for a newtype, which is written inline.
#[derive(Debug)]
pub struct InsideInline<T: ?Sized, A>(PhantomData<A>, PhantomData<fn() -> *const T>);

/// The place of a flattened field: the properties of its type are written into the definition around it.
#[derive(Debug)]
pub struct Flattened<A>(PhantomData<A>);

impl Around for Outermost {
    const INNERMOST: Surrounding =
        Surrounding { key: 0, fingerprint: 0, is_inline: true, is_flattened: false, around: None };
}

impl<T: Instance + ?Sized, A: Around> Around for Inside<T, A> {
    const INNERMOST: Surrounding =
        Surrounding { is_inline: A::INNERMOST.is_flattened, ..<InsideInline<T, A> as Around>::INNERMOST };
}

impl<T: Instance + ?Sized, A: Around> Around for InsideInline<T, A> {
    const INNERMOST: Surrounding = Surrounding {
        key: T::DEFINITION.key,
        fingerprint: T::FINGERPRINT,
        is_inline: true,
        is_flattened: false,
        around: Some(&A::INNERMOST),
    };
}

impl<A: Around> Around for Flattened<A> {
    const INNERMOST: Surrounding =
        Surrounding { key: 0, is_flattened: true, is_inline: true, fingerprint: 0, around: Some(&A::INNERMOST) };
}

/// A type argument of a generic type, which knows the definitions around the place where it is written. No value of it
/// exists.
pub struct Argued<T: ?Sized, A>(Infallible, PhantomData<A>, PhantomData<fn() -> *const T>);

impl<T: SchemaInside<A> + ?Sized, A: Around> Schema for Argued<T, A> {
    const NODE: SchemaNode = <T as SchemaInside<A>>::NODE;
}

impl<T: SchemaInside<A> + ?Sized, A: Around, B: Around> SchemaInside<B> for Argued<T, A> {
    const CONTENT: SchemaNode = <T as SchemaInside<A>>::NODE;
}

// A parameter may have bounds. The common traits are implemented, although no value exists to call them on.

impl<T: ?Sized, A> Clone for Argued<T, A> {
    fn clone(&self) -> Self {
        match self.0 {}
    }
}

impl<T: ?Sized, A> fmt::Debug for Argued<T, A> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl<T: ?Sized, A> PartialEq for Argued<T, A> {
    fn eq(&self, _: &Self) -> bool {
        match self.0 {}
    }
}

impl<T: ?Sized, A> Eq for Argued<T, A> {}

impl<T: ?Sized, A> PartialOrd for Argued<T, A> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: ?Sized, A> Ord for Argued<T, A> {
    fn cmp(&self, _: &Self) -> Ordering {
        match self.0 {}
    }
}

impl<T: ?Sized, A> Hash for Argued<T, A> {
    fn hash<H: Hasher>(&self, _: &mut H) {
        match self.0 {}
    }
}

#[cfg(feature = "json")]
impl<T: ?Sized, A> serde::Serialize for Argued<T, A> {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match self.0 {}
    }
}

#[cfg(feature = "json")]
impl<'de, T: ?Sized, A> serde::Deserialize<'de> for Argued<T, A> {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("this type only describes another one"))
    }
}

/// The place of a field in a generic type. The inherent constant takes precedence over that of [`Elsewhere`].
#[derive(Debug)]
pub struct Place<T: ?Sized, A>(PhantomData<A>, PhantomData<fn() -> *const T>);

impl<T: SchemaInside<A> + ?Sized, A: Around> Place<T, A> {
    /// The description of the field's type.
    pub const NODE: Option<SchemaNode> = Some(<T as SchemaInside<A>>::NODE);
}

/// The place of a field whose type does not depend on the definitions around it.
pub trait Elsewhere {
    /// The description is that of [`Schema`].
    const NODE: Option<SchemaNode> = None;
}

impl<T: ?Sized, A> Elsewhere for Place<T, A> {}

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

/// The description of an instance: a reference if it is one of the definitions around it, and its contents otherwise.
///
/// # Errors
///
/// Fails if a field's type has no schema, and if the recursion has other arguments at each step.
pub const fn instance<T: Instance + SchemaInside<A>, A: Around>() -> SchemaNode {
    match search::<T>(&A::INNERMOST) {
        Search::Found => Ok(enclosing::<T>()),
        Search::TooDeep => Err(reason::GROWING),
        Search::NotFound => content::<T, A>(),
    }
}

enum Search {
    Found,
    NotFound,
    /// Many instances of the type are nested, with different arguments or without a definition between them.
    TooDeep,
}

/// The instances of one generic type that may be nested in a recursion.
const MANY_INSTANCES: usize = 4;

const fn search<T: Instance>(innermost: &Surrounding) -> Search {
    let (mut surrounding, mut instances) = (innermost, 0);
    loop {
        if surrounding.key == T::DEFINITION.key {
            if surrounding.fingerprint == T::FINGERPRINT && !surrounding.is_inline {
                return Search::Found;
            }
            instances += 1;
            if instances == MANY_INSTANCES {
                return Search::TooDeep;
            }
        }
        match surrounding.around {
            Some(next) => surrounding = next,
            None => return Search::NotFound,
        }
    }
}

/// A separate function, because the contents must not be evaluated for an instance inside itself.
const fn content<T: SchemaInside<A>, A: Around>() -> SchemaNode {
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
    let (mut fingerprint, mut i) = (definition.key, 0);
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

/// Implements [`SchemaInside`] for a type without type parameters. It is a macro because a function cannot implement a
/// trait.
macro_rules! schema_inside {
    ($ty:ty) => {
        #[diagnostic::do_not_recommend]
        impl<A: $crate::schema::instance::Around> $crate::schema::instance::SchemaInside<A> for $ty {
            const CONTENT: $crate::schema::SchemaNode = <$ty as $crate::schema::Schema>::NODE;
        }
    };
}

pub(crate) use schema_inside;
