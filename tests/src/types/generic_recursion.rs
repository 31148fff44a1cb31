//! Generic types that contain each other.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;
use super::generic::{Item, Page};

/// A group of members.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Group<T> {
    pub members: Vec<Member<T>>,
    pub leader: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Member<T> {
    pub values: Vec<T>,
    /// The group in which the member was before.
    pub before: Option<Box<Group<T>>>,
}

/// A type without parameters that is an argument of a type which contains it.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Person {
    pub name: String,
    pub groups: Vec<Group<Person>>,
}

/// The type is an argument inside itself.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Tree<T> {
    pub value: T,
    pub children: Page<Tree<T>>,
}

/// Two types that are arguments inside each other.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Forum<T> {
    pub about: T,
    pub threads: Page<Thread<T>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Thread<T> {
    pub title: T,
    pub forums: Page<Option<Forum<T>>>,
}

/// A newtype has no definition of its own.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Children<T>(pub Vec<Parent<T>>);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Parent<T> {
    pub value: T,
    pub children: Children<T>,
}

/// A flattened type that contains itself and the type around it.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Reply<T> {
    #[serde(flatten)]
    pub post: Post<T>,
    pub stars: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Post<T> {
    pub quotes: Vec<Post<T>>,
    pub replies: Vec<Reply<T>>,
}

/// A type without parameters into which a generic type is flattened that contains itself.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Remark {
    #[serde(flatten)]
    pub post: Post<i64>,
    pub author: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type")]
pub enum Term<T> {
    Sum(Sum<T>),
    Value { value: T },
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Sum<T> {
    pub left: Box<Term<T>>,
    pub right: Box<Term<T>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Folder<T> {
    #[serde(with = "structured_core::with::entries")]
    pub files: HashMap<String, File<T>>,
    pub owner: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct File<T> {
    pub content: T,
    #[serde(with = "structured_core::with::entries")]
    pub attached: HashMap<String, Folder<T>>,
}

/// The cycle has other arguments than the type that leads to it.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Log<T> {
    pub value: T,
    pub notes: Vec<Note<String>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Note<T> {
    pub text: T,
    pub logs: Vec<Log<T>>,
}

/// The parameter has bounds.
#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize, StructuredOutput)]
pub struct Sorted<T: Clone + PartialOrd> {
    pub items: Vec<T>,
}

#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize, StructuredOutput)]
pub struct Ranked<T: Clone + PartialOrd> {
    pub rank: T,
    pub below: Sorted<Ranked<T>>,
}

/// A newtype whose items are of the newtype again.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(transparent)]
pub struct Nested<T> {
    pub levels: Vec<Self>,
    #[serde(skip)]
    pub of: std::marker::PhantomData<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Nests<T> {
    pub value: T,
    pub nested: Nested<T>,
}

/// The argument of a type in a newtype is the newtype again.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(transparent)]
pub struct Pages<T> {
    pub pages: Vec<Page<Vec<Pages<T>>>>,
    #[serde(skip)]
    pub of: std::marker::PhantomData<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Book<T> {
    pub title: T,
    pub pages: Pages<T>,
}

/// Two flattened fields in one cycle.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Shop<T> {
    #[serde(flatten)]
    pub place: Place<T>,
    pub owner: T,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Place<T> {
    pub offers: Vec<Offer<T>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Offer<T> {
    #[serde(flatten)]
    pub price: Price<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Price<T> {
    pub amount: T,
    pub shops: Vec<Shop<T>>,
    pub offers: Vec<Offer<T>>,
}

/// Each step of the recursion has other arguments, of which there are six in all.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Turn<T, U, V> {
    pub value: T,
    pub next: Vec<Turned<T, U, V>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Turned<T, U, V> {
    pub left: Vec<Turn<U, V, T>>,
    pub swapped: Vec<Turn<U, T, V>>,
}

/// A trait for the parameter of a generic type. The derive knows nothing of it.
pub trait Entity {}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Listing<T: Entity + Copy + Default> {
    pub entities: Vec<T>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Id<T> {
    pub id: T,
}

impl<T> Entity for Id<T> {}

/// The argument is an instance of a generic type, and meets the bounds.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Register<T: Copy + Default> {
    pub listing: Listing<Id<T>>,
}

/// Declares types that contain each of the types in the second list.
macro_rules! connected {
    ($($ty:ident),+ => $held:tt) => { $(connected!(@ $ty $held);)+ };
    (@ $ty:ident [$($field:ident: $held:ident),*]) => {
        #[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
        pub struct $ty<T> {
            pub value: T,
            $(pub $field: Vec<$held<T>>,)*
        }
    };
}

// Nine types that each contain all nine. There are about a hundred thousand ways through them.
connected!(C0, C1, C2, C3, C4, C5, C6, C7, C8 => [
    c0: C0, c1: C1, c2: C2, c3: C3, c4: C4, c5: C5, c6: C6, c7: C7, c8: C8
]);

// Types without a recursion, in twelve levels. The number of ways doubles with each level.
connected!(A0, B0 => [a: A1, b: B1]);
connected!(A1, B1 => [a: A2, b: B2]);
connected!(A2, B2 => [a: A3, b: B3]);
connected!(A3, B3 => [a: A4, b: B4]);
connected!(A4, B4 => [a: A5, b: B5]);
connected!(A5, B5 => [a: A6, b: B6]);
connected!(A6, B6 => [a: A7, b: B7]);
connected!(A7, B7 => [a: A8, b: B8]);
connected!(A8, B8 => [a: A9, b: B9]);
connected!(A9, B9 => [a: A10, b: B10]);
connected!(A10, B10 => [a: A11, b: B11]);
connected!(A11, B11 => []);

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(profile = "openai")]
pub struct Levels {
    pub top: A0<i64>,
}

// The schema has more levels than the golden schemas may have.
const _: &str = Levels::JSON_SCHEMA;

/// Both types of a cycle are met from outside.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Everything {
    pub group: Group<i64>,
    pub member: Member<i64>,
    pub tree: Tree<i64>,
    pub trees: Page<Tree<i64>>,
    pub children: Children<i64>,
    pub parent: Parent<i64>,
}

accepted!(
    "generic_recursion": Group<i64>, Member<Item>, Person, Tree<String>, Forum<bool>, Children<i64>, Parent<i64>, Reply<i64>,
    Post<i64>, Remark, Term<i64>, Folder<i64>, Log<i64>, Ranked<i64>, Everything,
    Nests<i64>, Book<i64>, Shop<i64>, Offer<i64>, Turn<i64, bool, String>, Register<i64>, C0<i64>,
);
