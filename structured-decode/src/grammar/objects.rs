//! The objects of a union, read together: a common beginning is one sequence, which branches where they differ.

use core::hash::Hash;
use std::collections::HashMap;

use regex_syntax::escape;

use super::Body;
use super::build::{Builder, SPACE};
use crate::Error;
use crate::shape::Shape;

pub(super) type Properties = [(String, Shape)];

impl<'a> Builder<'a> {
    /// The inside of any of these objects.
    pub(super) fn objects(&mut self, objects: &[&'a Shape]) -> Result<Body, Error> {
        let properties = objects.iter().map(|shape| match shape {
            Shape::Object(properties) => properties.as_slice(),
            _ => &[],
        });
        let (empty, full): (Vec<_>, Vec<_>) = properties.partition(|object| object.is_empty());
        let mut bodies = Vec::new();
        if !empty.is_empty() {
            bodies.push(self.mark(r"\{\}".to_owned()));
        }
        if !full.is_empty() {
            let open = self.mark(format!(r"\{{{SPACE}"));
            bodies.push(Body::sequence(vec![open, self.rest(&full, 0)?]));
        }
        Ok(Body::AnyOf(bodies))
    }

    /// What follows in objects whose first `read` properties are equal, to the closing brace.
    pub(super) fn rest(&mut self, objects: &[&'a Properties], mut read: usize) -> Result<Body, Error> {
        let mut parts = Vec::new();
        while let Some((name, value)) = shared(objects, read) {
            self.separate(read, &mut parts);
            parts.push(self.name(name)?);
            parts.push(self.body(value)?);
            read += 1;
        }
        let (ended, full): (Vec<_>, Vec<_>) = objects.iter().copied().partition(|object| object.len() == read);
        let mut branches = Vec::new();
        if !ended.is_empty() {
            branches.push(self.mark(format!(r"{SPACE}\}}")));
        }
        if !full.is_empty() {
            let mut next = Vec::new();
            self.separate(read, &mut next);
            next.push(self.parted(&full, read)?);
            branches.push(Body::sequence(next));
        }
        parts.push(self.either(branches));
        Ok(Body::sequence(parts))
    }

    /// The next properties of objects that differ in them, and what follows each.
    fn parted(&mut self, objects: &[&'a Properties], read: usize) -> Result<Body, Error> {
        let mut branches = Vec::new();
        for (name, alike) in grouped(objects, |object| &object[read].0) {
            let name = self.name(name)?;
            let mut values = Vec::new();
            for (value, alike) in grouped(&alike, |object| &object[read].1) {
                let value = self.body(value)?;
                let rest = match alike[..] {
                    [_] => self.rest(&alike, read + 1)?,
                    _ => self.rest_rule(alike, read + 1),
                };
                values.push(Body::sequence(vec![value, rest]));
            }
            branches.push(Body::sequence(vec![name, self.either(values)]));
        }
        Ok(self.either(branches))
    }

    /// The comma after `read` properties.
    fn separate(&mut self, read: usize, parts: &mut Vec<Body>) {
        if read > 0 {
            parts.push(self.mark(format!(",{SPACE}")));
        }
    }

    /// A property's name and the colon.
    fn name(&mut self, name: &str) -> Result<Body, Error> {
        self.count(1)?;
        let name = escape(&serde_json::Value::from(name).to_string());
        Ok(self.mark(format!("{name}: ?")))
    }
}

/// The property after the first `read` ones, which all of `objects` share.
fn shared<'a>(objects: &[&'a Properties], read: usize) -> Option<&'a (String, Shape)> {
    let (first, others) = objects.split_first()?;
    let property = first.get(read)?;
    others.iter().all(|object| object.get(read) == Some(property)).then_some(property)
}

/// Groups `items` with equal keys, in the order of each key's first item.
fn grouped<'k, T: Copy, K: Eq + Hash + 'k>(items: &[T], key: impl Fn(T) -> &'k K) -> Vec<(&'k K, Vec<T>)> {
    let mut groups: Vec<(&K, Vec<T>)> = Vec::new();
    let mut index: HashMap<&K, usize> = HashMap::new();
    for &item in items {
        let key = key(item);
        let group = *index.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(item);
    }
    groups
}
