//! Types of the standard library that contain an instance of a generic type: see [`instance`](crate::schema::instance).

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::num::Wrapping;

use crate::schema::instance::{Argued, Around, SchemaInside};
use crate::schema::{Schema, SchemaNode};

/// Implements `SchemaInside<A>` for each type that contains a `T`, with the schema of another type. It is a macro
/// because a function cannot implement a trait.
macro_rules! inside {
    ($([$($parameters:tt)*] $ty:ty, like $described:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameters)*, A: Around> SchemaInside<A> for $ty
        where
            T: SchemaInside<A>,
        {
            const CONTENT: SchemaNode = <$described as Schema>::NODE;
        }
    )+};
}

inside! {
    [T] Option<T>, like Option<Argued<T, A>>;
    [T] [T], like [Argued<T, A>];
    [T] Vec<T>, like [Argued<T, A>];
    [T] VecDeque<T>, like [Argued<T, A>];
    [T] LinkedList<T>, like [Argued<T, A>];
    [T] BinaryHeap<T>, like [Argued<T, A>];
    [T] BTreeSet<T>, like [Argued<T, A>];
    [T, const N: usize] [T; N], like [Argued<T, A>; N];
    [T: ?Sized] &T, like Argued<T, A>;
    [T: ?Sized] Box<T>, like Argued<T, A>;
    [T: ?Sized] Rc<T>, like Argued<T, A>;
    [T: ?Sized] Arc<T>, like Argued<T, A>;
    [T: ToOwned + ?Sized] Cow<'_, T>, like Argued<T, A>;
    [T] Cell<T>, like Argued<T, A>;
    [T] RefCell<T>, like Argued<T, A>;
    [T] Wrapping<T>, like Argued<T, A>;
}

#[cfg(feature = "std")]
inside! {
    [T, S] std::collections::HashSet<T, S>, like [Argued<T, A>];
    [T] std::sync::Mutex<T>, like Argued<T, A>;
    [T] std::sync::RwLock<T>, like Argued<T, A>;
}
