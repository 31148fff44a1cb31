//! What a schema requires of objects.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::source::{Local, SourceId, escaped};
use super::{Reader, never};
use crate::Error;
use crate::shape::Shape;

/// The object keywords of one schema.
struct Keywords<'a> {
    local: Local<'a>,
    properties: Option<&'a Map<String, Value>>,
    required: Vec<&'a str>,
    others: Others<'a>,
}

/// The value of `additionalProperties`.
#[derive(Clone, Copy)]
enum Others<'a> {
    Any,
    None,
    Schema(&'a Value),
}

impl<'a> Keywords<'a> {
    fn new(local: &Local<'a>) -> Result<Self, Error> {
        let malformed = |reason: &str| Error::schema(&*local.at, reason);
        let properties = match local.get("properties") {
            None => None,
            Some(Value::Object(properties)) => Some(properties),
            Some(_) => return Err(malformed("`properties` must be an object with a schema for each name")),
        };
        let required = match local.get("required") {
            None => Vec::new(),
            Some(names) => {
                let names = names.as_array().and_then(|names| names.iter().map(Value::as_str).collect());
                names.ok_or_else(|| malformed("`required` must be a list of names"))?
            }
        };
        let others = match local.get("additionalProperties") {
            None | Some(Value::Bool(true)) => Others::Any,
            Some(Value::Bool(false)) => Others::None,
            Some(schema @ Value::Object(_)) => Others::Schema(schema),
            Some(_) => return Err(malformed("`additionalProperties` must be a schema, `true` or `false`")),
        };
        Ok(Self { local: local.clone(), properties, required, others })
    }
}

/// What several schemas require of one property.
enum Property {
    /// It must satisfy these.
    Schemas(Vec<SourceId>),
    /// One of the schemas admits no property of that name.
    Forbidden,
}

/// What several schemas require of objects.
pub(super) struct Objects<'a>(Vec<Keywords<'a>>);

impl<'a> Objects<'a> {
    pub(super) fn new(locals: &[Local<'a>]) -> Result<Self, Error> {
        Ok(Self(locals.iter().map(Keywords::new).collect::<Result<_, _>>()?))
    }

    /// The names in all `properties`, in order, without duplicates.
    fn listed(&self) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let names = self.0.iter().filter_map(|keywords| keywords.properties).flat_map(Map::keys);
        names.map(String::as_str).filter(|name| seen.insert(*name)).collect()
    }

    /// Each required name, with the place of a schema that requires it, in order.
    pub(super) fn required(&self) -> (Vec<&'a str>, HashMap<&'a str, &str>) {
        let (mut names, mut places) = (Vec::new(), HashMap::new());
        for keywords in &self.0 {
            for &name in &keywords.required {
                places.entry(name).or_insert_with(|| {
                    names.push(name);
                    &*keywords.local.at
                });
            }
        }
        (names, places)
    }

    fn lists_no_properties(&self) -> bool {
        self.0.iter().all(|keywords| keywords.properties.is_none() && !matches!(keywords.others, Others::None))
    }

    /// Whether any object satisfies all of them, whatever its properties are.
    pub(super) fn ask_for_nothing(&self) -> bool {
        self.0.iter().all(|keywords| {
            keywords.properties.is_none() && keywords.required.is_empty() && matches!(keywords.others, Others::Any)
        })
    }
}

impl<'a> Reader<'a> {
    fn property(&mut self, objects: &Objects<'a>, name: &str) -> Property {
        let mut schemas = Vec::new();
        for Keywords { local, properties, others, .. } in &objects.0 {
            let listed = properties.and_then(|properties| properties.get(name));
            schemas.push(match (listed, others) {
                (Some(schema), _) => self.sources.add(schema, || format!("{}/properties/{}", local.at, escaped(name))),
                (None, Others::Any) => continue,
                (None, Others::None) => return Property::Forbidden,
                (None, Others::Schema(schema)) => {
                    self.sources.add(schema, || format!("{}/additionalProperties", local.at))
                }
            });
        }
        Property::Schemas(schemas)
    }

    /// The schemas of the property `name`; `None` if that property is forbidden.
    pub(super) fn property_schemas(&mut self, objects: &Objects<'a>, name: &str) -> Option<Vec<SourceId>> {
        match self.property(objects, name) {
            Property::Schemas(schemas) => Some(schemas),
            Property::Forbidden => None,
        }
    }

    /// The objects that satisfy all of `locals`.
    pub(super) fn object(&mut self, locals: &[Local<'a>]) -> Result<Shape, Error> {
        let objects = Objects::new(locals)?;
        if objects.lists_no_properties() {
            let at = locals.first().map_or("#", |local| &local.at);
            return Err(Error::schema(at, "an object must list its `properties`"));
        }
        let (required, places) = objects.required();
        let mut names = objects.listed();
        let listed: HashSet<&str> = names.iter().copied().collect();
        names.extend(required.into_iter().filter(|name| !listed.contains(name)));
        self.count_parts(names.len().saturating_mul(locals.len()) / 16)?;
        let mut properties = Vec::with_capacity(names.len());
        for name in names {
            let schemas = match self.property(&objects, name) {
                Property::Schemas(schemas) => schemas,
                Property::Forbidden => match places.get(name) {
                    None => continue,
                    Some(at) if listed.contains(name) => {
                        let reason = format!("`required` names `{name}`, which an `additionalProperties` forbids");
                        return Ok(never(at, reason));
                    }
                    Some(at) => {
                        return Ok(never(at, format!("`required` names `{name}`, which `properties` lacks")));
                    }
                },
            };
            let Some(first) = schemas.first() else {
                let at = places.get(name).copied().unwrap_or("#");
                let reason = format!("`required` names `{name}`, which `properties` lacks; help: list it there");
                return Err(Error::schema(at, reason));
            };
            let at = self.sources.at(*first);
            properties.push((name.to_owned(), self.applied_together(&schemas, &at)?));
        }
        check_number(locals, properties.len())?;
        Ok(Shape::Object(properties))
    }
}

/// Checks `minProperties` and `maxProperties`, which is possible because exactly the listed properties are written.
fn check_number(locals: &[Local<'_>], written: usize) -> Result<(), Error> {
    for local in locals {
        let one = core::slice::from_ref(local);
        if let Some(max) = super::count(one, "maxProperties")?.filter(|max| (*max as usize) < written) {
            let reason = format!("`maxProperties` is {max}, and all {written} `properties` are always written");
            return Err(Error::schema(&*local.at, format!("{reason}; help: remove it")));
        }
        if let Some(min) = super::count(one, "minProperties")?.filter(|min| (*min as usize) > written) {
            let reason = format!("`minProperties` is {min}, and only the {written} `properties` are written");
            return Err(Error::schema(&*local.at, format!("{reason}; help: list more, or remove it")));
        }
    }
    Ok(())
}
