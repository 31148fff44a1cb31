//! Pointers, cells, newtypes, `transparent`: the JSON of the type inside.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Inner {
    pub value: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Pointers {
    pub boxed: Box<Inner>,
    pub text: Rc<String>,
    pub flag: Arc<bool>,
    pub list: Cow<'static, [u8]>,
}

#[derive(Debug, Serialize, Deserialize, StructuredOutput)]
pub struct Cells {
    pub cell: Cell<u8>,
    pub shared: RefCell<String>,
    pub mutex: Mutex<bool>,
    pub lock: RwLock<Inner>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Id(pub u64);

/// The name of a person.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Name(pub String);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(transparent)]
pub struct Meters {
    pub value: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(transparent)]
pub struct Tagged<T> {
    pub id: String,
    #[serde(skip)]
    pub of: PhantomData<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Point(pub Inner);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Newtypes {
    pub id: Id,
    pub name: Name,
    /// Of the second person.
    pub other_name: Name,
    pub length: Meters,
    pub tagged: Tagged<u8>,
    pub point: Point,
    pub points: Vec<Point>,
}

accepted!("wrapper": Pointers, Cells, Newtypes, Id, Meters, Box<Inner>);
