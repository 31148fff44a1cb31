//! A generator of documents that may satisfy a schema.

use serde_json::{Map, Value, json};

use crate::walk::Random;

/// Documents that may satisfy `schema`, whose places are `levels` deep at most: what its keywords name is put together without
/// a look at what they ask for together.
pub(super) fn document(schema: &Value, root: &Value, levels: usize, random: &mut Random) -> Value {
    if levels == 0 {
        return json!(random.below(3));
    }
    let mut applied = vec![schema];
    let (mut index, mut names) = (0, Vec::<(&String, &Value)>::new());
    let (mut values, mut items, mut types) = (Vec::new(), Vec::new(), Vec::new());
    let mut texts = vec!["a".to_owned(), "ab".to_owned(), "b1".to_owned(), String::new(), "x".to_owned()];
    let mut numbers = vec![json!(0), json!(-5), json!(10), json!(0.5)];
    while index < applied.len() && applied.len() < 60 {
        let schema = applied[index];
        index += 1;
        if let Some(target) = schema["$ref"].as_str().and_then(|reference| root.pointer(&reference[1..])) {
            applied.push(target);
        }
        applied.extend(schema["allOf"].as_array().into_iter().flatten());
        if let Some(branches) = schema["anyOf"].as_array() {
            applied.extend(branches.get(random.below(branches.len())));
        }
        names.extend(schema["properties"].as_object().into_iter().flatten());
        items.extend(schema.get("items"));
        values.extend(schema["enum"].as_array().into_iter().flatten());
        values.extend(schema.get("const"));
        match &schema["type"] {
            Value::String(name) => types.push(name.as_str()),
            Value::Array(names) => types.extend(names.get(random.below(names.len())).and_then(Value::as_str)),
            _ => {}
        }
        if let Some(format) = schema["format"].as_str() {
            texts.push(example(format).to_owned());
        }
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
            if let Some(bound) = schema[keyword].as_f64() {
                numbers.extend([json!(bound), json!(bound + 1.0), json!(bound - 1.0)]);
                numbers.extend([bound.ceil(), bound.floor(), bound.floor() - 1.0].map(whole));
            }
        }
    }
    if !values.is_empty() && random.below(10) > 0 {
        return values[random.below(values.len())].clone();
    }
    let kind = if types.is_empty() { "object" } else { types[random.below(types.len())] };
    match kind {
        "object" => {
            let mut members = Map::new();
            for (name, schema) in names {
                members.insert(name.clone(), document(schema, root, levels - 1, random));
            }
            Value::Object(members)
        }
        "array" => {
            let count = random.below(4);
            (0..count)
                .map(|_| match items.first() {
                    Some(_) => document(items[random.below(items.len())], root, levels - 1, random),
                    None => json!(0),
                })
                .collect()
        }
        "string" => json!(texts[random.below(texts.len())]),
        "boolean" => json!(random.below(2) == 0),
        "null" => Value::Null,
        _ => numbers[random.below(numbers.len())].clone(),
    }
}

/// A whole number, as an integer.
#[expect(clippy::cast_possible_truncation, reason = "bounds of random schemas are small")]
fn whole(float: f64) -> Value {
    json!(float as i64)
}

/// A string of a format.
fn example(format: &str) -> &'static str {
    match format {
        "date" => "2024-02-29",
        "time" => "10:00:00Z",
        "date-time" => "2024-02-29T10:00:00Z",
        "duration" => "PT30M",
        "email" => "a@example.com",
        "hostname" => "example.com",
        "ipv4" => "127.0.0.1",
        "ipv6" => "::1",
        _ => "123e4567-e89b-12d3-a456-426614174000",
    }
}
