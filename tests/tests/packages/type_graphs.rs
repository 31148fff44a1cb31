//! Random graphs of types, compared with a reference that walks each type's whole schema.
//!
//! Each derived type is checked by bounds that add up those of other types. The reference writes the whole schema of
//! each type and passes it to the linter, which does not use bounds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;
use structured_core::profile::Profile;
use structured_lint::Severity;

use crate::any_type::choice::Choices;
use crate::package::Package;

/// The number of graphs, for a longer run.
const COUNT_VARIABLE: &str = "TYPE_GRAPHS";
/// The seed of the first graph, to repeat a run.
const SEED_VARIABLE: &str = "TYPE_GRAPHS_SEED";

/// Types that hold each other.
struct Graph {
    profile: &'static str,
    types: Vec<Type>,
    /// The order in which the types are declared.
    order: Vec<usize>,
}

struct Type {
    is_union: bool,
    /// The number of values, if it is an enum of strings. It then holds nothing else.
    values: usize,
    is_defined: bool,
    /// The number of properties that are strings.
    strings: usize,
    edges: Vec<Edge>,
}

struct Edge {
    to: usize,
    holder: Holder,
}

#[derive(Clone, Copy, PartialEq)]
enum Holder {
    Value,
    Box,
    OptionBox,
    Vec,
    /// A list with at least one item.
    FilledVec,
}

/// The holders that may lead back to the type, as often as they are to be chosen. The last is for a profile with
/// `minItems`.
const HOLDERS: &[Holder] =
    &[Holder::Box, Holder::OptionBox, Holder::OptionBox, Holder::Vec, Holder::Vec, Holder::FilledVec];

impl Graph {
    fn random(seed: u64) -> Self {
        let mut choices = Choices::new(seed);
        let profile = choices.text(&["openai-2024-08", "openai-2024-08", "openai", "llama.cpp"]);
        let count = 2 + choices.below(20);
        let (edges, strings) = (1 + choices.below(3), choices.below(if profile == "openai" { 900 } else { 20 }));
        let is_chain = choices.chance(15);
        let types = (0..count)
            .map(|i| {
                if is_chain {
                    return Type::of_chain(i, count);
                }
                if choices.chance(20) {
                    let values = 1 + choices.below(if profile == "openai" { 600 } else { 300 });
                    return Type { is_union: false, values, is_defined: choices.chance(10), strings: 0, edges: vec![] };
                }
                let without = usize::from(profile == "openai-2024-08");
                let holders = &HOLDERS[..HOLDERS.len() - without];
                let edges =
                    (0..choices.below(edges + 1)).map(|_| Edge::random(&mut choices, i, count, holders)).collect();
                let is_union = choices.chance(15);
                let strings = choices.below(strings + 1);
                Type { is_union, values: 0, is_defined: choices.chance(10), strings, edges }
            })
            .collect();
        let mut order: Vec<usize> = (0..count).collect();
        match choices.below(3) {
            0 => order.reverse(),
            1 => order.sort_by_cached_key(|_| choices.below(usize::MAX)),
            _ => {}
        }
        Self { profile, types, order }
    }

    /// The source of a module, and the line of each type's name, counted from 1.
    fn source(&self) -> (String, Vec<usize>) {
        let mut lines = vec![0; self.types.len()];
        let mut source = String::from("#![allow(dead_code)]\nuse structured_core::StructuredOutput;\n");
        for &i in &self.order {
            let ty = &self.types[i];
            let define = if ty.is_defined { ", define" } else { "" };
            writeln!(source, "#[derive(StructuredOutput)]\n#[structured(profile = \"{}\"{define})]", self.profile).ok();
            lines[i] = source.lines().count() + 1;
            let keyword = if ty.is_union || ty.values > 0 { "enum" } else { "struct" };
            writeln!(source, "pub {keyword} T{i} {{").ok();
            for k in 0..ty.values {
                writeln!(source, "V{k},").ok();
            }
            for (k, edge) in ty.edges.iter().enumerate() {
                let held = edge.holder.of(edge.to);
                let attribute = if edge.holder == Holder::FilledVec { "#[structured(min_items = 1)] " } else { "" };
                if ty.is_union {
                    writeln!(source, "E{k}({attribute}{held}),").ok()
                } else {
                    writeln!(source, "{attribute}e{k}: {held},").ok()
                };
            }
            for k in 0..ty.strings() {
                let text = if ty.is_union { format!("S{k} {{ text: String }},") } else { format!("s{k}: String,") };
                writeln!(source, "{text}").ok();
            }
            source.push_str("}\n");
        }
        (source, lines)
    }

