//! Maps and other types that a strict schema cannot describe, each with the reason.

use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use core::ops::{Range, RangeInclusive};
use core::time::Duration;

use crate::schema::reason;
use crate::schema::{Schema, SchemaNode};

#[diagnostic::do_not_recommend]
impl<K, V> Schema for BTreeMap<K, V> {
    const NODE: SchemaNode = Err(reason::MAP);
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl<K, V, S> Schema for std::collections::HashMap<K, V, S> {
    const NODE: SchemaNode = Err(reason::MAP);
}

#[cfg(feature = "json")]
#[diagnostic::do_not_recommend]
impl<K, V> Schema for serde_json::Map<K, V> {
    const NODE: SchemaNode = Err(reason::MAP);
}

#[cfg(feature = "json")]
#[diagnostic::do_not_recommend]
impl Schema for serde_json::Value {
    const NODE: SchemaNode = Err(reason::VALUE);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Schema for PhantomData<T> {
    const NODE: SchemaNode = Err(reason::PHANTOM);
}

#[diagnostic::do_not_recommend]
impl<T, E> Schema for Result<T, E> {
    const NODE: SchemaNode = Err(reason::RESULT);
}

#[diagnostic::do_not_recommend]
impl Schema for Duration {
    const NODE: SchemaNode = Err(reason::DURATION);
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl Schema for std::time::SystemTime {
    const NODE: SchemaNode = Err(reason::SYSTEM_TIME);
}

#[diagnostic::do_not_recommend]
impl<T> Schema for Range<T> {
    const NODE: SchemaNode = Err(reason::RANGE);
}

#[diagnostic::do_not_recommend]
impl<T> Schema for RangeInclusive<T> {
    const NODE: SchemaNode = Err(reason::RANGE);
}
