//! Random documents that a schema may admit; whether it does is for the validator to say.

use serde_json::{Map, Value, json};

use super::random_schema::Random;

/// A document in the spirit of `schema`, a part of `root`.
pub(crate) fn document(root: &Value, schema: &Value, random: &mut Random, depth: usize) -> Value {
    let Some(members) = schema.as_object() else { return anything(random) };
    if depth == 0 {
        return random.pick(&["null", "\"a\"", "1", "{}", "[]"]).parse().unwrap_or_default();
    }
    if let Some(target) = members.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'))
        && let Some(target) = root.pointer(target)
    {
        let mut from_target = document(root, target, random, depth - 1);
        if members.len() > 1 {
            let mut siblings = members.clone();
            siblings.remove("$ref");
            join(&mut from_target, document(root, &Value::Object(siblings), random, depth - 1), random);
        }
        return from_target;
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let Some(branches) = members.get(keyword).and_then(Value::as_array).filter(|list| !list.is_empty()) else {
            continue;
        };
        let mut beside = members.clone();
        beside.remove(keyword);
        let parts: Vec<&Value> =
            if keyword == "allOf" { branches.iter().collect() } else { vec![&branches[random.below(branches.len())]] };
        let mut out = document(root, parts[0], random, depth - 1);
        for part in &parts[1..] {
            join(&mut out, document(root, part, random, depth - 1), random);
        }
        let says_more = ["type", "properties", "required", "enum", "const", "$ref", "anyOf", "oneOf", "allOf", "items"];
        if says_more.iter().any(|keyword| beside.contains_key(*keyword)) {
            join(&mut out, document(root, &Value::Object(beside), random, depth - 1), random);
        }
        return out;
    }
    if let Some(constant) = members.get("const") {
        return constant.clone();
    }
    if let Some(values) = members.get("enum").and_then(Value::as_array).filter(|values| !values.is_empty()) {
        return values[random.below(values.len())].clone();
    }
    let kind = match members.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) if !kinds.is_empty() => kinds[random.below(kinds.len())].as_str().unwrap_or("null"),
        _ if members.contains_key("properties") || members.contains_key("required") => "object",
        _ if members.contains_key("items") => "array",
        _ => return anything(random),
    };
    match kind {
        "object" => object(root, members, random, depth),
        "array" => array(root, members, random, depth),
        "string" => random.pick(&["a", "b", "ab", "", "cc", "abc", "2024-01-01", "bb", "zzzz"]).into(),
        "integer" => json!(random.below(9)),
        "number" => random.pick(&["0", "1", "2.5", "3", "4", "0.5", "8", "12"]).parse().unwrap_or_default(),
        "boolean" => json!(random.chance(50)),
        _ => Value::Null,
    }
}

/// Lets `out` have what `more` has; where both say something, one of the two.
fn join(out: &mut Value, more: Value, random: &mut Random) {
    match (out, more) {
        (Value::Object(members), Value::Object(more)) => {
            for (name, value) in more {
                match members.get_mut(&name) {
                    Some(own) => join(own, value, random),
                    None => {
                        members.insert(name, value);
                    }
                }
            }
        }
        (out, more) => {
            if random.chance(50) {
                *out = more;
            }
        }
    }
}

fn object(root: &Value, members: &Map<String, Value>, random: &mut Random, depth: usize) -> Value {
    let none = Map::new();
    let properties = members.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required: Vec<&str> =
        members.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut out = Map::new();
    let mostly = random.pick(&[0, 50, 100]);
    for (name, property) in properties {
        if required.contains(&name.as_str()) || random.chance(mostly) {
            out.insert(name.clone(), document(root, property, random, depth - 1));
        }
    }
    for name in required {
        if !out.contains_key(name) {
            let value = members.get("additionalProperties").map(|rest| document(root, rest, random, depth - 1));
            out.insert(name.to_string(), value.unwrap_or_else(|| anything(random)));
        }
    }
    if members.get("additionalProperties") != Some(&Value::Bool(false)) && random.chance(20) {
        let name = random.pick(&["a", "b", "e", "aa"]);
        let value = members.get("additionalProperties").map(|rest| document(root, rest, random, depth - 1));
        out.entry(name).or_insert(value.unwrap_or_else(|| anything(random)));
    }
    Value::Object(out)
}

fn array(root: &Value, members: &Map<String, Value>, random: &mut Random, depth: usize) -> Value {
    let least = members.get("minItems").and_then(Value::as_u64).unwrap_or_default();
    let count = usize::try_from(least).unwrap_or_default() + random.below(3);
    let first = members.get("prefixItems").and_then(Value::as_array);
    let item = |index: usize, random: &mut Random| {
        let first = first.and_then(|first| first.get(index));
        let schema = first.or(members.get("items").filter(|items| !items.is_array())).or(members.get("contains"));
        match schema {
            Some(schema) => document(root, schema, random, depth - 1),
            None => anything(random),
        }
    };
    (0..count).map(|index| item(index, random)).collect()
}

pub(crate) fn anything(random: &mut Random) -> Value {
    let text = ["null", "\"a\"", "1", "true", "{}", "[]", r#"{"a": "a"}"#, r#"["a"]"#, "2.5", r#"{"a": 1, "b": "b"}"#];
    random.pick(&text).parse().unwrap_or_default()
}

/// A document beside `document`: a member more or less, or another value.
pub(crate) fn mutated(document: &Value, random: &mut Random) -> Value {
    let mut out = document.clone();
    let mut place = &mut out;
    // Some steps down, to a place that is changed.
    for _ in 0..random.below(4) {
        let count = match &*place {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        let at = random.below(count);
        place = match place {
            Value::Object(members) => members.values_mut().nth(at).expect("counted"),
            Value::Array(items) => &mut items[at],
            _ => break,
        };
    }
    match place {
        Value::Object(members) if random.chance(75) => {
            let name = random.pick(&["a", "b", "c", "d", "e", "aa"]);
            if random.chance(50) {
                members.remove(name);
            } else {
                members.insert(name.into(), anything(random));
            }
        }
        Value::Array(items) if random.chance(60) => items.push(anything(random)),
        place => *place = anything(random),
    }
    out
}
