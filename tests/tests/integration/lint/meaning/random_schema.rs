//! Random schemas over the vocabulary of JSON Schema 2020-12 and draft 7, as people write them: closed and open objects,
//! unions beside properties, references with siblings, merged branches, maps, tuples, and keywords at odd places.

use serde_json::{Map, Value, json};

/// A small generator of numbers: the same seed gives the same schema on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
pub(crate) const PATTERNS: [&str; 4] = ["^a", "b$", "^[a-c]+$", "a|c"];
const ANNOTATIONS: [&str; 8] =
    ["description", "title", "default", "examples", "deprecated", "$comment", "x-order", "readOnly"];

/// A schema with its definitions.
pub(crate) fn schema(random: &mut Random) -> Value {
    let draft = random.pick(&[
        None,
        None,
        Some("http://json-schema.org/draft-07/schema#"),
        Some("https://json-schema.org/draft/2020-12/schema"),
    ]);
    let containers: &[&[&str]] = &[&["$defs"], &["definitions"], &["components", "schemas"], &["$defs"]];
    let container = random.pick(containers);
    let definitions = random.below(4);
    let prefix = format!("#/{}", container.join("/"));
    // Most schemas use what can be fixed to the end; the others use everything.
    let wild = random.pick(&[0, 0, 0, 30, 100]);
    let budget = random.pick(&[6, 12, 24]);
    let mut writer = Writer { random, prefix, definitions, budget, wild };
    let mut root = writer.root();
    if definitions > 0 {
        let mut all = Map::new();
        for name in ["A", "B", "C"].iter().take(definitions) {
            let definition = if writer.random.chance(60) { writer.object(2) } else { writer.node(2) };
            all.insert((*name).to_string(), definition);
        }
        let mut nested = Value::Object(all);
        for part in container.iter().skip(1).rev() {
            nested = json!({ *part: nested });
        }
        if let Some(members) = root.as_object_mut() {
            members.insert(container[0].to_string(), nested);
        }
    }
    if let (Some(draft), Some(members)) = (draft, root.as_object_mut()) {
        members.insert("$schema".into(), json!(draft));
    }
    root
}

struct Writer<'r> {
    random: &'r mut Random,
    prefix: String,
    definitions: usize,
    /// How many more nodes there may be.
    budget: usize,
    /// How often keywords are used that no strict schema can say, in percent.
    wild: usize,
}

