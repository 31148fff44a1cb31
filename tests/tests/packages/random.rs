//! A generator of strict schemas. They use everything that the importer can express in Rust, with difficult names and
//! texts.

/// Words that are difficult as names of properties, types and values.
const WORDS: &[&str] = &[
    "name",
    "type",
    "dateInfo",
    "date_info",
    "self",
    "Self",
    "2nd",
    "größe",
    "日付",
    "a-b",
    "a b",
    "option",
    "String",
    "Vec",
    "value",
    "items",
    "r#fn",
    "$ref",
    "x",
    "X",
    "steps",
    "status",
    "kind",
    "crate",
    "_",
    "__x",
    "HTTPServer",
];

const TEXTS: &[&str] = &[
    "A plain text.",
    "Two lines,\nof which the second is short.",
    "- a list\n- of two",
    "Quotes \" and \\ backslashes, `code`, */ and /// too.",
    "  spaces around  ",
    "A long text that goes on and on, so that a doc comment of one line would be wider than what rustfmt takes, and - to \
     make it worse - has dashes, 1. numbers and # marks that begin nothing.",
    "# a heading",
    "tab\there",
    "ends with a backslash \\",
    "日本語の説明",
];

/// The schema for a seed.
pub(crate) fn schema(seed: u64) -> String {
    let later = seed % 2 == 1;
    let mut generator =
        Generator { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, later, count: 0, definitions: Vec::new() };
    let definitions = generator.pick(4);
    for index in 0..definitions {
        generator.definitions.push((format!("{}{index}", ["Point", "line_item", "Node-"][index % 3]), 0));
    }
    let mut bodies: Vec<String> = (0..definitions).map(|_| generator.definition()).collect();
    let title = if generator.pick(2) == 0 { "\"title\":\"The root\"," } else { "" };
    let mut root = generator.object(2, title, "");
    // Imported types leave out a definition that nothing refers to, so each definition is referred to.
    let unused: Vec<String> =
        generator.definitions.iter().filter(|(_, uses)| *uses == 0).map(|(name, _)| name.clone()).collect();
    for name in unused {
        let property = format!("\"uses {name}\":{{\"$ref\":\"#/$defs/{name}\"}},");
        root = root.replacen("\"properties\":{", &format!("\"properties\":{{{property}"), 1);
        root = root.replace("\"required\":[", &format!("\"required\":[\"uses {name}\","));
        // The name belongs only in the list of the root, so it is removed from the other lists.
        root = only_last(&root, &format!("\"required\":[\"uses {name}\","), "\"required\":[");
    }
    if bodies.is_empty() {
        return root;
    }
    let defs: Vec<String> = generator
        .definitions
        .iter()
        .zip(bodies.drain(..))
        .map(|((name, _), body)| format!("\"{name}\":{body}"))
        .collect();
    format!("{},\"$defs\":{{{}}}}}", root.strip_suffix('}').unwrap_or(&root), defs.join(","))
}

/// Replaces all but the last occurrence.
fn only_last(text: &str, from: &str, to: &str) -> String {
    match text.rfind(from) {
        Some(at) => format!("{}{}", text[..at].replace(from, to), &text[at..]),
        None => text.to_owned(),
    }
}

struct Generator {
    state: u64,
    /// Whether keywords of the current profile `openai` are used.
    later: bool,
    /// A counter, for names that occur once.
    count: usize,
    /// The names of definitions, with the number of references to each.
    definitions: Vec<(String, usize)>,
}

