//! JSON values to try: some for every type, some generated from a schema, and small changes of those.

use std::collections::BTreeMap;
use std::iter;

use serde_json::{Map, Value, json};

/// The number of references that generated values follow.
const DEPTH: usize = 4;

/// Values that are tried with every type.
pub(crate) fn shared() -> Vec<Value> {
    let mut values: Vec<Value> = vec![
        Value::Null,
        json!(true),
        json!(""),
        json!("a"),
        json!("Two words, \"quoted\"\n"),
        json!("127.0.0.1"),
        json!([]),
        json!([null]),
        json!([1, 2, 3]),
        json!(["a", "b"]),
        json!([{}]),
        json!({}),
        json!({ "a": 1 }),
        json!({ "type": "object" }),
        json!({ "value": {} }),
    ];
    values.extend(numbers());
    values
}

/// Numbers at the limits of Rust's types.
fn numbers() -> Vec<Value> {
    let texts = [
        "0",
        "1",
        "-1",
        "1.0",
        "0.5",
        "-0",
        "127",
        "128",
        "-129",
        "255",
        "256",
        "65536",
        "2147483648",
        "4294967296",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "1e300",
        "1e-300",
    ];
    texts.iter().map(|text| serde_json::from_str(text).expect("a number is JSON")).collect()
}

/// Small changes of a document: at every place, a different type, `null`, a dropped or an added key, or another string.
///
/// They are made one at a time: there are as many as the document has parts, and each is as large as the document.
pub(crate) fn mutations(value: &Value) -> Box<dyn Iterator<Item = Value> + '_> {
    let others = [Value::Null, json!(false), json!(3), json!(2.5), json!("other"), json!([]), json!({})].into_iter();
    match value {
        Value::Object(members) => {
            let extra = move || {
                let mut extra = members.clone();
                extra.insert("an extra key".to_owned(), json!(1));
                Value::Object(extra)
            };
            let fewer = members.keys().map(move |key| {
                let mut fewer = members.clone();
                fewer.remove(key);
                Value::Object(fewer)
            });
            let changed = members.iter().flat_map(move |(key, inner)| {
                mutations(inner).map(move |changed| {
                    let mut members = members.clone();
                    members.insert(key.clone(), changed);
                    Value::Object(members)
                })
            });
            Box::new(others.chain(iter::once_with(extra)).chain(fewer).chain(changed))
        }
        Value::Array(items) => {
            let around = move || json!([value]);
            let twice = move || Value::Array(items.iter().chain(items).cloned().collect());
            let changed = items.iter().enumerate().flat_map(move |(i, inner)| {
                mutations(inner).map(move |changed| {
                    let mut items = items.clone();
                    items[i] = changed;
                    Value::Array(items)
                })
            });
            Box::new(others.chain(iter::once_with(around)).chain(iter::once_with(twice)).chain(changed))
        }
        Value::Number(_) => Box::new(others.chain(numbers())),
        Value::String(text) => Box::new(others.chain([
            json!(text.to_uppercase()),
            json!(format!("{text}x")),
            json!("two\nlines"),
            json!({ text: null }),
        ])),
        Value::Bool(_) | Value::Null => Box::new(others),
    }
}

/// Documents of one schema.
pub(crate) struct Samples<'a> {
    root: &'a Value,
    definitions: BTreeMap<String, &'a Value>,
}

impl<'a> Samples<'a> {
    pub(crate) fn of(root: &'a Value) -> Self {
        let definitions = ["$defs", "definitions"].into_iter().flat_map(|keyword| {
            let definitions = root[keyword].as_object().into_iter().flatten();
            let pointer = |name: &str| encoded(&name.replace('~', "~0").replace('/', "~1"));
            definitions.map(move |(name, schema)| (format!("#/{keyword}/{}", pointer(name)), schema))
        });
        Self { root, definitions: definitions.chain([("#".to_owned(), root)]).collect() }
    }

    /// Documents that together cover every branch, enum value and `null` (down to a few references).
    pub(crate) fn all(&self) -> Vec<Value> {
        self.of_schema(self.root, DEPTH)
    }

    fn of_schema(&self, schema: &Value, depth: usize) -> Vec<Value> {
        if let Some(name) = schema["$ref"].as_str() {
            return if depth == 0 { Vec::new() } else { self.of_schema(self.definitions[&encoded(name)], depth - 1) };
        }
        if let Some(branches) = schema["anyOf"].as_array() {
            return branches.iter().flat_map(|branch| self.of_schema(branch, depth)).collect();
        }
        if let Some(values) = schema["enum"].as_array() {
            return values.clone();
        }
        types(schema).into_iter().flat_map(|ty| self.of_type(ty, schema, depth)).collect()
    }

    fn of_type(&self, ty: &str, schema: &Value, depth: usize) -> Vec<Value> {
        match ty {
            "object" => self.objects(schema, depth),
            "array" => self.arrays(schema, depth),
            "string" => form(schema).unwrap_or_else(|| vec![json!("text"), json!("")]),
            "integer" => {
                let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
                let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
                if least > most {
                    return Vec::new();
                }
                vec![json!(1.clamp(least, most)), json!(2.clamp(least, most))]
            }
            "number" => vec![json!(1.5), json!(-2)],
            "boolean" => vec![json!(true)],
            _ => vec![Value::Null],
        }
    }

