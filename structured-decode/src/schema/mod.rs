//! Reading a JSON Schema into shapes.
//!
//! What a keyword asks for is either enforced or an error; annotations are passed over. Two rules of the strict subset
//! are not asked for, because narrowing keeps the promise without them: every property is written whether `required`
//! names it or not, and no other one ever is.

mod bounds;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use self::bounds::{integers, numbers};
use crate::shape::{Document, Shape, Text};
use crate::{Error, text};

/// Keywords that say something about an answer without narrowing it, or that the rules above make superfluous.
const PASSED_OVER: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "required",
    "additionalProperties",
    "nullable",
];

fn is_passed_over(keyword: &str) -> bool {
    PASSED_OVER.contains(&keyword) || keyword.starts_with("x-")
}

/// What an integer is whose schema says no more.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unbounded {
    /// An `i64`.
    Signed,
    /// An `i64` or a `u64`: the type behind the schema will say which.
    Open,
}

pub(crate) fn read(schema: &str, unbounded: Unbounded) -> Result<Document, Error> {
    let root: Value = serde_json::from_str(schema).map_err(|error| Error::NotJson { reason: error.to_string() })?;
    let mut reader = Reader { root: &root, unbounded, index: HashMap::new(), places: Vec::new() };
    reader.definition("#", "#")?;
    let mut definitions = Vec::new();
    // Reading one definition may find more.
    while let Some(place) = reader.places.get(definitions.len()).cloned() {
        let schema = reader.find(&place, &place)?;
        definitions.push(reader.shape(schema, &place)?);
    }
    Document { definitions, places: reader.places }.checked()
}

struct Reader<'a> {
    root: &'a Value,
    unbounded: Unbounded,
    index: HashMap<String, usize>,
    places: Vec<String>,
}

impl<'a> Reader<'a> {
    /// The definition that `reference` names, which stands in a schema at `at`.
    fn definition(&mut self, reference: &str, at: &str) -> Result<usize, Error> {
        let place = self.end_of_chain(reference, at)?;
        if let Some(&index) = self.index.get(place) {
            return Ok(index);
        }
        self.index.insert(place.to_owned(), self.places.len());
        self.places.push(place.to_owned());
        Ok(self.places.len() - 1)
    }

