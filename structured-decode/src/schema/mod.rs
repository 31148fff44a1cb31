//! Reading a JSON Schema into shapes.
//!
//! Every keyword that constrains an answer is enforced or is an error; annotations are ignored. A schema is read as the
//! conjunction of its own keywords, its references and its `allOf`. A union beside other keywords is read as the union
//! of its branches, with these keywords in each. Every property is written, whether or not `required` names it, and no
//! other property is.
//!
//! Conjunctions that references lead to are definitions, which are read one after the other and once each. So neither a
//! long chain nor a recursion makes this recursion deep.

mod array;
mod bounds;
mod conjunction;
mod keywords;
mod object;
mod reference;
mod source;
mod string;
mod values;

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use self::conjunction::{Conjunction, Part};
use self::keywords::{Types, not_enforced, why_untyped};
use self::reference::References;
use self::source::{Local, SourceId, Sources};
use crate::Error;
use crate::automaton::Dfa;
use crate::grammar::Terminal;
use crate::shape::{Document, Shape};

/// The range of an integer whose schema has no bounds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unbounded {
    /// An `i64`.
    Signed,
    /// An `i64` or a `u64`, depending on the Rust type that has the schema.
    Open,
}

pub(crate) fn read(schema: &str, unbounded: Unbounded) -> Result<Document, Error> {
    let root: Value = serde_json::from_str(schema).map_err(|error| not_json(&error))?;
    let mut reader = Reader {
        unbounded,
        sources: Sources::default(),
        references: References::new(&root),
        ends: HashMap::new(),
        index: HashMap::new(),
        definitions: Vec::new(),
        parts: 0,
        strings: HashMap::new(),
        states: 0,
    };
    let root = reader.sources.add(&root, || "#".to_owned());
    let parts = reader.conjunction(&[root])?;
    reader.definition(parts, &Rc::from("#"));
    let mut shapes = Vec::new();
    // Reading one definition may add more.
    while let Some((parts, at)) = reader.definitions.get(shapes.len()).cloned() {
        shapes.push(reader.read(&parts, &at)?);
    }
    let places = reader.definitions.iter().map(|(_, at)| at.to_string()).collect();
    Document { definitions: shapes, places }.checked()
}

fn not_json(error: &serde_json::Error) -> Error {
    let reason = error.to_string();
    if reason.starts_with("recursion limit") {
        return Error::schema(
            "#",
            "the schema nests more than 127 objects and arrays; help: move parts of it into `$defs`",
        );
    }
    Error::NotJson { reason }
}

struct Reader<'a> {
    unbounded: Unbounded,
    sources: Sources<'a>,
    references: References<'a>,
    /// The ends of chains of references.
    ends: HashMap<SourceId, SourceId>,
    /// The place of each conjunction in `definitions`.
    index: HashMap<Conjunction, usize>,
    /// Conjunctions that are read once, and their places.
    definitions: Vec<(Conjunction, Rc<str>)>,
    /// The number of parts of all conjunctions so far.
    parts: usize,
    /// Automata that tell whether listed strings satisfy the keywords beside the list.
    strings: HashMap<Terminal, Rc<Dfa>>,
    /// The number of states of all of these.
    states: usize,
}

impl<'a> Reader<'a> {
    fn definition(&mut self, parts: Conjunction, at: &Rc<str>) -> usize {
        let next = self.definitions.len();
        let at = self.place_of(&parts, at);
        *self.index.entry(parts).or_insert_with_key(|parts| {
            self.definitions.push((parts.clone(), at));
            next
        })
    }

    /// The place of the only schema that all `parts` come from, or `at` if there are several.
    fn place_of(&self, parts: &[Part], at: &Rc<str>) -> Rc<str> {
        let schema = |part: &Part| match *part {
            Part::Own(id) | Part::Union(id) => Some(id),
            Part::Value(_) => None,
        };
        match parts.split_first().map(|(first, others)| (schema(first), others)) {
            Some((Some(id), others)) if others.iter().all(|part| schema(part) == Some(id)) => self.sources.at(id),
            _ => Rc::clone(at),
        }
    }

    /// The shape of the values that satisfy all of `schemas`, which are applied to one value at `at`.
    fn applied_together(&mut self, schemas: &[SourceId], at: &Rc<str>) -> Result<Shape, Error> {
        let parts = self.conjunction(schemas)?;
        if let [only] = schemas
            && !self.follows_others(*only)
        {
            // As deep as the document, which the parser limits.
            return self.read(&parts, at);
        }
        self.referred(parts, at)
    }

    fn follows_others(&self, id: SourceId) -> bool {
        let schema = self.sources.value(id);
        schema.get("$ref").is_some() || schema.get("allOf").is_some()
    }

    /// A reference to the shape of `parts`.
    fn referred(&mut self, parts: Conjunction, at: &Rc<str>) -> Result<Shape, Error> {
        match parts[..] {
            [] => self.read(&parts, at),
            [Part::Value(value)] => Ok(values::exactly(self.sources.value(value))),
            _ => Ok(Shape::Ref(self.definition(parts, at))),
        }
    }

    /// The shape of the values that satisfy all of `parts`.
    fn read(&mut self, parts: &[Part], at: &Rc<str>) -> Result<Shape, Error> {
        let union = parts.iter().enumerate().find_map(|(position, part)| match part {
            Part::Union(id) => Some((position, *id)),
            _ => None,
        });
        if let Some((position, id)) = union {
            return self.union(parts, position, id);
        }
        let own = parts.iter().filter_map(|part| match part {
            Part::Own(id) => Some(*id),
            _ => None,
        });
        let mut locals = Vec::new();
        for id in own {
            let at = self.sources.at(id);
            match self.sources.value(id) {
                Value::Object(keywords) => locals.push(Local { keywords, at }),
                _ => return Ok(never(&at, "`false` admits no value")),
            }
        }
        match self.candidates(&locals, parts)? {
            Some(candidates) => self.values(&candidates, &locals, at),
            None => self.typed(&locals, at),
        }
    }