    /// Whether a root refers to itself as `#` and not as a definition.
    fn has_root_reference(&self) -> bool {
        self.profile != "llama.cpp"
    }

    /// The types that `root` reaches, and the number of references to each.
    fn uses(&self, root: usize) -> Vec<usize> {
        let (mut uses, mut list, mut next) = (vec![0; self.types.len()], vec![root], 0);
        while let Some(&i) = list.get(next) {
            next += 1;
            for edge in &self.types[i].edges {
                uses[edge.to] += 1;
                if !list.contains(&edge.to) {
                    list.push(edge.to);
                }
            }
        }
        uses
    }

    /// The schema of `root`, written without bounds.
    fn schema(&self, root: usize) -> String {
        let uses = self.uses(root);
        let in_defs = |i: usize| {
            uses[i] > 0 && if i == root { !self.has_root_reference() } else { uses[i] > 1 || self.types[i].is_defined }
        };
        let mut schema = self.body(root, root, &in_defs);
        let definitions: Vec<String> = (0..self.types.len())
            .filter(|&i| in_defs(i))
            .map(|i| format!("\"T{i}\":{}", self.body(i, root, &in_defs)))
            .collect();
        if !definitions.is_empty() {
            schema.truncate(schema.len() - 1);
            write!(schema, ",\"$defs\":{{{}}}}}", definitions.join(",")).ok();
        }
        schema
    }

    fn body(&self, i: usize, root: usize, in_defs: &dyn Fn(usize) -> bool) -> String {
        let ty = &self.types[i];
        if ty.values > 0 {
            let values: Vec<String> = (0..ty.values).map(|k| format!("\"V{k}\"")).collect();
            return format!("{{\"type\":\"string\",\"enum\":[{}]}}", values.join(","));
        }
        let edges = ty.edges.iter().enumerate();
        let held = edges.map(|(k, edge)| (format!("e{k}"), edge.holder.schema(self.place(edge.to, root, in_defs))));
        if ty.is_union {
            let text = || object(&[("text".to_owned(), STRING.to_owned())]);
            let branches = held.map(|(name, schema)| object(&[(name.to_uppercase(), schema)]));
            let strings = (0..ty.strings()).map(|k| object(&[(format!("S{k}"), text())]));
            return format!("{{\"anyOf\":[{}]}}", branches.chain(strings).collect::<Vec<_>>().join(","));
        }
        let strings = (0..ty.strings()).map(|k| (format!("s{k}"), STRING.to_owned()));
        object(&held.chain(strings).collect::<Vec<_>>())
    }

    fn place(&self, i: usize, root: usize, in_defs: &dyn Fn(usize) -> bool) -> String {
        if i == root && self.has_root_reference() {
            return "{\"$ref\":\"#\"}".to_owned();
        }
        if in_defs(i) { format!("{{\"$ref\":\"#/$defs/T{i}\"}}") } else { self.body(i, root, in_defs) }
    }

    /// The violations that the linter reports for the written schema of the type.
    fn violations(&self, root: usize) -> Vec<String> {
        let profile = Profile::named(self.profile).expect("the profile exists");
        let violations = structured_lint::check(self.schema(root).as_str(), profile);
        let errors = violations.into_iter().filter(|violation| violation.severity == Severity::Error);
        errors.map(|violation| violation.message).collect()
    }

    fn reaches_any(&self, root: usize, others: &BTreeSet<usize>) -> bool {
        self.uses(root).iter().enumerate().any(|(i, uses)| *uses > 0 && others.contains(&i))
    }
}

const STRING: &str = "{\"type\":\"string\"}";

fn object(properties: &[(String, String)]) -> String {
    let members: Vec<String> = properties.iter().map(|(name, schema)| format!("\"{name}\":{schema}")).collect();
    let required: Vec<String> = properties.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let (members, required) = (members.join(","), required.join(","));
    format!(
        "{{\"type\":\"object\",\"properties\":{{{members}}},\"required\":[{required}],\"additionalProperties\":false}}"
    )
}

