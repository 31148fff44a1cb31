//! Strings, booleans, numbers, addresses.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::{NonZeroI32, NonZeroU8, NonZeroU64, Wrapping};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use structured_core::{StructuredOutput, json_schema};

use super::{Accepted, accepted};

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Strings {
    pub owned: String,
    pub boxed: Box<str>,
    pub shared: Arc<str>,
    pub counted: Rc<str>,
    pub cow: Cow<'static, str>,
    pub path: PathBuf,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Borrowed<'a> {
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    #[serde(borrow)]
    pub cow: Cow<'a, str>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Character {
    pub letter: char,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Addresses {
    pub v4: Ipv4Addr,
    pub v6: Ipv6Addr,
    /// Where the answer goes.
    pub any: IpAddr,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Boolean {
    pub value: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Signed {
    pub i8: i8,
    pub i16: i16,
    pub i32: i32,
    pub i64: i64,
    pub isize: isize,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Unsigned {
    pub u8: u8,
    pub u16: u16,
    pub u32: u32,
    pub u64: u64,
    pub usize: usize,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct NotZero {
    pub small: NonZeroU8,
    pub signed: NonZeroI32,
    pub large: NonZeroU64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Floats {
    pub f32: f32,
    pub f64: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Wrapped {
    pub around: Wrapping<u32>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Null {
    /// Nothing yet.
    pub reserved: (),
    pub plain: (),
    pub several: Vec<()>,
    pub newtype: Always,
    /// In words of the field.
    pub unit: Nothing,
    pub units: Vec<Nothing>,
    pub boxed: Box<()>,
    pub outcome: Outcome,
    pub page: Page<()>,
    pub next: Page<()>,
}

/// A struct without fields.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nothing;

/// Always `null`.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Always(());

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Outcome {
    Done(()),
    Waiting { reason: String, until: () },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Page<T> {
    pub item: T,
}

accepted!("scalar": Null, Strings, Character, Addresses, Boolean, Signed, Unsigned, NotZero, Floats, Wrapped);

/// A type that borrows from the text does not implement `DeserializeOwned`.
pub const BORROWED: Accepted = Accepted {
    family: "scalar",
    name: "Borrowed",
    schema: json_schema::<Borrowed<'static>>(),
    node: <Borrowed<'static> as structured_core::Schema>::NODE,
    read: |text| {
        let value: Borrowed<'_> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        serde_json::to_string(&value).map_err(|error| error.to_string())
    },
};
