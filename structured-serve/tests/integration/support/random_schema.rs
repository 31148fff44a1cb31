//! Random schemas of the strict subset, the same for the same seed.

#![expect(clippy::format_push_string, reason = "it reads as the schema that it writes")]

/// Random numbers (xorshift64*), so that a failure can be had again from its seed.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    pub(crate) fn one<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

const NAMES: &[&str] = &[
    "name",
    "date",
    "participants",
    "email",
    "age",
    "price",
    "ünï",
    "a b",
    "id",
    "children",
    "next",
    "value",
    "type",
    "url",
    "confidence",
    "created_at",
    "x",
    "data",
    "required",
    "properties",
    "$ref",
    "a/b~c",
    "line_items",
    "City",
    "phoneNumber",
];

const PATTERNS: &[&str] = &[
    "^[a-z]+$",
    "^[A-Z]{3}-[0-9]{4}$",
    "^\\\\d{3}-\\\\d{2}$",
    "[0-9]+",
    "^(foo|bar|bazz)$",
    "^@[a-zA-Z0-9_]+$",
    "^[^0-9]*$",
    "^.$",
    "^.{2,5}$",
    "^\\\\w+(\\\\.\\\\w+)*$",
    "^#[0-9a-fA-F]{6}$",
    "^$",
    "a|b",
    "^(a|b)+c?$",
    "^[a-z][a-z0-9_-]{0,63}$",
    "^\\\\S+\\\\s\\\\S+$",
    "^(?:[01]\\\\d|2[0-3]):[0-5]\\\\d$",
    "^[+-]?\\\\d+(\\\\.\\\\d+)?$",
    "^\\\\/api\\\\/v[0-9]$",
    "^[\\\\w.-]+$",
    "^x{10}$",
    "^\\\\u00e9+$",
    "^[ -~]+$",
    "\\\\bword\\\\b",
    "^[a-c]{0,3}[x-z]{2,}$",
    "^\\\\$[0-9]+$",
    "^(ab){2,4}$",
    "^[\\\\]\\\\[]$",
];

const FORMATS: &[&str] = &["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];

/// One schema, as JSON text.
pub(crate) fn schema(seed: u64) -> String {
    let mut random = Random::new(seed);
    let definitions = random.below(4);
    let mut writer = Writer { random: &mut random, definitions, budget: 40 };
    let root = writer.object(0);
    let definitions: Vec<String> =
        (0..definitions).map(|index| format!("\"D{index}\":{}", writer.definition())).collect();
    if definitions.is_empty() {
        return root;
    }
    format!("{},\"$defs\":{{{}}}}}", &root[..root.len() - 1], definitions.join(","))
}

struct Writer<'r> {
    random: &'r mut Random,
    definitions: u64,
    /// How many nodes may still be written.
    budget: u64,
}

