//! Instances whose arguments know the place where they are written.

use core::cmp::Ordering;
use core::convert::Infallible;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use super::{Nesting, Reached, SchemaInside};
use crate::schema::{Schema, SchemaNode};

/// A type argument of a generic type, which knows the place where it is written. No value of it exists.
///
/// `O` is the argument, and `T` is the same type with such arguments in it.
pub struct Argued<O: ?Sized, T: ?Sized, N>(
    Infallible,
    PhantomData<N>,
    PhantomData<fn() -> *const O>,
    PhantomData<fn() -> *const T>,
);

impl<O: ?Sized, T: SchemaInside<N> + ?Sized, N: Nesting> Schema for Argued<O, T, N> {
    const NODE: SchemaNode = <T as SchemaInside<N>>::NODE;
}

/// A type that describes the argument `T` of a generic type: the argument itself, or an [`Argued`].
pub trait StandsFor<T: ?Sized> {}

impl<T: ?Sized> StandsFor<T> for T {}

impl<O: ?Sized, T: ?Sized, N> StandsFor<O> for Argued<O, T, N> {}

/// An instance of a generic type, and the instance with other arguments. The derive implements it.
///
/// It is a trait because a type with an argument that does not meet its bounds cannot be named, not even to try whether
/// it meets them.
pub trait WithArguments<Arguments> {
    /// The instance with these arguments.
    type Type;
}

/// The instance `T` with other arguments. No value of it exists.
pub struct Replaced<T, Arguments>(Infallible, PhantomData<fn() -> (T, Arguments)>);

impl<T: WithArguments<Arguments>, Arguments, N: Nesting> SchemaInside<N> for Replaced<T, Arguments>
where
    T::Type: SchemaInside<N>,
{
    const NODE: SchemaNode = <T::Type as SchemaInside<N>>::NODE;
    const REACHED: Reached = <T::Type as SchemaInside<N>>::REACHED;
}

// `Cow<'_, [T]>` needs it.
impl<T, Arguments> Clone for Replaced<T, Arguments> {
    fn clone(&self) -> Self {
        match self.0 {}
    }
}

impl<T, Arguments> fmt::Debug for Replaced<T, Arguments> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

// A parameter may have bounds. The common traits are implemented, although no value exists to call them on.

impl<O: ?Sized, T: ?Sized, N> Clone for Argued<O, T, N> {
    fn clone(&self) -> Self {
        match self.0 {}
    }
}

impl<O: ?Sized, T: ?Sized, N> fmt::Debug for Argued<O, T, N> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl<O: ?Sized, T: ?Sized, N> PartialEq for Argued<O, T, N> {
    fn eq(&self, _: &Self) -> bool {
        match self.0 {}
    }
}

impl<O: ?Sized, T: ?Sized, N> Eq for Argued<O, T, N> {}

impl<O: ?Sized, T: ?Sized, N> PartialOrd for Argued<O, T, N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<O: ?Sized, T: ?Sized, N> Ord for Argued<O, T, N> {
    fn cmp(&self, _: &Self) -> Ordering {
        match self.0 {}
    }
}

impl<O: ?Sized, T: ?Sized, N> Hash for Argued<O, T, N> {
    fn hash<H: Hasher>(&self, _: &mut H) {
        match self.0 {}
    }
}

#[cfg(feature = "json")]
impl<O: ?Sized, T: ?Sized, N> serde::Serialize for Argued<O, T, N> {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match self.0 {}
    }
}

#[cfg(feature = "json")]
impl<'de, O: ?Sized, T: ?Sized, N> serde::Deserialize<'de> for Argued<O, T, N> {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("this type only describes another one"))
    }
}