impl Type {
    /// A type that holds only the next one, so that objects are nested as deeply as there are types.
    fn of_chain(i: usize, count: usize) -> Self {
        let edges = (i + 1..count).take(1).map(|to| Edge { to, holder: Holder::Value }).collect();
        Self { is_union: false, values: 0, is_defined: false, strings: 20, edges }
    }

    /// A type without properties or branches would be a different mistake, so there is at least one.
    fn strings(&self) -> usize {
        if self.edges.is_empty() && self.values == 0 { self.strings.max(1) } else { self.strings }
    }
}

impl Edge {
    /// An edge from the type `from`. A type holds only types with a higher number by value, because Rust requires it.
    fn random(choices: &mut Choices, from: usize, count: usize, holders: &[Holder]) -> Self {
        if from + 1 < count && choices.chance(50) {
            let holder = *choices.one_of(&[Holder::Value, Holder::Value, Holder::Box, holders[holders.len() - 1]]);
            // The next type is as likely as all others.
            let step = if choices.chance(50) { 0 } else { choices.below(count - from - 1) };
            return Self { to: from + 1 + step, holder };
        }
        let holder = *choices.one_of(holders);
        Self { to: choices.below(count), holder }
    }
}

impl Holder {
    fn of(self, to: usize) -> String {
        match self {
            Self::Value => format!("T{to}"),
            Self::Box => format!("Box<T{to}>"),
            Self::OptionBox => format!("Option<Box<T{to}>>"),
            Self::Vec | Self::FilledVec => format!("Vec<T{to}>"),
        }
    }

    fn schema(self, held: String) -> String {
        match self {
            Self::Value | Self::Box => held,
            Self::OptionBox => format!("{{\"anyOf\":[{held},{{\"type\":\"null\"}}]}}"),
            Self::Vec => format!("{{\"type\":\"array\",\"items\":{held}}}"),
            Self::FilledVec => format!("{{\"type\":\"array\",\"items\":{held},\"minItems\":1}}"),
        }
    }
}

/// The modules and lines at which the compiler reports errors.
fn errors(package: &Package) -> BTreeSet<(usize, usize)> {
    let output = package.cargo("check --message-format=json").output().unwrap();
    let mut errors = BTreeSet::new();
    for message in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(message).unwrap();
        let message = &message["message"];
        let Some(span) = message["spans"].get(0).filter(|_| message["level"] == "error") else { continue };
        let module = span["file_name"].as_str().unwrap().trim_start_matches("src/g").trim_end_matches(".rs");
        let module = module.parse().unwrap_or_else(|_| panic!("{}", message["rendered"]));
        errors.insert((module, usize::try_from(span["line_start"].as_u64().unwrap()).unwrap()));
    }
    errors
}

#[test]
fn a_type_is_refused_exactly_if_its_whole_schema_is() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = number(COUNT_VARIABLE).unwrap_or(60);
    let first = number(SEED_VARIABLE).unwrap_or(1);
    let graphs: Vec<Graph> = (first..first + count).map(Graph::random).collect();
    let package = Package::new("type_graphs");
    let mut lib = String::new();
    let mut lines = Vec::new();
    for (index, graph) in graphs.iter().enumerate() {
        let (source, lines_of_types) = graph.source();
        package.write(&format!("src/g{index}.rs"), &source);
        writeln!(lib, "pub mod g{index};").ok();
        lines.push(lines_of_types);
    }
    package.write("src/lib.rs", &lib);
    let errors = errors(&package);
    let (mut refused_types, mut types, mut faults) = (0, 0, Vec::new());
    for (index, graph) in graphs.iter().enumerate() {
        let refused: BTreeSet<usize> =
            (0..graph.types.len()).filter(|i| errors.contains(&(index, lines[index][*i]))).collect();
        for (i, ty) in graph.types.iter().enumerate().filter(|(_, ty)| !ty.is_union && ty.values == 0) {
            types += 1;
            refused_types += usize::from(refused.contains(&i));
            let violations = graph.violations(i);
            let expected = !violations.is_empty();
            // An error of an inner type is not reported again.
            if refused.contains(&i) != expected && !(expected && graph.reaches_any(i, &refused)) {
                let seed = first + index as u64;
                faults.push(format!(
                    "T{i} of {SEED_VARIABLE}={seed} ({}), by the reference: {violations:?}",
                    graph.profile
                ));
            }
            assert!(ty.strings() + ty.edges.len() > 0);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(refused_types * 100 > types && refused_types * 2 < types, "{refused_types} of {types} types are refused");
}
