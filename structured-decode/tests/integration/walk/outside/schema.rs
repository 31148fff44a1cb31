//! A generator of schemas as they come from outside: the whole vocabulary that is enforced, in any combination, and some
//! keywords that are not.

use serde_json::{Map, Value, json};

use crate::walk::Random;

const NAMES: [&str; 4] = ["a", "b", "c", "d~/e"];
const FORMATS: [&str; 9] = ["date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];
const PATTERNS: [&str; 6] = ["^[a-c]{1,3}$", "b", "^a", "[0-9]$", "^x$|^yy$", "^(ab)*$"];
/// Bounds that floats read as others, or that no Rust integer holds.
const LARGE_AND_SMALL: [&str; 10] = [
    "9007199254740993",
    "-9223372036854775808",
    "18446744073709551615",
    "1e16",
    "-1e19",
    "0.1",
    "-0.3",
    "123456.789",
    "1e-7",
    "5.0",
];
const NOT_ENFORCED: [&str; 7] =
    ["oneOf", "not", "uniqueItems", "patternProperties", "propertyNames", "prefixItems", "contains"];

/// A schema, the same for each seed.
pub(super) fn schema(seed: u64) -> Value {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9).wrapping_add(seed));
    let count = random.below(4);
    let mut generator = Generator { random, definitions: count };
    let mut root = match generator.random.below(5) {
        0 => generator.any(3),
        1 => generator.reference(3),
        2 => generator.union(3),
        _ => generator.object(3),
    };
    let definitions: Map<String, Value> = (0..count)
        .map(|index| {
            let mut definition = generator.any(2);
            if generator.once_in(25)
                && let Some(definition) = definition.as_object_mut()
            {
                definition.insert("$id".to_owned(), json!(format!("http://example.com/{index}")));
            }
            (format!("d{index}"), definition)
        })
        .collect();
    if let Some(root) = root.as_object_mut()
        && count > 0
    {
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

struct Generator {
    random: Random,
    /// The definitions that a reference may name.
    definitions: usize,
}

impl Generator {
    fn once_in(&mut self, times: usize) -> bool {
        self.random.below(times) == 0
    }

    fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.random.below(of.len())].clone()
    }

    /// Any schema, of at most so many levels.
    fn any(&mut self, levels: usize) -> Value {
        if levels == 0 {
            return self.scalar();
        }
        match self.random.below(24) {
            0..=4 => self.object(levels),
            5..=7 => self.array(levels),
            8..=11 => self.reference(levels),
            12..=14 => self.union(levels),
            15 => self.all_of(levels),
            16..=17 => self.values(levels),
            18 => self.several_types(levels),
            19 if self.once_in(6) => self.one_of(&[json!(true), json!(false), json!({})]),
            _ => self.scalar(),
        }
    }

    fn scalar(&mut self) -> Value {
        match self.random.below(8) {
            0..=2 => {
                let mut schema = json!({"type": "string"});
                self.string_keywords(&mut schema);
                schema
            }
            3..=4 => {
                let mut schema = json!({"type": "integer"});
                self.number_keywords(&mut schema, true);
                schema
            }
            5 => {
                let mut schema = json!({"type": "number"});
                self.number_keywords(&mut schema, false);
                schema
            }
            6 => json!({"type": "boolean"}),
            _ => json!({"type": "null"}),
        }
    }

    fn string_keywords(&mut self, schema: &mut Value) {
        match self.random.below(6) {
            0 => schema["minLength"] = json!(self.random.below(4)),
            1 => schema["maxLength"] = json!(self.random.below(5)),
            2 => schema["pattern"] = json!(self.one_of(&PATTERNS)),
            3 => schema["format"] = json!(self.one_of(&FORMATS)),
            _ => {}
        }
        if self.once_in(8) {
            schema["maxLength"] = json!(self.random.below(8));
        }
    }

    fn number_keywords(&mut self, schema: &mut Value, is_integer: bool) {
        let bound = |this: &mut Self| {
            if this.once_in(6) {
                return this.one_of(&LARGE_AND_SMALL.map(|text| serde_json::from_str(text).unwrap()));
            }
            let whole = i32::try_from(this.random.below(40)).unwrap_or(0) - 20;
            if is_integer || this.once_in(2) { json!(whole) } else { json!(f64::from(whole) + 0.25) }
        };
        if self.once_in(2) {
            let keyword = self.one_of(&["minimum", "exclusiveMinimum"]);
            schema[keyword] = bound(self);
        }
        if self.once_in(2) {
            let keyword = self.one_of(&["maximum", "exclusiveMaximum"]);
            schema[keyword] = bound(self);
        }
        if self.once_in(4) {
            let steps = [
                json!(1),
                json!(2),
                json!(5),
                json!(7),
                json!(64),
                json!(0.5),
                json!(2.5),
                json!(0.01),
                json!(0.1),
                json!(0.3),
            ];
            schema["multipleOf"] = self.one_of(&steps);
        }
    }

    fn object(&mut self, levels: usize) -> Value {
        let mut schema = json!({"type": "object"});
        self.object_keywords(&mut schema, levels);
        schema
    }

    fn object_keywords(&mut self, schema: &mut Value, levels: usize) {
        let mut names = Vec::new();
        if !self.once_in(12) {
            let mut properties = Map::new();
            for _ in 0..self.random.below(4) {
                let name = self.one_of(&NAMES);
                properties.insert(name.to_owned(), self.any(levels - 1));
            }
            names = properties.keys().cloned().collect();
            schema["properties"] = Value::Object(properties);
        }
        if !self.once_in(4) {
            if self.once_in(3) {
                names.retain(|_| self.random.below(2) == 0);
            }
            if self.once_in(8) {
                names.push(self.one_of(&NAMES).to_owned());
                names.dedup();
            }
            names.sort();
            names.dedup();
            schema["required"] = json!(names);
        }
        match self.random.below(12) {
            0..=6 => schema["additionalProperties"] = json!(false),
            7 => schema["additionalProperties"] = json!(true),
            8 => schema["additionalProperties"] = self.any(levels - 1),
            _ => {}
        }
        if self.once_in(12) {
            let keyword = self.one_of(&["minProperties", "maxProperties"]);
            schema[keyword] = json!(self.random.below(4));
        }
    }

    fn array(&mut self, levels: usize) -> Value {
        let mut schema = json!({"type": "array"});
        self.array_keywords(&mut schema, levels);
        schema
    }

    fn array_keywords(&mut self, schema: &mut Value, levels: usize) {
        if !self.once_in(12) {
            schema["items"] = self.any(levels - 1);
        }
        if self.once_in(3) {
            schema["minItems"] = json!(self.random.below(3));
        }
        if self.once_in(3) {
            schema["maxItems"] = json!(self.random.below(4));
        }
    }

    fn values(&mut self, levels: usize) -> Value {
        let mut schema = if self.once_in(3) {
            json!({"const": self.value(2)})
        } else {
            let count = 1 + self.random.below(5);
            json!({"enum": (0..count).map(|_| self.value(2)).collect::<Vec<_>>()})
        };
        self.beside(&mut schema, levels);
        schema
    }

    fn value(&mut self, levels: usize) -> Value {
        match self.random.below(if levels == 0 { 10 } else { 14 }) {
            0 => Value::Null,
            1 => json!(true),
            2..=3 => json!(i64::try_from(self.random.below(12)).unwrap_or(0) - 4),
            4 => self.one_of(&[json!(0.5), json!(-2.25), json!(1.0), json!(0.07), json!(1e20)]),
            5..=9 => {
                self.one_of(&[json!("a"), json!("ab"), json!("x"), json!("b1"), json!("é\"\n"), json!("2024-02-29")])
            }
            10..=11 => {
                let count = self.random.below(3);
                (0..count).map(|_| self.value(levels - 1)).collect()
            }
            _ => {
                let count = self.random.below(3);
                let members = (0..count).map(|_| (self.one_of(&NAMES).to_owned(), self.value(levels - 1)));
                Value::Object(members.collect())
            }
        }
    }

    fn several_types(&mut self, levels: usize) -> Value {
        let all = ["string", "integer", "number", "boolean", "null", "object", "array"];
        let mut types = vec![self.one_of(&all), self.one_of(&all)];
        types.dedup();
        let mut schema = json!({"type": types});
        self.string_keywords(&mut schema);
        self.number_keywords(&mut schema, false);
        self.object_keywords(&mut schema, levels);
        self.array_keywords(&mut schema, levels);
        schema
    }

    fn reference(&mut self, levels: usize) -> Value {
        let mut target = if self.once_in(10) || self.definitions == 0 {
            "#".to_owned()
        } else {
            format!("#/$defs/d{}", self.random.below(self.definitions))
        };
        if self.once_in(12) {
            target.push_str("/properties/a");
        }
        let mut schema = json!({"$ref": target});
        if self.once_in(2) {
            self.beside(&mut schema, levels);
        }
        schema
    }

    fn union(&mut self, levels: usize) -> Value {
        let count = 1 + self.random.below(3);
        let mut schema = json!({"anyOf": (0..count).map(|_| self.any(levels - 1)).collect::<Vec<_>>()});
        if self.once_in(2) {
            self.beside(&mut schema, levels);
        }
        schema
    }

    fn all_of(&mut self, levels: usize) -> Value {
        let count = 1 + self.random.below(2);
        let mut schema = json!({"allOf": (0..count).map(|_| self.any(levels - 1)).collect::<Vec<_>>()});
        if self.once_in(2) {
            self.beside(&mut schema, levels);
        }
        schema
    }

    /// Adds a few keywords of any kind.
    fn beside(&mut self, schema: &mut Value, levels: usize) {
        for _ in 0..self.random.below(3) {
            match self.random.below(12) {
                0 => schema["description"] = json!("Some text."),
                1 => {
                    schema["type"] = self.one_of(&[
                        json!("object"),
                        json!("string"),
                        json!("integer"),
                        json!("number"),
                        json!(["string", "null"]),
                    ]);
                }
                2 => self.string_keywords(schema),
                3 => self.number_keywords(schema, false),
                4..=5 => self.object_keywords(schema, levels),
                6 => self.array_keywords(schema, levels),
                7 => schema["required"] = json!([self.one_of(&NAMES)]),
                8 => schema["additionalProperties"] = json!(false),
                9 => schema["enum"] = json!([self.value(1), self.value(1), self.value(0)]),
                10 => schema["const"] = self.value(1),
                _ => {
                    let nested = if self.once_in(2) { self.union(levels) } else { self.reference(levels) };
                    for (keyword, value) in nested.as_object().into_iter().flatten() {
                        schema[keyword] = value.clone();
                    }
                }
            }
        }
        if self.once_in(30) {
            let keyword = self.one_of(&NOT_ENFORCED);
            schema[keyword] = match keyword {
                "uniqueItems" => json!(true),
                "oneOf" | "prefixItems" => json!([self.scalar(), {"type": "string"}]),
                "patternProperties" => json!({"^b": self.scalar()}),
                _ => self.scalar(),
            };
        }
    }
}
