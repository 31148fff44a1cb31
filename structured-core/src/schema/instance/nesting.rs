//! How many instances may be described inside each other, as a type.

use core::marker::PhantomData;

use super::reached::{Extent, extent};
use super::{Instance, InstanceInside, Reached, SchemaInside, content};
use crate::schema::{SchemaNode, reason};

/// How many instances may be described inside each other at a place.
pub trait Nesting {
    /// Whether none may be described.
    const IS_CUT: bool = false;
    /// Whether the place is the argument of an instance.
    const IS_ARGUMENT: bool = false;
    /// Whether the place is a flattened field, so that a reference is not possible.
    const IS_FLATTENED: bool = false;
    /// Whether the place is a flattened field of a type without parameters.
    const IS_FLATTENED_ROOT: bool = false;
    /// The innermost of the instances that are written inline around the place, up to the next definition.
    const INLINE: Option<&'static Inline> = None;
    /// The place without the instances that are written inline around it.
    type Definition: Nesting;
    /// The places inside a definition that is described here.
    type Inner: Nesting;
}

/// The places inside a definition `T` at the place `N`. It has the parameters of [`Through`], and does not depend on `T`.
pub type Within<T, N> = <N as NestingOf<T>>::Inner;

/// See [`Within`].
pub trait NestingOf<T: ?Sized>: Nesting {
    /// That of [`Nesting`].
    type Inner: Nesting;
}

impl<T: ?Sized, N: Nesting> NestingOf<T> for N {
    type Inner = <N as Nesting>::Inner;
}

/// An instance that is written inline around a place.
#[derive(Debug)]
pub struct Inline {
    pub(super) fingerprint: u64,
    pub(super) around: Option<&'static Self>,
}

/// None: an instance is a reference.
#[derive(Debug)]
pub enum Cut {}

/// One more than `N`.
#[derive(Debug)]
pub struct Deeper<N>(PhantomData<N>);

/// A place inside `T`, a newtype at the place `N`. It takes no part in the nesting, since it has no definition.
#[derive(Debug)]
pub struct Through<T: ?Sized, N>(PhantomData<N>, PhantomData<fn() -> *const T>);

/// A flattened field of `T` at the place `N`. Its type takes no part in the nesting, since its properties are part of
/// the definition around it.
#[derive(Debug)]
pub struct Flattened<T: ?Sized, N>(PhantomData<N>, PhantomData<fn() -> *const T>);

/// An argument of an instance. There is a definition between the type that names the argument and the argument.
#[derive(Debug)]
pub struct AsArgument<N>(PhantomData<N>);

/// A flattened field of a type without parameters.
#[derive(Debug)]
pub enum FlattenedRoot {}

impl Nesting for Cut {
    const IS_CUT: bool = true;
    type Definition = Self;
    type Inner = Self;
}

impl<N: Nesting> Nesting for Deeper<N> {
    type Definition = Self;
    type Inner = N;
}

impl<T: Instance + ?Sized, N: Nesting> Nesting for Through<T, N> {
    const IS_CUT: bool = N::IS_CUT;
    const IS_FLATTENED: bool = N::IS_FLATTENED;
    const INLINE: Option<&'static Inline> = Some(&Inline { fingerprint: T::FINGERPRINT, around: N::INLINE });
    type Definition = N::Definition;
    type Inner = N::Inner;
}

impl<T: Instance + ?Sized, N: Nesting> Nesting for Flattened<T, N> {
    const IS_FLATTENED: bool = true;
    const INLINE: Option<&'static Inline> = Some(&Inline { fingerprint: T::FINGERPRINT, around: N::INLINE });
    type Definition = N::Definition;
    type Inner = N::Inner;
}

impl<N: Nesting> Nesting for AsArgument<N> {
    const IS_CUT: bool = N::IS_CUT;
    const IS_ARGUMENT: bool = true;
    type Definition = N::Definition;
    type Inner = N::Inner;
}

