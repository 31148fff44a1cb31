//! The schemas inside a document, each identified by its place.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Map, Value};

/// A schema that was visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SourceId(usize);

/// The schemas that were visited.
#[derive(Default)]
pub(super) struct Sources<'a> {
    known: HashMap<usize, SourceId>,
    all: Vec<(&'a Value, Rc<str>)>,
}

impl<'a> Sources<'a> {
    /// The schema `value`, at the place that `at` returns.
    pub(super) fn add(&mut self, value: &'a Value, at: impl FnOnce() -> String) -> SourceId {
        // Every value of a document has its own address.
        let address = core::ptr::from_ref(value).addr();
        *self.known.entry(address).or_insert_with(|| {
            self.all.push((value, at().into()));
            SourceId(self.all.len() - 1)
        })
    }

    pub(super) fn value(&self, id: SourceId) -> &'a Value {
        self.all[id.0].0
    }

    pub(super) fn at(&self, id: SourceId) -> Rc<str> {
        Rc::clone(&self.all[id.0].1)
    }
}

/// The keywords of one schema that constrain a value directly, and their place.
#[derive(Clone)]
pub(super) struct Local<'a> {
    pub(super) keywords: &'a Map<String, Value>,
    pub(super) at: Rc<str>,
}

impl<'a> Local<'a> {
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.keywords.get(keyword)
    }
}

/// A name as a part of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
