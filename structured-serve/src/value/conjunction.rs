//! Schemas that apply together: a schema with its `$ref` and `allOf`, and one branch of each of its unions.

use std::collections::{HashMap, HashSet};

use super::number::NumberRule;
use super::plan::{ArrayRule, ObjectRule, Planner, Property, Shape, Unanswerable};
use super::text::TextRule;
use crate::linter::{JsonValue, Value, resolve_ref};

/// The types of JSON Schema, as bits; an integer is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Types(u8);

/// Each type with its bits, and the keywords that apply only to it.
const TYPES: [(&str, u8, &[&str]); 7] = [
    ("object", 1, &["properties", "required", "additionalProperties"]),
    ("array", 2, &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]),
    ("string", 4, &["minLength", "maxLength", "pattern", "format"]),
    ("integer", 8, &[]),
    ("number", 24, &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ("boolean", 32, &[]),
    ("null", 64, &[]),
];

impl Types {
    const ALL: Self = Self(0x7f);

    fn named(name: &str) -> Self {
        Self(TYPES.iter().find(|(known, ..)| *known == name).map_or(0, |(_, bits, _)| *bits))
    }

    fn of(node: &JsonValue) -> Self {
        match &node.value {
            Value::String(name) => Self::named(name),
            Value::Array(names) => {
                Self(names.iter().filter_map(JsonValue::as_str).fold(0, |bits, name| bits | Self::named(name).0))
            }
            _ => Self::ALL,
        }
    }

    fn has(self, name: &str) -> bool {
        let bits = Self::named(name).0;
        self.0 & bits == bits
    }

    /// The names of the types; `integer` only if `number` is not among them.
    fn names(self) -> impl Iterator<Item = &'static str> {
        let number = self.has("number");
        TYPES.iter().map(|(name, ..)| *name).filter(move |name| self.has(name) && !(number && *name == "integer"))
    }
}

/// One of the schemas that apply together, identified by its address, which does not change while a plan is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Element {
    Whole(usize),
    Plain(usize),
    Union(usize),
    Only(Types),
}

#[derive(Debug, Clone, Copy)]
enum Part<'s> {
    /// A schema with everything that it refers to.
    Whole(&'s JsonValue),
    /// A schema without `$ref`, `allOf` and unions, which are separate parts.
    Plain(&'s JsonValue),
    /// The branches of a union, one of which must apply.
    Union(&'s JsonValue),
    /// One of the types that the other parts leave.
    Only(Types),
}

impl Part<'_> {
    fn element(self) -> Element {
        let place = |node: &JsonValue| std::ptr::from_ref(node) as usize;
        match self {
            Self::Whole(node) => Element::Whole(place(node)),
            Self::Plain(node) => Element::Plain(place(node)),
            Self::Union(node) => Element::Union(place(node)),
            Self::Only(types) => Element::Only(types),
        }
    }
}

/// Schemas that apply together.
#[derive(Debug, Clone, Default)]
pub(super) struct Conjunction<'s>(Vec<Part<'s>>);

impl<'s> Conjunction<'s> {
    pub(super) fn of(schema: &'s JsonValue) -> Self {
        Self(vec![Part::Whole(schema)])
    }

    pub(super) fn key(&self) -> Vec<Element> {
        let mut key: Vec<Element> = self.0.iter().map(|part| part.element()).collect();
        key.sort_unstable();
        key.dedup();
        key
    }

    /// The same schemas, with `$ref` and `allOf` followed.
    pub(super) fn resolved(self, root: &'s JsonValue) -> Result<Self, Unanswerable> {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        let mut rest = self.0;
        rest.reverse();
        while let Some(part) = rest.pop() {
            if !seen.insert(part.element()) {
                continue;
            }
            let Part::Whole(node) = part else {
                parts.push(part);
                continue;
            };
            let plain = Part::Plain(node);
            if seen.insert(plain.element()) {
                parts.push(plain);
            }
            for union in
                ["anyOf", "oneOf"].iter().filter_map(|name| node.get(name)).filter(|node| node.elements().is_some())
            {
                rest.push(Part::Union(union));
            }
            let all = node.get("allOf").and_then(JsonValue::elements).unwrap_or_default();
            rest.extend(all.iter().rev().map(Part::Whole));
            if let Some(target) = node.get("$ref").and_then(JsonValue::as_str) {
                rest.push(Part::Whole(target_of(root, target)?));
            }
        }
        Ok(Self(parts))
    }

