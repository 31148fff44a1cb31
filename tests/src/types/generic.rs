//! Generic types: recursive types, const parameters, nested instances.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Item {
    pub text: String,
}

/// One page of a list.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins.
    pub next: Option<u32>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Pair<A, B = A> {
    pub first: A,
    pub second: B,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Pages {
    pub items: Page<Item>,
    pub more_items: Page<Item>,
    pub texts: Page<String>,
    pub more_texts: Page<String>,
    pub nested: Pair<Page<Item>, Pair<bool>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Node<T> {
    pub value: T,
    pub children: Vec<Node<T>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum Either<L, R> {
    Left(L),
    Right(R),
    Neither,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum Chain<T> {
    Link { value: T, rest: Box<Chain<T>> },
    End,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(transparent)]
pub struct Wrapper<T>(pub T);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Grid<const ROWS: usize, const WIDE: bool> {
    pub cells: Vec<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Grids {
    pub small: Grid<2, false>,
    pub small_again: Grid<2, false>,
    pub large: Grid<3, true>,
    pub large_again: Grid<3, true>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(bound(deserialize = "T: Clone + for<'a> Deserialize<'a>"))]
pub struct Lent<T: Clone + 'static> {
    pub list: Cow<'static, [T]>,
}

/// A lifetime beside a parameter, which need not outlive `'static`.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Outer<'a, T: 'a> {
    pub inner: Inner<'a, T>,
    pub list: Vec<Inner<'a, T>>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Inner<'a, T> {
    pub value: T,
    #[serde(skip)]
    pub marker: PhantomData<&'a T>,
}

/// The length of an array is a constant of the type.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct OwnLength {
    pub cells: [u8; Self::LENGTH],
    pub list: Vec<[u8; Self::LENGTH + 1]>,
}

impl OwnLength {
    const LENGTH: usize = 2;
}

/// What belongs to a parameter needs a schema, and the parameter none.
pub trait Source {
    /// What it gives.
    type Item;
}

#[derive(Debug, PartialEq)]
pub struct Numbers;

impl Source for Numbers {
    type Item = u8;
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(bound(serialize = "S::Item: Serialize", deserialize = "S::Item: Deserialize<'de>"))]
pub struct Stream<S: Source> {
    pub items: Vec<S::Item>,
    pub last: Option<S::Item>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Many {
    pub tree: Node<Item>,
    pub trees: Vec<Node<u8>>,
    pub either: Either<String, Item>,
    pub chain: Chain<bool>,
    pub wrapper: Wrapper<Item>,
}

accepted!(
    "generic": Page<Item>, Page<Option<String>>, Pair<u8, Vec<bool>>, Pages, Node<Item>, Node<Vec<u8>>, Either<u8, Item>,
    Chain<String>, Wrapper<Item>, Grids, Lent<u8>, OwnLength, Inner<'static, u8>, Stream<Numbers>,
    Many,
);

/// This type borrows, so it is not listed with the others.
pub const OUTER: &str = structured_core::json_schema::<Outer<'static, i64>>();