    /// Each value of each property once, with the other properties at their first value.
    fn objects(&self, schema: &Value, depth: usize) -> Vec<Value> {
        let Some(properties) = schema["properties"].as_object() else { return Vec::new() };
        let choices: Vec<(&String, Vec<Value>)> =
            properties.iter().map(|(name, schema)| (name, self.of_schema(schema, depth))).collect();
        if choices.iter().any(|(_, values)| values.is_empty()) {
            return Vec::new();
        }
        let first: Map<String, Value> =
            choices.iter().map(|(name, values)| ((*name).clone(), values[0].clone())).collect();
        let mut objects = vec![Value::Object(first.clone())];
        for (name, values) in &choices {
            for value in values.iter().skip(1).take(12) {
                let mut object = first.clone();
                object.insert((*name).clone(), value.clone());
                objects.push(Value::Object(object));
            }
        }
        objects
    }

    fn arrays(&self, schema: &Value, depth: usize) -> Vec<Value> {
        let items = self.of_schema(&schema["items"], depth);
        let (least, most) = lengths(schema);
        let mut arrays = Vec::new();
        for length in [least, 1, 2, 3] {
            if (least..=most).contains(&length) && (length == 0 || !items.is_empty()) {
                arrays.push(Value::Array(items.iter().cycle().take(length).cloned().collect()));
            }
        }
        arrays
    }

    /// One document, with choices determined by `seed`.
    pub(crate) fn random(&self, seed: u64) -> Value {
        let mut choices = Choices(seed);
        (0..64)
            .find_map(|_| self.random_of(self.root, DEPTH, &mut choices))
            .unwrap_or_else(|| self.all().swap_remove(0))
    }

    fn random_of(&self, schema: &Value, depth: usize, choices: &mut Choices) -> Option<Value> {
        if let Some(name) = schema["$ref"].as_str() {
            return if depth == 0 {
                None
            } else {
                self.random_of(self.definitions[&encoded(name)], depth - 1, choices)
            };
        }
        if let Some(branches) = schema["anyOf"].as_array() {
            return self.random_of(choices.one_of(branches), depth, choices);
        }
        if let Some(values) = schema["enum"].as_array() {
            return Some(choices.one_of(values).clone());
        }
        let ty = *choices.one_of(&types(schema));
        match ty {
            "object" => {
                let properties = schema["properties"].as_object()?;
                let members =
                    properties.iter().map(|(name, inner)| Some((name.clone(), self.random_of(inner, depth, choices)?)));
                members.collect::<Option<_>>().map(Value::Object)
            }
            "array" => {
                let (least, most) = lengths(schema);
                let length = least + choices.below(most.min(least + 3) - least + 1);
                let items = (0..length).map(|_| self.random_of(&schema["items"], depth, choices));
                items.collect::<Option<_>>().map(Value::Array)
            }
            "string" if form(schema).is_none() => Some(Value::String(choices.text())),
            "integer" if schema["minimum"].is_null() && schema["maximum"].is_null() => Some(json!(choices.below(100))),
            "number" if schema.as_object().is_some_and(|members| members.len() <= 2) => {
                Some(json!(choices.below(9999)))
            }
            _ => {
                let values = self.of_type(ty, schema, depth);
                (!values.is_empty()).then(|| choices.one_of(&values).clone())
            }
        }
    }
}

/// The reference with all characters beyond ASCII percent-encoded.
fn encoded(reference: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    reference.bytes().map(byte).collect()
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(ty) => vec![ty],
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The number of items of an array, from keywords or from the description.
fn lengths(schema: &Value) -> (usize, usize) {
    if let Some((_, length)) = schema["description"].as_str().and_then(|text| text.split_once("Number of items: ")) {
        let length = length.parse().expect("a length is a number");
        return (length, length);
    }
    let bound = |keyword: &str| schema[keyword].as_u64().and_then(|bound| usize::try_from(bound).ok());
    (bound("minItems").unwrap_or(0), bound("maxItems").unwrap_or(8))
}

/// Strings of the form that the schema requires, in a keyword or in the description.
fn form(schema: &Value) -> Option<Vec<Value>> {
    let text = |key: &str| schema[key].as_str().unwrap_or_default();
    let (format, pattern, description) = (text("format"), text("pattern"), text("description"));
    let example = description.rsplit_once(", such as ").and_then(|(_, example)| example.strip_suffix('.'));
    let texts = match format {
        _ if example == Some("12.50") || pattern.starts_with("^-?(0|[1-9]") => vec!["12.50", "-3"],
        _ if !pattern.is_empty() => vec!["AB1"],
        "ipv4" => vec!["10.0.0.1", "127.0.0.1"],
        "ipv6" => vec!["::1", "fe80::1"],
        "date-time" => vec!["2024-08-06T10:00:00Z"],
        "date" => vec!["2024-08-06", "1999-12-31"],
        "duration" => vec!["P1DT2H30M", "PT0S"],
        "uuid" => vec!["67e55044-10b1-426f-9247-bb680e5fe0c8"],
        _ if example.is_some() => example.into_iter().collect(),
        _ if description.ends_with("An IPv4 address.") => vec!["10.0.0.1", "127.0.0.1"],
        _ if description.ends_with("An IPv6 address.") => vec!["::1", "fe80::1"],
        _ if description.ends_with("IPv6 address.") => vec!["10.0.0.1", "::1"],
        _ if description.ends_with("A single character.") => vec!["x", "🦀"],
        _ => return None,
    };
    Some(texts.into_iter().map(Value::from).collect())
}

/// A stream of choices (xorshift) that is the same for the same seed.
struct Choices(u64);

impl Choices {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.max(1);
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    fn text(&mut self) -> String {
        const CHARACTERS: &[char] = &['a', 'Z', '0', ' ', '-', 'é', '中', '🦀', '\'', '/', '\u{7f}'];
        (0..self.below(8)).map(|_| *self.one_of(CHARACTERS)).collect()
    }
}