    /// The shape of the values that all of the schemas admit.
    pub(super) fn shape(self, planner: &mut Planner<'s>) -> Result<Shape, Unanswerable> {
        if let Some(index) = self.0.iter().position(|part| matches!(part, Part::Union(_))) {
            return self.branches(index, planner);
        }
        let schemas: Vec<&'s JsonValue> =
            self.0.iter().filter_map(|part| if let Part::Plain(node) = part { Some(*node) } else { None }).collect();
        if schemas.iter().any(|schema| schema.value == Value::Bool(false)) {
            return Ok(Shape::Never);
        }
        let only = self.0.iter().filter_map(|part| if let Part::Only(types) = part { Some(*types) } else { None });
        let listed = schemas.iter().filter_map(|schema| schema.get("type")).map(Types::of).chain(only);
        let mut types = listed.fold(Types::ALL, |types, other| Types(types.0 & other.0));
        if types == Types::ALL {
            types = meant(&schemas);
        }
        if let Some(values) = values(&schemas) {
            return admitted(&schemas, types, &values);
        }
        if types == Types::ALL {
            return Ok(Shape::Any);
        }
        let names: Vec<&'static str> = types.names().collect();
        match names.as_slice() {
            [] => Ok(Shape::Never),
            [name] => typed(name, &schemas, planner),
            names => {
                let branch = |name: &&str| {
                    let parts = self.0.iter().copied().filter(|part| !matches!(part, Part::Only(_)));
                    Conjunction(parts.chain([Part::Only(Types::named(name))]).collect())
                };
                let branches: Result<_, _> = names.iter().map(|name| planner.shape_of(branch(name))).collect();
                Ok(Shape::Choice(branches?))
            }
        }
    }

    fn branches(self, union: usize, planner: &mut Planner<'s>) -> Result<Shape, Unanswerable> {
        let Part::Union(branches) = self.0[union] else { return Ok(Shape::Never) };
        let mut shapes = Vec::new();
        for branch in branches.elements().unwrap_or_default() {
            let mut parts = self.0.clone();
            parts[union] = Part::Whole(branch);
            shapes.push(planner.shape_of(Conjunction(parts))?);
        }
        Ok(Shape::Choice(shapes))
    }
}

/// The schema that `target` refers to: the root, a definition, or any place by its JSON pointer.
fn target_of<'s>(root: &'s JsonValue, target: &str) -> Result<&'s JsonValue, Unanswerable> {
    let unknown = || Unanswerable(format!("`$ref` leads to `{target}`, and nothing is there"));
    if target == "#" {
        return Ok(root);
    }
    if let Some(definition) = resolve_ref(root, target) {
        return Ok(&definition.value);
    }
    target.strip_prefix('#').and_then(|pointer| root.pointer(pointer)).ok_or_else(unknown)
}

/// The types that the keywords of schemas without `type` imply; all types if they imply none.
fn meant(schemas: &[&JsonValue]) -> Types {
    let concerned = TYPES.iter().find(|(_, _, keywords)| {
        keywords.iter().any(|keyword| schemas.iter().any(|schema| schema.get(keyword).is_some()))
    });
    concerned.map_or(Types::ALL, |(_, bits, _)| Types(*bits))
}

/// The values that `enum` and `const` leave; `None` if there is neither.
fn values<'s>(schemas: &[&'s JsonValue]) -> Option<Vec<&'s JsonValue>> {
    let mut left: Option<Vec<&'s JsonValue>> = None;
    for schema in schemas {
        let enumerated =
            schema.get("enum").and_then(JsonValue::elements).map(|values| values.iter().collect::<Vec<_>>());
        let constant = schema.get("const").map(|value| vec![value]);
        for list in enumerated.into_iter().chain(constant) {
            left = Some(match left {
                None => list,
                Some(left) => {
                    let list: HashSet<String> = list.iter().map(|value| value.to_minified()).collect();
                    left.into_iter().filter(|value| list.contains(&value.to_minified())).collect()
                }
            });
        }
    }
    left
}

/// The values among `values` that satisfy the other keywords of their schemas.
fn admitted(schemas: &[&JsonValue], types: Types, values: &[&JsonValue]) -> Result<Shape, Unanswerable> {
    let text = TextRule::of(schemas)?;
    let number = NumberRule::of(schemas, !types.has("number"))?;
    let is_admitted = |value: &JsonValue| match &value.value {
        Value::Null => types.has("null"),
        Value::Bool(_) => types.has("boolean"),
        Value::Number(spelling) => types.has("integer") && number.admits(spelling),
        Value::String(string) => types.has("string") && text.admits(string),
        Value::Array(_) => types.has("array"),
        Value::Object(_) => types.has("object"),
    };
    let values: Vec<Box<str>> =
        values.iter().filter(|value| is_admitted(value)).map(|value| value.to_minified().into()).collect();
    Ok(if values.is_empty() { Shape::Never } else { Shape::Values(values) })
}

