//! Types of the standard library that contain an instance of a generic type: see [`instance`](crate::schema::instance).

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::num::Wrapping;

use super::{sequence, wrapper};
use crate::schema::SchemaNode;
use crate::schema::instance::{Nesting, Reached, SchemaInside};
use crate::schema::link::{NodeRef, StaticNode};

/// Implements `SchemaInside<N>` for each type that contains a `T`. It is a macro because a function cannot implement a
/// trait.
///
/// The nodes are not those of another type, because the compiler limits the number of constants that depend on each
/// other.
macro_rules! inside {
    ($node:ident: $([$($parameters:tt)*] $ty:ty $(, $length:expr)?;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameters)*, N: Nesting> SchemaInside<N> for $ty
        where
            T: SchemaInside<N>,
        {
            const NODE: SchemaNode = inside!(@$node $($length)?);
            const REACHED: Reached = T::REACHED;
        }
    )+};
    (@same) => { T::NODE };
    (@list) => { inside!(@list None) };
    (@list $length:expr) => {
        match T::NODE {
            Ok(items) => Ok(NodeRef::to_list(
                const { &StaticNode::new(sequence::list(T::NODE, $length)) },
                items,
                $length,
            )),
            Err(reason) => Err(reason),
        }
    };
    (@option) => { wrapper::option(T::NODE, const { &StaticNode::new(wrapper::option_node(T::NODE)) }) };
}

inside! {
    same:
    [T: ?Sized] &T;
    [T: ?Sized] Box<T>;
    [T: ?Sized] Rc<T>;
    [T: ?Sized] Arc<T>;
    [T: ToOwned + ?Sized] Cow<'_, T>;
    [T] Cell<T>;
    [T] RefCell<T>;
    [T] Wrapping<T>;
}

#[cfg(feature = "std")]
inside! {
    same:
    [T] std::sync::Mutex<T>;
    [T] std::sync::RwLock<T>;
}

inside! {
    list:
    [T] [T];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BinaryHeap<T>;
    [T] BTreeSet<T>;
    [T, const LENGTH: usize] [T; LENGTH], Some(LENGTH);
}

#[cfg(feature = "std")]
inside! {
    list:
    [T, S] std::collections::HashSet<T, S>;
}

inside! {
    option:
    [T] Option<T>;
}
