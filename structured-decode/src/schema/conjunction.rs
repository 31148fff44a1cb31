//! Several schemas that one value must satisfy: those that `$ref`, `allOf` and the keywords beside them require
//! together.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Reader;
use super::keywords::{APPLICATORS, is_annotation};
use super::source::SourceId;
use crate::Error;

/// A part of a conjunction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The keywords of a schema that constrain a value directly.
    Own(SourceId),
    /// The branches of a schema's `anyOf`.
    Union(SourceId),
    /// The value itself, from an `enum` or `const`.
    Value(SourceId),
}

/// The parts in the order in which their properties are written, without duplicates.
pub(super) type Conjunction = Vec<Part>;

/// The most parts of all conjunctions together. Unions beside unions multiply, so a short schema could exhaust the
/// memory.
const MAX_PARTS: usize = 300_000;

/// A step of a walk through the schemas that one value must satisfy.
enum Visit {
    Enter(SourceId),
    Leave(SourceId),
}

impl<'a> Reader<'a> {
    /// The conjunction of `schemas`, with references and `allOf` followed to their ends.
    pub(super) fn conjunction(&mut self, schemas: &[SourceId]) -> Result<Conjunction, Error> {
        let mut parts = Vec::new();
        let mut is_done: HashMap<SourceId, bool> = HashMap::new();
        let mut visits: Vec<Visit> = schemas.iter().rev().map(|&schema| Visit::Enter(schema)).collect();
        while let Some(visit) = visits.pop() {
            self.count_parts(1)?;
            match visit {
                Visit::Leave(id) => {
                    is_done.insert(id, true);
                    self.own_parts(id, &mut parts)?;
                }
                Visit::Enter(id) => {
                    let id = self.end_of_references(id)?;
                    match is_done.insert(id, false) {
                        None => {
                            visits.push(Visit::Leave(id));
                            let applied = self.applied(id)?;
                            visits.extend(applied.into_iter().rev().map(Visit::Enter));
                        }
                        Some(true) => {
                            is_done.insert(id, true);
                        }
                        Some(false) => return Err(self.refers_to_itself(id)),
                    }
                }
            }
        }
        Ok(parts)
    }

    /// The parts of `first` and `second`, without duplicates.
    pub(super) fn joined(&mut self, parts: impl IntoIterator<Item = Part>) -> Result<Conjunction, Error> {
        let mut seen = HashSet::new();
        let joined: Vec<Part> = parts.into_iter().filter(|part| seen.insert(*part)).collect();
        self.count_parts(joined.len())?;
        Ok(joined)
    }

    pub(super) fn count_parts(&mut self, more: usize) -> Result<(), Error> {
        self.parts += more;
        if self.parts > MAX_PARTS {
            let reason = format!(
                "references, `allOf` and unions combine to more than {MAX_PARTS} parts; help: write the combinations \
                 that are meant as one `anyOf` of plain objects"
            );
            return Err(Error::schema("#", reason));
        }
        Ok(())
    }

    /// The schemas that `$ref` and `allOf` of `id` apply to the same value.
    fn applied(&mut self, id: SourceId) -> Result<Vec<SourceId>, Error> {
        let Value::Object(schema) = self.sources.value(id) else { return Ok(Vec::new()) };
        let at = self.sources.at(id);
        let mut applied = Vec::new();
        if let Some(reference) = schema.get("$ref") {
            let reference = reference.as_str().ok_or_else(|| Error::schema(&*at, "`$ref` must be a string"))?;
            applied.push(self.references.find(reference, &at, &mut self.sources)?);
        }
        if schema.contains_key("allOf") {
            applied.extend(self.branches(id, "allOf")?);
        }
        Ok(applied)
    }

    /// The schemas that `keyword` of `id` lists.
    pub(super) fn branches(&mut self, id: SourceId, keyword: &str) -> Result<Vec<SourceId>, Error> {
        let at = self.sources.at(id);
        let branches = self.sources.value(id).get(keyword).and_then(Value::as_array);
        let Some(branches) = branches.filter(|branches| !branches.is_empty()) else {
            return Err(Error::schema(&*at, format!("`{keyword}` must list at least one schema")));
        };
        let place = |index| format!("{at}/{keyword}/{index}");
        let add = |(index, branch): (usize, &'a Value)| self.sources.add(branch, || place(index));
        Ok(branches.iter().enumerate().map(add).collect())
    }

    fn own_parts(&self, id: SourceId, parts: &mut Conjunction) -> Result<(), Error> {
        match self.sources.value(id) {
            Value::Object(schema) => {
                let at = self.sources.at(id);
                if &*at != "#" && schema.contains_key("$id") {
                    let reason = "`$id` below the root changes the meaning of references; help: remove it";
                    return Err(Error::schema(&*at, reason));
                }
                if schema.keys().any(|keyword| !is_annotation(keyword) && !APPLICATORS.contains(&keyword.as_str())) {
                    parts.push(Part::Own(id));
                }
                if schema.contains_key("anyOf") {
                    parts.push(Part::Union(id));
                }
            }
            Value::Bool(true) => {}
            Value::Bool(false) => parts.push(Part::Own(id)),
            _ => {
                return Err(Error::schema(&*self.sources.at(id), "a schema must be an object; help: give it a `type`"));
            }
        }
        Ok(())
    }

    /// The first schema on the chain of references from `id` that has more than a reference and a description.
    fn end_of_references(&mut self, id: SourceId) -> Result<SourceId, Error> {
        let (mut end, mut passed) = (id, Vec::new());
        let mut seen = HashSet::new();
        while let Some(reference) = self.only_reference(end) {
            if !seen.insert(end) {
                return Err(self.refers_to_itself(end));
            }
            passed.push(end);
            end = if let Some(&known) = self.ends.get(&end) {
                known
            } else {
                let at = self.sources.at(end);
                self.references.find(reference, &at, &mut self.sources)?
            };
        }
        self.ends.extend(passed.into_iter().map(|schema| (schema, end)));
        Ok(end)
    }

    /// The reference of a schema that has nothing else.
    fn only_reference(&self, id: SourceId) -> Option<&'a str> {
        let schema = self.sources.value(id).as_object()?;
        let is_alone = schema.keys().all(|keyword| keyword == "$ref" || is_annotation(keyword) && keyword != "$id");
        schema.get("$ref").filter(|_| is_alone)?.as_str()
    }

    pub(super) fn refers_to_itself(&self, id: SourceId) -> Error {
        let reason = "the definition refers to itself without an object or array in between";
        Error::schema(&*self.sources.at(id), reason)
    }
}