fn typed<'s>(name: &str, schemas: &[&'s JsonValue], planner: &mut Planner<'s>) -> Result<Shape, Unanswerable> {
    Ok(match name {
        "object" => object(schemas, planner)?,
        "array" => array(schemas, planner)?,
        "string" => Shape::Text(TextRule::of(schemas)?),
        "boolean" => Shape::Boolean,
        "null" => Shape::Null,
        number => Shape::Number(NumberRule::of(schemas, number == "integer")?),
    })
}

fn object<'s>(schemas: &[&'s JsonValue], planner: &mut Planner<'s>) -> Result<Shape, Unanswerable> {
    let mut names: Vec<&'s str> = Vec::new();
    let mut seen = HashSet::new();
    let required: Vec<&'s str> = strings(schemas, "required");
    let required_names: HashSet<&str> = required.iter().copied().collect();
    for schema in schemas {
        let members = schema.get("properties").and_then(JsonValue::members).unwrap_or_default();
        names.extend(members.iter().map(|member| &*member.name).filter(|name| seen.insert(*name)));
    }
    names.extend(required.iter().filter(|name| seen.insert(name)));
    // A schema with hundreds of properties is looked up by name, not searched.
    let by_name: Vec<HashMap<&'s str, &'s JsonValue>> = schemas
        .iter()
        .map(|schema| {
            let members = schema.get("properties").and_then(JsonValue::members).unwrap_or_default();
            members.iter().map(|member| (&*member.name, &member.value)).collect()
        })
        .collect();
    let mut properties = Vec::new();
    for name in names {
        let parts = schemas.iter().zip(&by_name).filter_map(|(schema, properties)| {
            properties.get(name).copied().or_else(|| schema.get("additionalProperties")).map(Part::Whole)
        });
        let shape = planner.shape_of(Conjunction(parts.collect()))?;
        properties.push(Property { name: name.into(), shape, required: required_names.contains(name) });
    }
    let others: Vec<&'s JsonValue> = schemas.iter().filter_map(|schema| schema.get("additionalProperties")).collect();
    let is_closed = others.iter().any(|schema| schema.value == Value::Bool(false));
    let others = if is_closed {
        None
    } else {
        Some(planner.shape_of(Conjunction(others.into_iter().map(Part::Whole).collect()))?)
    };
    let by_name = properties.iter().map(|property| (property.name.clone(), property.shape)).collect();
    Ok(Shape::Object(ObjectRule { properties, by_name, others }))
}

/// The phrase of the derive's descriptions for the number of items, in profiles without a keyword for it.
const COUNT: &str = "Number of items: ";

fn array<'s>(schemas: &[&'s JsonValue], planner: &mut Planner<'s>) -> Result<Shape, Unanswerable> {
    let prefixes: Vec<&'s [JsonValue]> = schemas
        .iter()
        .map(|schema| schema.get("prefixItems").and_then(JsonValue::elements).unwrap_or_default())
        .collect();
    let items = |index: usize| {
        let parts = schemas.iter().zip(&prefixes).filter_map(move |(schema, prefix)| {
            prefix.get(index).or_else(|| schema.get("items").filter(|items| items.elements().is_none()))
        });
        Conjunction(parts.map(Part::Whole).collect())
    };
    let longest = prefixes.iter().map(|prefix| prefix.len()).max().unwrap_or_default();
    let prefix: Result<Vec<usize>, _> = (0..longest).map(|index| planner.shape_of(items(index))).collect();
    let mut described = schemas.iter().filter_map(|schema| schema.get("description")?.as_str()?.rsplit_once(COUNT));
    let counts = |name| schemas.iter().filter_map(move |schema| count(schema.get(name)?));
    Ok(Shape::Array(ArrayRule {
        prefix: prefix?,
        items: planner.shape_of(items(usize::MAX))?,
        least: counts("minItems").max().unwrap_or(0),
        most: counts("maxItems").min().unwrap_or(u64::MAX),
        described: described.find_map(|(_, count)| count.trim().parse().ok()),
        unique: schemas
            .iter()
            .any(|schema| schema.get("uniqueItems").is_some_and(|node| node.value == Value::Bool(true))),
    }))
}

fn strings<'s>(schemas: &[&'s JsonValue], name: &str) -> Vec<&'s str> {
    let lists = schemas.iter().filter_map(|schema| schema.get(name)?.elements());
    lists.flatten().filter_map(JsonValue::as_str).collect()
}

/// A count, such as that of `minItems`. One that is too large becomes the largest number.
pub(super) fn count(node: &JsonValue) -> Option<u64> {
    let Value::Number(spelling) = &node.value else { return None };
    spelling.parse().ok().or_else(|| {
        let number: f64 = spelling.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
        (number >= 0.0).then_some(number.ceil() as u64)
    })
}
