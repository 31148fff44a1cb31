//! Reading bodies and their fields, which servers fill in different ways: a value of another type is never an error
//! here.

mod cursor;
mod escape;
mod fields;
mod loose;
mod plain;
mod wire;

pub(crate) use cursor::{Cursor, NotJson};
pub(crate) use escape::{code_unit, hex_digits, simple_escape};
pub(crate) use fields::{elements, fields};
pub(crate) use loose::{Loose, push_key};
pub(crate) use plain::plain_length;
pub(crate) use wire::{Few, Wire, object, object_from_json, read_object};