    /// The first definition behind `reference` that is more than a reference itself.
    fn end_of_chain<'r>(&self, reference: &'r str, at: &str) -> Result<&'r str, Error>
    where
        'a: 'r,
    {
        let (mut place, mut seen) = (reference, HashSet::new());
        loop {
            let Some(next) = self.find(place, at)?.get("$ref").and_then(Value::as_str) else { return Ok(place) };
            if !seen.insert(place) {
                return Err(Error::schema(
                    place,
                    "the definition refers to itself without an object or array in between",
                ));
            }
            place = next;
        }
    }

    fn find(&self, reference: &str, at: &str) -> Result<&'a Value, Error> {
        let missing = |why| Error::schema(at, format!("`$ref` names `{reference}`, {why}"));
        let pointer = reference.strip_prefix('#').ok_or_else(|| missing("which is not in this schema"))?;
        let pointer = percent_decoded(pointer).ok_or_else(|| missing("in which a `%` stands before no two digits"))?;
        self.root.pointer(&pointer).ok_or_else(|| missing("which does not exist"))
    }

    fn shape(&mut self, schema: &'a Value, at: &str) -> Result<Shape, Error> {
        let Some(schema) = schema.as_object() else {
            return Err(Error::schema(at, "a schema must be an object; help: give it a `type`"));
        };
        if at != "#" && schema.contains_key("$id") {
            return Err(Error::schema(at, "`$id` below the root gives references another meaning; help: remove it"));
        }
        let (main, own) = kind(schema, at)?;
        for keyword in schema.keys() {
            let keyword = keyword.as_str();
            if keyword != main && !own.contains(&keyword) && !is_passed_over(keyword) {
                let help = if COMPOSING.contains(&keyword) { COMPOSED_HELP } else { "remove it" };
                return Err(Error::schema(at, format!("`{keyword}` beside `{main}` cannot be enforced; help: {help}")));
            }
        }
        match main {
            "$ref" => match &schema["$ref"] {
                Value::String(reference) => Ok(Shape::Ref(self.definition(reference, at)?)),
                _ => Err(Error::schema(at, "`$ref` must be a string")),
            },
            "anyOf" => self.any_of(&schema["anyOf"], at),
            "enum" => values(schema, &schema["enum"], at),
            "const" => values(schema, &Value::Array(vec![schema["const"].clone()]), at),
            _ => self.typed(schema, at),
        }
    }

    fn any_of(&mut self, branches: &'a Value, at: &str) -> Result<Shape, Error> {
        let Some(branches) = branches.as_array().filter(|branches| !branches.is_empty()) else {
            return Err(Error::schema(at, "`anyOf` must list at least one schema"));
        };
        let read = branches.iter().enumerate().map(|(i, branch)| self.shape(branch, &format!("{at}/anyOf/{i}")));
        Ok(Shape::AnyOf(read.collect::<Result<_, _>>()?))
    }

    fn typed(&mut self, schema: &'a Map<String, Value>, at: &str) -> Result<Shape, Error> {
        let mut shapes = Vec::new();
        for name in types(schema) {
            shapes.push(match name {
                "object" => self.object(schema, at)?,
                "array" => self.array(schema, at)?,
                "string" => string(schema, at)?,
                "integer" => Shape::Integer(integers(schema, self.unbounded, at)?),
                "number" => Shape::Number(numbers(schema, at)?),
                "boolean" => Shape::Boolean,
                "null" => Shape::Null,
                other => return Err(Error::schema(at, format!("`{other}` is not a type"))),
            });
        }
        match shapes.len() {
            0 => Err(Error::schema(at, "`type` must name a type")),
            1 => Ok(shapes.remove(0)),
            _ => Ok(Shape::AnyOf(shapes)),
        }
    }

    fn object(&mut self, schema: &'a Map<String, Value>, at: &str) -> Result<Shape, Error> {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return Err(Error::schema(at, "an object must list its `properties`"));
        };
        let required = schema.get("required").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if let Some(name) = required.iter().filter_map(Value::as_str).find(|name| !properties.contains_key(*name)) {
            return Err(Error::schema(at, format!("`required` names `{name}`, which `properties` lacks")));
        }
        let mut read = Vec::with_capacity(properties.len());
        for (name, value) in properties {
            read.push((name.clone(), self.shape(value, &format!("{at}/properties/{}", escaped(name)))?));
        }
        Ok(Shape::Object(read))
    }

    fn array(&mut self, schema: &'a Map<String, Value>, at: &str) -> Result<Shape, Error> {
        let Some(items) = schema.get("items") else {
            return Err(Error::schema(at, "an array must say what its `items` are"));
        };
        let min = count(schema, "minItems", at)?.unwrap_or(0);
        let max = count(schema, "maxItems", at)?;
        if max.is_some_and(|max| max < min) {
            return Err(Error::schema(at, "`maxItems` is less than `minItems`, so no array fits"));
        }
        Ok(Shape::Array { items: Box::new(self.shape(items, &format!("{at}/items"))?), min, max })
    }
}

/// The keyword that says what a schema is, and the ones that may stand beside it.
fn kind(schema: &Map<String, Value>, at: &str) -> Result<(&'static str, Vec<&'static str>), Error> {
    for keyword in ["$ref", "anyOf"] {
        if schema.contains_key(keyword) {
            return Ok((keyword, Vec::new()));
        }
    }
    for keyword in ["enum", "const"] {
        if schema.contains_key(keyword) {
            return Ok((keyword, vec!["type"]));
        }
    }
    if !schema.contains_key("type") {
        return Err(Error::schema(at, why_untyped(schema)));
    }
    let mut own = Vec::new();
    for name in types(schema) {
        own.extend_from_slice(match name {
            "object" => &["properties"][..],
            "array" => &["items", "minItems", "maxItems"],
            "string" => &["minLength", "maxLength", "pattern", "format"],
            "integer" | "number" => &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
            _ => &[],
        });
    }
    Ok(("type", own))
}

/// What to say of a schema without a keyword that says what it is.
fn why_untyped(schema: &Map<String, Value>) -> String {
    if ENVELOPES.iter().any(|keyword| schema.contains_key(*keyword)) {
        return "this is what is sent around a schema; help: give the schema alone".to_owned();
    }
    match schema.keys().map(String::as_str).find(|keyword| !is_passed_over(keyword)) {
        Some("oneOf") => "`oneOf` cannot be enforced; help: write `anyOf`".to_owned(),
        Some(keyword) if COMPOSING.contains(&keyword) => {
            format!("`{keyword}` cannot be enforced; help: {COMPOSED_HELP}")
        }
        Some(keyword) => format!("`{keyword}` without a `type` cannot be enforced; help: add a `type`"),
        None => "the schema has no `type`, `enum`, `anyOf` or `$ref`; help: add a `type`".to_owned(),
    }
}

fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Keys of what a schema is sent in: a response format, or a tool.
const ENVELOPES: &[&str] = &["schema", "json_schema", "parameters", "function"];

/// Keywords that put schemas together, and that no `type` beside them would help.
const COMPOSING: &[&str] = &["allOf", "not", "if", "then", "else", "dependentSchemas", "dependentRequired"];
const COMPOSED_HELP: &str = "say it with `type`, `enum` and `anyOf`";

/// The values of an enum that its `type`, if it has one, admits.
fn values(schema: &Map<String, Value>, values: &Value, at: &str) -> Result<Shape, Error> {
    let types = types(schema);
    let admitted = |value: &&Value| {
        types.is_empty()
            || types.iter().any(|name| match *name {
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "null" => value.is_null(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                _ => false,
            })
    };
    let admitted = values.as_array().into_iter().flatten().filter(admitted);
    let (composite, scalar): (Vec<_>, Vec<_>) = admitted.partition(|value| value.is_object() || value.is_array());
    let mut shapes: Vec<Shape> = composite.into_iter().map(exactly).collect();
    if !scalar.is_empty() {
        shapes.insert(0, Shape::Enum(scalar.into_iter().map(Value::to_string).collect()));
    }
    match shapes.len() {
        0 => Err(Error::schema(at, "`enum` has no value that `type` admits")),
        1 => Ok(shapes.remove(0)),
        _ => Ok(Shape::AnyOf(shapes)),
    }
}

/// One value. Objects and arrays are shapes, not texts: their levels count, and they may stand beside others.
fn exactly(value: &Value) -> Shape {
    match value {
        Value::Object(members) => {
            Shape::Object(members.iter().map(|(name, value)| (name.clone(), exactly(value))).collect())
        }
        Value::Array(items) => Shape::Items(items.iter().map(exactly).collect()),
        scalar => Shape::Enum(vec![scalar.to_string()]),
    }
}

fn string(schema: &Map<String, Value>, at: &str) -> Result<Shape, Error> {
    let mut patterns = Vec::new();
    if let Some(pattern) = schema.get("pattern") {
        let pattern = pattern.as_str().ok_or_else(|| Error::schema(at, "`pattern` must be a string"))?;
        patterns.push(pattern.to_owned());
    }
    if let Some(name) = schema.get("format") {
        let name = name.as_str().unwrap_or_default();
        let pattern = text::format(name);
        patterns.push(pattern.ok_or_else(|| Error::schema(at, format!("the format `{name}` cannot be enforced")))?);
    }
    let text =
        Text { min: count(schema, "minLength", at)?.unwrap_or(0), max: count(schema, "maxLength", at)?, patterns };
    if text.max.is_some_and(|max| max < text.min) {
        return Err(Error::schema(at, "`maxLength` is less than `minLength`, so no string fits"));
    }
    // Again when the grammar is made; here the place is known.
    text::text(&text).map_err(|reason| Error::schema(at, reason))?;
    Ok(Shape::Text(text))
}

/// The most that a repetition may count to; each count is a state.
const MAX_COUNT: u64 = 2_000;

fn count(schema: &Map<String, Value>, keyword: &str, at: &str) -> Result<Option<u32>, Error> {
    let Some(value) = schema.get(keyword) else { return Ok(None) };
    match value.as_u64() {
        Some(count) if count <= MAX_COUNT => Ok(u32::try_from(count).ok()),
        // An upper bound beyond what a budget reaches is narrowed.
        Some(_) if keyword.starts_with("max") => Ok(u32::try_from(MAX_COUNT).ok()),
        Some(count) => {
            Err(Error::schema(at, format!("`{keyword}` is {count}, and more than {MAX_COUNT} cannot be enforced")))
        }
        None => Err(Error::schema(at, format!("`{keyword}` must be a natural number"))),
    }
}

/// The pointer that a fragment of a URI spells.
fn percent_decoded(fragment: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(fragment.len()), fragment.as_bytes());
    while let [first, others @ ..] = rest {
        rest = others;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, others) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = others;
    }
    String::from_utf8(bytes).ok()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
