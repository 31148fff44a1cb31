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
    pub post: Post<u8>,
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

/// Both types of a cycle are met from outside.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Everything {
    pub group: Group<u8>,
    pub member: Member<u8>,
    pub tree: Tree<u8>,
    pub trees: Page<Tree<u8>>,
    pub children: Children<u8>,
    pub parent: Parent<u8>,
    pub sum: Sum<u8>,
    pub term: Term<Item>,
}

accepted!(
    "generic_recursion": Group<u8>, Member<Item>, Person, Tree<String>, Forum<bool>, Children<u8>, Parent<u8>, Reply<u8>,
    Post<u8>, Remark, Term<u8>, Sum<String>, Folder<u8>, Log<u8>, Ranked<u8>, Everything,
);
