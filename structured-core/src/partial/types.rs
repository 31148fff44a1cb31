//! The partial forms of the standard library's types.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
    NonZeroUsize, Wrapping,
};
use std::sync::{Mutex, RwLock};

use super::list::FixedList;
use super::{Field, Object, Partial, Place, Reader, Reading, Segment, Slot, atom};

macro_rules! itself {
    ($($type:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl Partial for $type {
            type Partial = Self;
        }
    )+};
}

itself!(String, (), bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64);
itself!(NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroIsize);
itself!(NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize);

macro_rules! as_text {
    ($($type:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl Partial for $type {
            type Partial = String;
        }
    )+};
}

as_text!(str, Box<str>, Rc<str>, Arc<str>);
as_text!(std::path::PathBuf, std::path::Path, Box<std::path::Path>, Rc<std::path::Path>, Arc<std::path::Path>);
as_text!(char, IpAddr, Ipv4Addr, Ipv6Addr);

// A date grows as its text; it is a date when the whole answer is read.
#[cfg(feature = "chrono04")]
as_text!(chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime);
#[cfg(feature = "jiff02")]
as_text!(jiff::Timestamp, jiff::Zoned, jiff::civil::Date, jiff::civil::Time, jiff::civil::DateTime);
#[cfg(feature = "jiff02")]
as_text!(jiff::Span, jiff::SignedDuration);
#[cfg(feature = "rust_decimal1")]
as_text!(rust_decimal::Decimal);
#[cfg(feature = "time03")]
as_text!(time::Date, time::Time, time::PrimitiveDateTime, time::OffsetDateTime);
#[cfg(feature = "url2")]
as_text!(url::Url);
#[cfg(feature = "uuid1")]
as_text!(uuid::Uuid);

#[cfg(feature = "chrono04")]
impl<Tz: chrono::TimeZone> Partial for chrono::DateTime<Tz> {
    type Partial = String;
}

// Types without a schema: the schema reports why, and this keeps it the only error.
as_text!(u128, i128, core::time::Duration, std::time::SystemTime, serde_json::Value);

macro_rules! without_schema {
    ($([$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Partial for $type {
            type Partial = String;
        }
    )+};
}

without_schema!(
    [K, V] alloc::collections::BTreeMap<K, V>, [K, V, S] std::collections::HashMap<K, V, S>,
    [K, V] serde_json::Map<K, V>, [T: ?Sized] core::marker::PhantomData<T>, [T, E] Result<T, E>,
    [T] core::ops::Range<T>, [T] core::ops::RangeInclusive<T>,
    [A] (A,), [A, B] (A, B), [A, B, C] (A, B, C), [A, B, C, D] (A, B, C, D), [A, B, C, D, E] (A, B, C, D, E),
    [A, B, C, D, E, F] (A, B, C, D, E, F), [A, B, C, D, E, F, G] (A, B, C, D, E, F, G),
    [A, B, C, D, E, F, G, H] (A, B, C, D, E, F, G, H), [A, B, C, D, E, F, G, H, I] (A, B, C, D, E, F, G, H, I),
    [A, B, C, D, E, F, G, H, I, J] (A, B, C, D, E, F, G, H, I, J),
    [A, B, C, D, E, F, G, H, I, J, K] (A, B, C, D, E, F, G, H, I, J, K),
    [A, B, C, D, E, F, G, H, I, J, K, L] (A, B, C, D, E, F, G, H, I, J, K, L),
);

// The partial of the item is a parameter of its own, here and below, so that a type without one deep inside is one error of
// the compiler, and not one for each level.
macro_rules! as_list {
    ($([$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        impl<T: Partial<Partial = P>, P: Slot + fmt::Debug + Clone, $($generics)*> Partial for $type {
            type Partial = Vec<Field<P>>;
        }
    )+};
}

as_list!(
    [] Vec<T>, [] VecDeque<T>, [] LinkedList<T>, [] BinaryHeap<T>, [] BTreeSet<T>, [S] std::collections::HashSet<T, S>,
    [] [T], [] Box<[T]>, [] Rc<[T]>, [] Arc<[T]>,
);

impl<T: Partial<Partial = P>, P: Slot + fmt::Debug + Clone, const N: usize> Partial for [T; N] {
    type Partial = FixedList<P, N>;
}

// Boxed, so that a type that contains itself has a partial of a known size.
macro_rules! boxed {
    ($($pointer:ident),+) => {$(
        impl<T: Partial<Partial = P>, P: Slot + fmt::Debug + Clone> Partial for $pointer<T> {
            type Partial = Box<P>;
        }
    )+};
}

boxed!(Box, Rc, Arc);

macro_rules! same {
    ($($wrapper:ident),+) => {$(
        impl<T: Partial<Partial = P>, P: Slot + fmt::Debug + Clone> Partial for $wrapper<T> {
            type Partial = P;
        }
    )+};
}

same!(Cell, RefCell, Wrapping, Mutex, RwLock);

impl<T: Partial<Partial = P> + ?Sized, P: Slot + fmt::Debug + Clone> Partial for &T {
    type Partial = P;
}

impl<T: Partial<Partial = P> + ToOwned + ?Sized, P: Slot + fmt::Debug + Clone> Partial for Cow<'_, T> {
    type Partial = P;
}

impl<T: Partial<Partial = P>, P: Slot + fmt::Debug + Clone> Partial for Option<T> {
    type Partial = Option<P>;
}

impl<P: Slot> Slot for Box<P> {
    fn as_object(&self) -> Option<&dyn Object> {
        P::as_object(self)
    }

    fn as_object_mut(&mut self) -> Option<&mut dyn Object> {
        P::as_object_mut(self)
    }

    fn empty_object() -> Option<Self> {
        P::empty_object().map(Self::new)
    }

    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        P::open(reader).map(Self::new)
    }

    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
        (**self).grow(reader)
    }

    fn inner(&mut self, member: u32) -> Option<&mut dyn Place> {
        (**self).inner(member)
    }

    fn segment(&self, member: u32) -> Option<Segment> {
        (**self).segment(member)
    }

    fn append(&mut self, text: &str) {
        (**self).append(text);
    }
}

impl<P: Slot> Slot for Option<P> {
    fn open(reader: &mut Reader<'_>) -> Reading<Self> {
        // A container that was entered before is not `null`, whatever is kept of its text.
        if !reader.resumes() && reader.first() == Some(b'n') {
            return atom::<()>(reader).map(|()| None);
        }
        P::open(reader).map(Some)
    }

    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading {
        self.as_mut().map_or(Ok(()), |value| value.grow(reader))
    }

    fn inner(&mut self, member: u32) -> Option<&mut dyn Place> {
        self.as_mut()?.inner(member)
    }

    fn segment(&self, member: u32) -> Option<Segment> {
        self.as_ref()?.segment(member)
    }

    fn append(&mut self, text: &str) {
        if let Some(value) = self {
            value.append(text);
        }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}