impl Writer<'_> {
    fn definition(&mut self) -> String {
        self.budget = 12;
        if self.random.chance(70) { self.object(2) } else { self.node(2) }
    }

    fn object(&mut self, depth: u64) -> String {
        let count = if depth == 0 { 1 + self.random.below(5) } else { self.random.below(4) };
        let mut names: Vec<&str> = Vec::new();
        while (names.len() as u64) < count {
            let name = self.random.one(NAMES);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let properties: Vec<String> = names.iter().map(|name| format!("\"{name}\":{}", self.node(depth + 1))).collect();
        let required: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let kind = if depth > 0 && self.random.chance(10) { r#"["object","null"]"# } else { "\"object\"" };
        format!(
            r#"{{"type":{kind},"properties":{{{}}},"required":[{}],"additionalProperties":false}}"#,
            properties.join(","),
            required.join(",")
        )
    }

    fn node(&mut self, depth: u64) -> String {
        if self.budget == 0 || depth > 4 {
            return r#"{"type":"boolean"}"#.to_owned();
        }
        self.budget -= 1;
        match self.random.below(20) {
            0..=5 => self.string(),
            6 | 7 => self.number("integer"),
            8 | 9 => self.number("number"),
            10 => r#"{"type":"boolean"}"#.to_owned(),
            11 | 12 => self.array(depth),
            13 | 14 => self.object(depth),
            15 | 16 => self.union(depth),
            17 => self.enumeration(),
            18 if self.definitions > 0 => {
                let reference = format!(r##"{{"$ref":"#/$defs/D{}"}}"##, self.random.below(self.definitions));
                // A reference that must be followed may never end, and then the schema is refused.
                if self.random.chance(50) {
                    format!(r#"{{"anyOf":[{reference},{{"type":"null"}}]}}"#)
                } else {
                    reference
                }
            }
            18 => r#"{"type":["string","null"]}"#.to_owned(),
            _ => format!(
                r##"{{"type":"array","items":{{"$ref":"#"}}{}}}"##,
                if self.random.chance(30) { ",\"maxItems\":2" } else { "" }
            ),
        }
    }

    fn array(&mut self, depth: u64) -> String {
        let mut out = format!(r#"{{"type":"array","items":{}"#, self.node(depth + 1));
        let least = self.random.below(4);
        if self.random.chance(30) {
            out.push_str(&format!(",\"minItems\":{least}"));
        }
        if self.random.chance(30) {
            out.push_str(&format!(",\"maxItems\":{}", least + self.random.below(3)));
        }
        out + "}"
    }

    fn union(&mut self, depth: u64) -> String {
        let branches: Vec<String> = match self.random.below(3) {
            0 => vec![self.node(depth + 1), r#"{"type":"null"}"#.to_owned()],
            1 => vec![self.string(), self.number("integer")],
            _ => (0..2 + self.random.below(2))
                .map(|index| {
                    let rest = self.node(depth + 1);
                    format!(
                        r#"{{"type":"object","properties":{{"k{index}":{{"type":"string","enum":["v{index}"]}},"rest":{rest}}},"required":["k{index}","rest"],"additionalProperties":false}}"#
                    )
                })
                .collect(),
        };
        format!(r#"{{"anyOf":[{}]}}"#, branches.join(","))
    }

    fn enumeration(&mut self) -> String {
        self.random
            .one(&[
                r#"{"type":"string","enum":["a","b","ünï"]}"#,
                r#"{"type":["string","null"],"enum":["a",null]}"#,
                r#"{"type":["string","null"],"enum":["F","C"]}"#,
                r#"{"type":"integer","enum":[1,2,3]}"#,
                r#"{"type":"number","enum":[0.5,1e2]}"#,
                r#"{"type":"string","const":"fixed"}"#,
                r#"{"type":"boolean","enum":[true]}"#,
                r#"{"type":"integer","const":-7}"#,
            ])
            .to_owned()
    }

    fn string(&mut self) -> String {
        let kind = if self.random.chance(15) { r#"["string","null"]"# } else { "\"string\"" };
        let mut out = format!("{{\"type\":{kind}");
        match self.random.below(10) {
            0..=3 => {}
            4 | 5 => out.push_str(&format!(",\"pattern\":\"{}\"", self.random.one(PATTERNS))),
            6 | 7 => out.push_str(&format!(",\"format\":\"{}\"", self.random.one(FORMATS))),
            8 => {
                let least = self.random.below(60);
                out.push_str(&format!(",\"minLength\":{least},\"maxLength\":{}", least + self.random.below(4)));
            }
            _ => {
                let least = self.random.below(30);
                let pattern =
                    self.random.one(&["^[a-z]+$", "^[a-z0-9]{0,200}$", "^(ab|c)*$", "^.*$", "^[A-Z].*[0-9]$"]);
                out.push_str(&format!(
                    ",\"pattern\":\"{pattern}\",\"minLength\":{least},\"maxLength\":{}",
                    least + 2 + self.random.below(9)
                ));
            }
        }
        if self.random.chance(20) {
            out.push_str(r#","description":"Some text.""#);
        }
        out + "}"
    }

    fn number(&mut self, kind: &str) -> String {
        let mut out = format!("{{\"type\":\"{kind}\"");
        let low = i64::try_from(self.random.below(2_000)).unwrap() - 1_000;
        let high = low + 1 + i64::try_from(self.random.below(3_000)).unwrap();
        match self.random.below(12) {
            0 => out.push_str(&format!(",\"minimum\":{low}")),
            1 => out.push_str(&format!(",\"maximum\":{high}")),
            2 => out.push_str(&format!(",\"minimum\":{low},\"maximum\":{high}")),
            3 => out.push_str(&format!(",\"exclusiveMinimum\":{low},\"exclusiveMaximum\":{}", high + 1)),
            4 => out.push_str(&format!(",\"multipleOf\":{}", self.random.one(&["2", "5", "0.5", "0.25", "10", "3"]))),
            5 => out.push_str(&format!(",\"minimum\":{low},\"maximum\":{},\"multipleOf\":7", high + 7)),
            6 if kind == "number" => out.push_str(",\"exclusiveMinimum\":0,\"exclusiveMaximum\":0.001"),
            7 => out.push_str(",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807"),
            8 => out.push_str(",\"minimum\":1000000,\"maximum\":1000000"),
            9 if kind == "number" => out.push_str(",\"minimum\":1e20"),
            10 if kind == "number" => out.push_str(",\"multipleOf\":0.01"),
            _ => {}
        }
        out + "}"
    }
}