impl Writer<'_> {
    fn root(&mut self) -> Value {
        match self.random.below(20) {
            0..=13 => self.object(3),
            14..=15 => self.reference(3),
            16..=17 => {
                let mut root = self.object(3);
                let extra = self.all_of(2);
                Self::mix(&mut root, extra);
                root
            }
            18 => self.all_of(3),
            _ => self.node(3),
        }
    }

    fn node(&mut self, depth: usize) -> Value {
        self.budget = self.budget.saturating_sub(1);
        let is_leaf = depth == 0 || self.budget == 0;
        let mut node = match self.random.below(if is_leaf { 34 } else { 100 }) {
            0..=9 => self.string(),
            10..=17 => self.number(),
            21 => json!({"type": "null"}),
            22..=25 => self.values(),
            26..=29 => self.type_list(),
            30..=32 if self.is_wild() => self.odd(),
            18..=20 | 30..=32 => json!({"type": "boolean"}),
            33 => self.reference(0),
            34..=49 => self.object(depth),
            50..=57 => self.array(depth),
            58..=71 => self.union(depth),
            72..=81 => self.all_of(depth),
            82..=93 => self.reference(depth),
            _ if self.is_wild() => self.conditional(depth),
            _ => self.object(depth),
        };
        if !is_leaf && self.random.chance(12) {
            let extra = self.node(depth - 1);
            Self::mix(&mut node, extra);
        }
        self.annotate(&mut node);
        node
    }

    fn is_wild(&mut self) -> bool {
        self.random.chance(self.wild)
    }

    /// Adds the members of `extra` that `node` does not have.
    fn mix(node: &mut Value, extra: Value) {
        if let (Some(members), Value::Object(extra)) = (node.as_object_mut(), extra) {
            for (name, value) in extra {
                members.entry(name).or_insert(value);
            }
        }
    }

    fn annotate(&mut self, node: &mut Value) {
        let Some(members) = node.as_object_mut() else { return };
        if self.random.chance(12) {
            let name = self.random.pick(&ANNOTATIONS);
            let value = match name {
                "description" | "title" | "$comment" => json!("words"),
                "examples" => json!(["a"]),
                "default" => self.random.pick(&["null", "\"a\"", "1", "[]"]).parse().unwrap_or_default(),
                _ => json!(true),
            };
            members.entry(name).or_insert(value);
        }
        if self.random.chance(3) {
            members.entry("nullable").or_insert(json!(true));
        }
    }

    fn string(&mut self) -> Value {
        let mut node = json!({"type": "string"});
        for _ in 0..self.random.below(3) {
            let (name, value) = match self.random.below(7) {
                0 => ("minLength", json!(self.random.below(3))),
                1 => ("maxLength", json!(self.random.below(4))),
                2 => ("pattern", json!(self.random.pick(&PATTERNS))),
                3 => ("format", json!(self.random.pick(&["date", "email", "uri"]))),
                4 => ("enum", json!(["a", "b", "cc"])),
                5 => ("const", json!(self.random.pick(&["a", "b"]))),
                _ => ("contentEncoding", json!("base64")),
            };
            node[name] = value;
        }
        if let Some(constant) = node.get("const").cloned().filter(|_| self.random.chance(40)) {
            node["default"] = constant;
        }
        node
    }

    fn number(&mut self) -> Value {
        let mut node = json!({"type": self.random.pick(&["integer", "number"])});
        for _ in 0..self.random.below(3) {
            let name = self.random.pick(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
            let value = self.random.below(5) + usize::from(name == "multipleOf");
            node[name] = json!(value);
        }
        node
    }

    fn values(&mut self) -> Value {
        match self.random.below(6) {
            0 => json!({"const": "a"}),
            1 => json!({"const": 1}),
            2 => json!({"enum": ["a", "b", null]}),
            3 => json!({"enum": ["a", 1, 2.5]}),
            5 if self.is_wild() => json!({"enum": [{"a": "a"}, "b"]}),
            _ => json!({"enum": [1, 2], "type": "integer"}),
        }
    }

    fn type_list(&mut self) -> Value {
        let first = self.random.pick(&["string", "integer", "object", "array", "number", "boolean"]);
        let second = self.random.pick(&["null", "null", "string", "integer", "object"]);
        let mut node = if first == second { json!({"type": [first]}) } else { json!({"type": [first, second]}) };
        if first == "object" && self.random.chance(70) {
            let extra = self.object(1);
            Self::mix(&mut node, extra);
        }
        if first == "array" && self.random.chance(70) {
            node["items"] = self.string();
        }
        node
    }

    fn odd(&mut self) -> Value {
        match self.random.below(9) {
            0 => json!({}),
            1 => json!(true),
            2 => json!(false),
            3 => json!({"not": {}}),
            4 => json!({"type": "object"}),
            5 => json!({"type": "array"}),
            6 => json!({"type": "object", "properties": {}}),
            7 => json!({"minLength": 1}),
            _ => json!({"required": [self.random.pick(&NAMES)]}),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut node = json!({"type": "object"});
        if self.random.chance(6) {
            node = json!({});
        }
        let mut properties = Map::new();
        for _ in 0..self.random.below(4) {
            let name = self.random.pick(&NAMES);
            let property = self.node(depth.saturating_sub(1));
            properties.insert(name.to_string(), property);
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        if !properties.is_empty() || self.random.chance(20) {
            node["properties"] = Value::Object(properties);
        }
        let all = self.random.chance(30);
        let mut required: Vec<&str> =
            names.iter().filter(|_| all || self.random.chance(50)).map(String::as_str).collect();
        if self.is_wild() && self.random.chance(15) {
            let name = self.random.pick(&["a", "b", "e", "aa"]);
            if !required.contains(&name) {
                required.push(name);
            }
        }
        if !required.is_empty() || self.random.chance(20) {
            node["required"] = json!(required);
        }
        match self.random.below(20) {
            0..=6 => node["additionalProperties"] = json!(false),
            7 => node["additionalProperties"] = json!(true),
            8 | 9 if self.is_wild() => {
                let rest = self.node(0);
                node["additionalProperties"] = rest;
            }
            10 => node["unevaluatedProperties"] = json!(false),
            _ => {}
        }
        if self.is_wild() && self.random.chance(12) {
            let (name, value) = match self.random.below(6) {
                0 => ("patternProperties", json!({"^a": self.node(0)})),
                1 => ("propertyNames", json!({"maxLength": 1})),
                2 => ("minProperties", json!(self.random.below(3))),
                3 => ("maxProperties", json!(self.random.below(4))),
                4 => ("dependentRequired", json!({"a": ["b"]})),
                _ => ("dependentSchemas", json!({"a": {"required": ["c"]}})),
            };
            node[name] = value;
        }
        node
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut node = json!({"type": "array"});
        match self.random.below(10) {
            0 if self.is_wild() => {}
            1 if self.is_wild() => node["prefixItems"] = json!([self.node(0), self.node(0)]),
            2 if self.is_wild() => node["items"] = json!(self.random.chance(50)),
            _ => node["items"] = self.node(depth - 1),
        }
        for _ in 0..self.random.below(2) {
            let (name, value) = match self.random.below(if self.wild > 0 { 7 } else { 3 }) {
                0 => ("minItems", json!(self.random.below(3))),
                1 => ("maxItems", json!(self.random.below(3))),
                2 => ("uniqueItems", json!(self.random.chance(70))),
                3 => ("contains", self.node(0)),
                4 => ("minContains", json!(1)),
                5 => ("unevaluatedItems", json!(false)),
                _ => ("additionalItems", json!(false)),
            };
            node[name] = value;
        }
        node
    }

    fn union(&mut self, depth: usize) -> Value {
        let branches: Vec<Value> = (0..=self.random.below(3)).map(|_| self.node(depth - 1)).collect();
        let mut node = json!({ self.random.pick(&["anyOf", "anyOf", "oneOf"]): branches });
        match self.random.below(10) {
            0 | 1 => {
                let extra = self.object(depth - 1);
                Self::mix(&mut node, extra);
            }
            2 => node["type"] = json!(self.random.pick(&["object", "string", "integer"])),
            3 => {
                let extra = self.string();
                Self::mix(&mut node, extra);
            }
            _ => {}
        }
        node
    }

    fn all_of(&mut self, depth: usize) -> Value {
        let mut branches = Vec::new();
        for _ in 0..=self.random.below(3) {
            let branch = match self.random.below(4) {
                0 | 1 => self.object(depth.saturating_sub(1)),
                2 => self.reference(0),
                _ => self.node(depth.saturating_sub(1)),
            };
            branches.push(branch);
        }
        let mut node = json!({"allOf": branches});
        if self.random.chance(30) {
            let extra = self.object(depth.saturating_sub(1));
            Self::mix(&mut node, extra);
        }
        node
    }

    fn reference(&mut self, depth: usize) -> Value {
        let target = match self.random.below(20) {
            0 if self.is_wild() => "#".to_string(),
            1 => format!("#/properties/{}", self.random.pick(&NAMES)),
            _ if self.definitions == 0 => return self.string(),
            _ => format!("{}/{}", self.prefix, ["A", "B", "C"][self.random.below(self.definitions)]),
        };
        let mut node = json!({"$ref": target});
        if depth > 0 && self.random.chance(25) {
            let extra = if self.random.chance(70) { self.object(depth - 1) } else { self.node(depth - 1) };
            Self::mix(&mut node, extra);
        }
        node
    }

    fn conditional(&mut self, depth: usize) -> Value {
        let mut node = self.object(depth - 1);
        let inner = self.node(0);
        match self.random.below(3) {
            0 => node["not"] = inner,
            1 => {
                node["if"] = inner;
                node["then"] = self.node(0);
            }
            _ => node["not"] = json!({"required": [self.random.pick(&NAMES)]}),
        }
        node
    }
}