impl Nesting for FlattenedRoot {
    const IS_FLATTENED_ROOT: bool = true;
    type Definition = Self;
    type Inner = Cut;
}

type Four<N> = Deeper<Deeper<Deeper<Deeper<N>>>>;
type N0 = Deeper<Cut>;
type N1 = Deeper<N0>;
type N2 = Deeper<N1>;
type N3 = Deeper<N2>;
type N4 = Four<N0>;
type N6 = Four<N2>;
type N8 = Four<N4>;
type N12 = Four<N8>;
type N16 = Four<N12>;
type N24 = Four<Four<N16>>;
type N32 = Four<Four<N24>>;
type N48 = Four<Four<Four<Four<N32>>>>;
type N64 = Four<Four<Four<Four<N48>>>>;

/// The instances that each nesting allows inside the outermost one. A step is small, because the number of instances in
/// a recursion without end may double with each.
const LEVELS: [usize; 13] = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/// An instance at one nesting.
pub trait At<N: Nesting>: InstanceInside<N> + SchemaInside<N> {}

impl<T: InstanceInside<N> + SchemaInside<N>, N: Nesting> At<N> for T {}

/// An instance at each nesting that [`outermost`] tries.
pub trait AnyNesting:
    At<N0> + At<N1> + At<N2> + At<N3> + At<N4> + At<N6> + At<N8> + At<N12> + At<N16> + At<N24> + At<N32> + At<N48> + At<N64>
{
}

impl<T> AnyNesting for T where
    T: At<N0>
        + At<N1>
        + At<N2>
        + At<N3>
        + At<N4>
        + At<N6>
        + At<N8>
        + At<N12>
        + At<N16>
        + At<N24>
        + At<N32>
        + At<N48>
        + At<N64>
{
}

/// The description of an instance where no other one is around it: at the smallest nesting that describes every
/// instance of a recursion.
///
/// # Errors
///
/// Fails if a field's type has no schema, and if the recursion has other arguments at each step.
pub const fn outermost<T: AnyNesting>() -> SchemaNode {
    complete::<T>(false)
}

/// Like [`outermost`], for an instance that is flattened into a type without parameters. A recursion needs one more
/// description of it, which has a definition.
pub(super) const fn flattened_root<T: AnyNesting>() -> SchemaNode {
    complete::<T>(true)
}

const fn complete<T: AnyNesting>(is_flattened: bool) -> SchemaNode {
    let mut level = 0;
    while level < LEVELS.len() {
        match extent(reached_at::<T>(level), is_flattened) {
            Extent::Complete(needed) => {
                while level + 1 < LEVELS.len() && LEVELS[level] < needed {
                    level += 1;
                }
                return content_at::<T>(level);
            }
            Extent::Incomplete => level += 1,
            Extent::TooMany => break,
        }
    }
    Err(reason::GROWING)
}

/// Calls a function with `T` at the nesting of a level. It is a macro because the nestings are different types.
macro_rules! at_level {
    ($function:ident::<$ty:ident>, $level:expr) => {
        match $level {
            0 => $function::<$ty, N0>(),
            1 => $function::<$ty, N1>(),
            2 => $function::<$ty, N2>(),
            3 => $function::<$ty, N3>(),
            4 => $function::<$ty, N4>(),
            5 => $function::<$ty, N6>(),
            6 => $function::<$ty, N8>(),
            7 => $function::<$ty, N12>(),
            8 => $function::<$ty, N16>(),
            9 => $function::<$ty, N24>(),
            10 => $function::<$ty, N32>(),
            11 => $function::<$ty, N48>(),
            _ => $function::<$ty, N64>(),
        }
    };
}

const fn reached_at<T: AnyNesting>(level: usize) -> Reached {
    at_level!(reached::<T>, level)
}

const fn content_at<T: AnyNesting>(level: usize) -> SchemaNode {
    at_level!(content::<T>, level)
}

/// A separate function, because a constant that a function names is evaluated whenever the function is called.
const fn reached<T: SchemaInside<N>, N: Nesting>() -> Reached {
    T::REACHED
}
