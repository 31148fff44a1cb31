//! Listed values, and those among them that satisfy the keywords beside the list.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::conjunction::Part;
use super::keywords::Types;
use super::object::Objects;
use super::source::{Local, SourceId};
use super::{Reader, bounds, check_enforced, count, never, string, types};
use crate::automaton::Dfa;
use crate::shape::Shape;
use crate::{Error, automaton, text};

impl<'a> Reader<'a> {
    /// The values that every `enum` and `const` of `locals` lists, and the single values among `parts`; `None` if there
    /// is no list.
    pub(super) fn candidates(&mut self, locals: &[Local<'a>], parts: &[Part]) -> Result<Option<Vec<SourceId>>, Error> {
        let mut lists: Vec<Vec<SourceId>> = Vec::new();
        for part in parts {
            if let Part::Value(value) = part {
                lists.push(vec![*value]);
            }
        }
        for Local { keywords, at } in locals {
            if let Some(value) = keywords.get("const") {
                lists.push(vec![self.sources.add(value, || format!("{at}/const"))]);
            }
            if let Some(listed) = keywords.get("enum") {
                let listed = listed.as_array().filter(|listed| !listed.is_empty());
                let listed = listed.ok_or_else(|| Error::schema(&**at, "`enum` must list at least one value"))?;
                let add = |(index, value)| self.sources.add(value, || format!("{at}/enum/{index}"));
                lists.push(listed.iter().enumerate().map(add).collect());
            }
        }
        let Some((first, others)) = lists.split_first_mut() else { return Ok(None) };
        for other in others {
            let equal: HashSet<String> = other.iter().map(|value| canonical(self.sources.value(*value))).collect();
            first.retain(|value| equal.contains(&canonical(self.sources.value(*value))));
        }
        Ok(lists.into_iter().next())
    }

    /// The values among `candidates` that satisfy all of `locals`.
    pub(super) fn values(
        &mut self,
        candidates: &[SourceId],
        locals: &[Local<'a>],
        at: &Rc<str>,
    ) -> Result<Shape, Error> {
        let admitted = types(locals)?.map(|named| named.into_iter().fold(Types::NONE, Types::or));
        let of_type = |id: &&SourceId| {
            admitted.is_none_or(|admitted| !Types::of(self.sources.value(**id)).and(admitted).is_empty())
        };
        let candidates: Vec<SourceId> = candidates.iter().filter(of_type).copied().collect();
        let met = candidates.iter().map(|id| Types::of(self.sources.value(*id))).fold(Types::NONE, Types::or);
        check_enforced(locals, met)?;
        let strings = if met.and(Types::STRING).is_empty() { None } else { self.strings(locals)? };
        let (mut scalars, mut shapes) = (Vec::new(), Vec::new());
        for id in candidates {
            let value = self.sources.value(id);
            let is_admitted = match value {
                Value::Object(_) => {
                    shapes.extend(self.object_value(value, locals)?);
                    continue;
                }
                Value::Array(_) => {
                    shapes.extend(self.array_value(value, locals)?);
                    continue;
                }
                Value::Number(number) => bounds::admit(locals, number)?,
                Value::String(text) => {
                    strings.as_ref().is_none_or(|dfa| dfa.accepts(Value::from(text.as_str()).to_string().as_bytes()))
                }
                Value::Bool(_) | Value::Null => true,
            };
            if is_admitted {
                scalars.push(value.to_string());
            }
        }
        if !scalars.is_empty() {
            shapes.insert(0, Shape::Enum(scalars));
        }
        Ok(match shapes.len() {
            0 => never(at, "`enum` has no value that the keywords beside it admit"),
            1 => shapes.remove(0),
            _ => Shape::AnyOf(shapes),
        })
    }

    /// The object `value`, if its members satisfy all of `locals`.
    fn object_value(&mut self, value: &'a Value, locals: &[Local<'a>]) -> Result<Option<Shape>, Error> {
        let Value::Object(members) = value else { return Ok(None) };
        let objects = Objects::new(locals)?;
        if objects.required().0.iter().any(|name| !members.contains_key(*name))
            || !has_length(locals, "minProperties", "maxProperties", members.len())?
        {
            return Ok(None);
        }
        if objects.ask_for_nothing() {
            return Ok(Some(exactly(value)));
        }
        let mut properties = Vec::new();
        for (name, member) in members {
            let Some(schemas) = self.property_schemas(&objects, name) else { return Ok(None) };
            properties.push((name.clone(), self.value_of(member, &schemas)?));
        }
        Ok(Some(Shape::Object(properties)))
    }

    /// The array `value`, if its items satisfy all of `locals`.
    fn array_value(&mut self, value: &'a Value, locals: &[Local<'a>]) -> Result<Option<Shape>, Error> {
        let Value::Array(items) = value else { return Ok(None) };
        if !has_length(locals, "minItems", "maxItems", items.len())? {
            return Ok(None);
        }
        let schemas = self.item_schemas(locals)?;
        let items = items.iter().map(|item| self.value_of(item, &schemas)).collect::<Result<_, _>>()?;
        Ok(Some(Shape::Items(items)))
    }