    /// The union `id`, which is at `position` among `parts`. Each branch is read with all other parts.
    fn union(&mut self, parts: &[Part], position: usize, id: SourceId) -> Result<Shape, Error> {
        let mut read = Vec::new();
        for branch in self.branches(id, "anyOf")? {
            let at = self.sources.at(branch);
            if parts.len() == 1 {
                read.push(self.applied_together(&[branch], &at)?);
                continue;
            }
            let inside = self.conjunction(&[branch])?;
            let all = parts[..position].iter().copied().chain(inside).chain(parts[position + 1..].iter().copied());
            let all = self.joined(all)?;
            read.push(self.referred(all, &at)?);
        }
        Ok(Shape::AnyOf(read))
    }

    /// The shape of the values that the types of `locals` admit.
    fn typed(&mut self, locals: &[Local<'a>], at: &Rc<str>) -> Result<Shape, Error> {
        let Some(named) = types(locals)? else {
            let cause = locals.iter().find(|local| not_enforced(local.keywords, Types::ALL).is_some());
            let at = cause.or_else(|| locals.first()).map_or(at, |local| &local.at);
            let keywords: Vec<_> = locals.iter().map(|local| local.keywords).collect();
            return Err(Error::schema(&**at, why_untyped(&keywords)));
        };
        check_enforced(locals, named.iter().fold(Types::NONE, |all, kind| all.or(*kind)))?;
        let mut shapes = Vec::new();
        for kind in named {
            shapes.push(match kind {
                Types::OBJECT => self.object(locals)?,
                Types::ARRAY => self.array(locals)?,
                Types::STRING => string::text(locals)?,
                Types::INTEGER => bounds::integers(locals, self.unbounded)?,
                Types::NUMBER => bounds::numbers(locals)?,
                Types::BOOLEAN => Shape::Boolean,
                _ => Shape::Null,
            });
        }
        Ok(match shapes.len() {
            0 => never(at, "no type is in all the `type`s that apply here"),
            1 => shapes.remove(0),
            _ => Shape::AnyOf(shapes),
        })
    }
}

/// A shape without values, because of the schema at `at`.
fn never(at: &str, reason: impl Into<String>) -> Shape {
    Shape::Never { at: at.to_owned(), reason: reason.into() }
}

/// Fails at a keyword that constrains values of `types` and cannot be enforced.
fn check_enforced(locals: &[Local<'_>], types: Types) -> Result<(), Error> {
    match locals.iter().find_map(|local| Some((&local.at, not_enforced(local.keywords, types)?))) {
        Some((at, reason)) => Err(Error::schema(&**at, reason)),
        None => Ok(()),
    }
}

/// The types that every `type` of `locals` admits, in the order of the first one; `None` if there is no `type`.
fn types(locals: &[Local<'_>]) -> Result<Option<Vec<Types>>, Error> {
    let mut all: Option<Vec<Types>> = None;
    for local in locals {
        let Some(value) = local.get("type") else { continue };
        let names = match value {
            Value::Array(names) if !names.is_empty() => names.as_slice(),
            name => core::slice::from_ref(name),
        };
        let mut listed = Vec::new();
        for name in names {
            let name = name.as_str().ok_or_else(|| Error::schema(&*local.at, "`type` must name a type"))?;
            let kind =
                Types::named(name).ok_or_else(|| Error::schema(&*local.at, format!("`{name}` is not a type")))?;
            if !listed.contains(&kind) {
                listed.push(kind);
            }
        }
        // Every integer is a number.
        if listed.contains(&Types::NUMBER) {
            listed.retain(|kind| *kind != Types::INTEGER);
        }
        all = Some(match all {
            None => listed,
            Some(before) => {
                let both = before.iter().flat_map(|kind| listed.iter().map(|other| kind.and(*other)));
                both.filter(|kind| !kind.is_empty()).collect()
            }
        });
    }
    Ok(all)
}

/// The largest number of repetitions; each is a state.
const MAX_COUNT: u64 = 2_000;

/// The strictest of the counts of `keyword` in `locals`.
fn count(locals: &[Local<'_>], keyword: &str) -> Result<Option<u32>, Error> {
    let is_upper = keyword.starts_with("max");
    let mut strictest: Option<u32> = None;
    for local in locals {
        let Some(value) = local.get(keyword) else { continue };
        let whole = value.as_u64().or_else(|| value.as_f64().and_then(whole));
        let count = match whole {
            // An upper bound that no budget can reach is lowered.
            Some(count) if is_upper => count.min(MAX_COUNT),
            Some(count) if count > MAX_COUNT => {
                let reason = format!("`{keyword}` is {count}, and more than {MAX_COUNT} cannot be enforced");
                return Err(Error::schema(&*local.at, reason));
            }
            Some(count) => count,
            None => return Err(Error::schema(&*local.at, format!("`{keyword}` must be a natural number"))),
        };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        strictest = Some(match strictest {
            None => count,
            Some(before) if is_upper => before.min(count),
            Some(before) => before.max(count),
        });
    }
    Ok(strictest)
}

/// The natural number with this value: `2.0` is one in JSON Schema.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked, and larger ones are cut anyway")]
fn whole(float: f64) -> Option<u64> {
    (float >= 0.0 && float.fract() == 0.0).then_some(float as u64)
}
