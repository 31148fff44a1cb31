//! The rules of a profile, and the walk that applies them to every part of a schema.

pub(crate) mod bounds;
mod checker;
mod empty;
mod finite;
mod limits;
mod pattern;
mod reference;
mod union;
mod validity;
pub(crate) mod values;
mod walk;

pub(crate) use self::walk::target;