    /// The automaton of the strings that `locals` admit; `None` if they do not constrain strings.
    fn strings(&mut self, locals: &[Local<'a>]) -> Result<Option<Rc<Dfa>>, Error> {
        let asked = ["minLength", "maxLength", "pattern", "format"];
        if !locals.iter().any(|local| asked.iter().any(|keyword| local.keywords.contains_key(*keyword))) {
            return Ok(None);
        }
        let at = locals.first().map_or("#", |local| &local.at);
        let refused = |reason| Error::schema(at, reason);
        let terminal = match string::text(locals)? {
            Shape::Text(text) => text::text(&text).map_err(refused)?,
            // No string satisfies them, and no value has this spelling.
            _ => vec![String::new()],
        };
        if let Some(known) = self.strings.get(&terminal) {
            return Ok(Some(Rc::clone(known)));
        }
        let dfa = Rc::new(Dfa::new(&terminal).map_err(refused)?);
        self.states += dfa.states.len();
        automaton::check_states(self.states).map_err(refused)?;
        self.strings.insert(terminal, Rc::clone(&dfa));
        Ok(Some(dfa))
    }

    /// Exactly `value`, if it satisfies all of `schemas`.
    fn value_of(&mut self, value: &'a Value, schemas: &[SourceId]) -> Result<Shape, Error> {
        if schemas.is_empty() {
            return Ok(exactly(value));
        }
        let parts = self.conjunction(schemas)?;
        let at = self.sources.at(schemas[0]);
        let value = Part::Value(self.sources.add(value, || at.to_string()));
        let parts = self.joined(core::iter::once(value).chain(parts))?;
        self.referred(parts, &at)
    }
}

fn has_length(locals: &[Local<'_>], min: &str, max: &str, length: usize) -> Result<bool, Error> {
    let (min, max) = (count(locals, min)?, count(locals, max)?);
    Ok(min.is_none_or(|min| length >= min as usize) && max.is_none_or(|max| length <= max as usize))
}

/// The shape of one value. Objects and arrays are not written as texts: their levels count, and other shapes may be
/// beside them.
pub(super) fn exactly(value: &Value) -> Shape {
    match value {
        Value::Object(members) => {
            Shape::Object(members.iter().map(|(name, value)| (name.clone(), exactly(value))).collect())
        }
        Value::Array(items) => Shape::Items(items.iter().map(exactly).collect()),
        scalar => Shape::Enum(vec![scalar.to_string()]),
    }
}

/// A text that is the same for equal values: neither the order of members nor the spelling of a number matters.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Number(number) if !number.is_f64() => number.to_string(),
        Value::Number(number) => number.as_f64().map_or_else(String::new, |float| format!("{float}")),
        scalar => scalar.to_string(),
    }
}