impl Generator {
    fn pick(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % below as u64).unwrap_or_default()
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.pick(list.len())]
    }

    /// A title, a description, both or neither.
    fn notes(&mut self) -> String {
        let mut notes = String::new();
        if self.pick(3) == 0 {
            let text = self.one_of(TEXTS).trim();
            notes = format!("\"description\":{},", serde_json::Value::from(text));
        }
        if self.pick(6) == 0 {
            notes.push_str("\"title\":\"A Title\",");
        }
        notes
    }

    fn names(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        while names.len() < count {
            let name = self.one_of(WORDS).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn object(&mut self, depth: usize, notes: &str, tag: &str) -> String {
        let count = 1 + self.pick(4);
        let names = self.names(count);
        let mut properties: Vec<String> = Vec::new();
        if !tag.is_empty() {
            properties.push(tag.to_owned());
        }
        for name in &names {
            let schema = self.schema(depth);
            properties.push(format!("{}:{schema}", serde_json::Value::from(name.as_str())));
        }
        closed(notes, "\"object\"", &properties)
    }

    fn schema(&mut self, depth: usize) -> String {
        let notes = self.notes();
        match self.pick(if depth == 0 { 7 } else { 12 }) {
            0 | 1 => self.string(&notes),
            2 => self.number(&notes),
            3 => format!("{{{notes}\"type\":\"{}\"}}", self.one_of(&["boolean", "boolean", "null"])),
            4 => format!(
                "{{{notes}\"type\":[\"{}\",\"null\"]}}",
                self.one_of(&["string", "integer", "boolean", "number"])
            ),
            5 => self.strings(&notes),
            6 => self.reference(&notes),
            7 => self.object(depth - 1, &notes, ""),
            8 => {
                let object = self.object(depth - 1, &notes, "");
                object.replacen("\"type\":\"object\"", "\"type\":[\"object\",\"null\"]", 1)
            }
            9 | 10 => {
                let items = self.schema(depth - 1);
                let bounds = if self.later && self.pick(2) == 0 { ",\"minItems\":1,\"maxItems\":9" } else { "" };
                format!("{{{notes}\"type\":\"array\",\"items\":{items}{bounds}}}")
            }
            _ => self.union(depth - 1, &notes),
        }
    }

    fn string(&mut self, notes: &str) -> String {
        let constraint = match self.pick(4) {
            0 if self.later => ",\"pattern\":\"^[a-z\\\\\\\"]+$\"",
            1 if self.later => ",\"format\":\"date-time\"",
            _ => "",
        };
        format!("{{{notes}\"type\":\"string\"{constraint}}}")
    }

    fn number(&mut self, notes: &str) -> String {
        let constraint = match self.pick(4) {
            0 if self.later => ",\"minimum\":-130,\"maximum\":1.5e3",
            1 if self.later => ",\"exclusiveMinimum\":0",
            2 if self.later => ",\"multipleOf\":0.5",
            _ => "",
        };
        let kind = if constraint.contains('.') || self.pick(2) == 0 { "number" } else { "integer" };
        format!("{{{notes}\"type\":\"{kind}\"{constraint}}}")
    }

    fn strings(&mut self, notes: &str) -> String {
        let count = 1 + self.pick(4);
        if self.pick(3) == 0 {
            let numbers: Vec<String> = (0..count).map(|index| (index * 7).to_string()).collect();
            return format!("{{{notes}\"type\":\"integer\",\"enum\":[-5,{}]}}", numbers.join(","));
        }
        let names: Vec<String> =
            self.names(count).into_iter().map(|name| serde_json::Value::from(name).to_string()).collect();
        if self.pick(3) == 0 {
            return format!("{{{notes}\"type\":[\"string\",\"null\"],\"enum\":[{},null]}}", names.join(","));
        }
        format!("{{{notes}\"type\":\"string\",\"enum\":[{}]}}", names.join(","))
    }

    /// A reference has no other keywords next to it. Its annotations, and `null`, go around it.
    fn reference(&mut self, notes: &str) -> String {
        let below = self.definitions.len() + 1;
        let target = match self.pick(below) {
            0 => return format!("{{{notes}\"type\":\"array\",\"items\":{{\"$ref\":\"#\"}}}}"),
            index => {
                self.definitions[index - 1].1 += 1;
                format!("{{\"$ref\":\"#/$defs/{}\"}}", self.definitions[index - 1].0)
            }
        };
        match (self.pick(3), notes) {
            (0, _) => format!("{{{notes}\"anyOf\":[{target},{{\"type\":\"null\"}}]}}"),
            (_, "") => target,
            _ => format!("{{{notes}\"anyOf\":[{target}]}}"),
        }
    }

    fn union(&mut self, depth: usize, notes: &str) -> String {
        let count = 2 + self.pick(3);
        let mut branches: Vec<String> = Vec::new();
        let kind = self.pick(3);
        for index in 0..count {
            self.count += 1;
            let own = self.notes();
            let unique = format!("only_{}", self.count);
            branches.push(match kind {
                0 => {
                    let tag = format!(
                        "\"the tag\":{{\"type\":\"string\",\"enum\":[\"{}{index}\"]}}",
                        self.one_of(WORDS).replace('"', "")
                    );
                    self.object(depth, &own, &tag)
                }
                1 => {
                    let inner = self.schema(depth);
                    closed(&own, "\"object\"", &[format!("\"{unique}\":{inner}")])
                }
                _ => self.object(depth, &own, &format!("\"{unique}\":{{\"type\":\"string\"}}")),
            });
        }
        if kind == 2 {
            branches.push("{\"type\":\"string\"}".into());
            branches.push("{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}".into());
        }
        if self.pick(3) == 0 {
            branches.push("{\"type\":\"null\"}".into());
        }
        format!("{{{notes}\"anyOf\":[{}]}}", branches.join(","))
    }

    /// An object, an enum or a union for `$defs`. It contains no direct reference, so that it has a finite document.
    fn definition(&mut self) -> String {
        let notes = self.notes();
        let definitions = std::mem::take(&mut self.definitions);
        let body = match self.pick(3) {
            0 => closed(
                &notes,
                "\"object\"",
                &["\"x\":{\"type\":\"number\"}".into(), "\"next\":{\"type\":[\"string\",\"null\"]}".into()],
            ),
            1 => format!("{{{notes}\"type\":\"string\",\"enum\":[\"red\",\"green\"]}}"),
            _ => self.object(1, &notes, ""),
        };
        self.definitions = definitions;
        body
    }
}

fn closed(notes: &str, kind: &str, properties: &[String]) -> String {
    let names: Vec<&str> = properties.iter().map(|property| name(property)).collect();
    format!(
        "{{{notes}\"type\":{kind},\"properties\":{{{}}},\"required\":[{}],\"additionalProperties\":false}}",
        properties.join(","),
        names.join(",")
    )
}

/// The name of `"name":schema`, with its quotes.
fn name(property: &str) -> &str {
    property.split_once("\":").map_or("", |(name, _)| property.get(..=name.len()).unwrap_or_default())
}
