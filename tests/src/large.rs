//! Sources of types whose number is a parameter, to measure and test the cost of a schema in the compiler.

use std::fmt::Write as _;

/// How the types of a source are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// A root with one property of each type.
    UsedOnce,
    /// A root with two properties of each type.
    UsedTwice,
    /// An untagged enum with `count` struct variants.
    Untagged,
    /// Each type holds two lists of the next type.
    Chain,
    /// Like a chain, in the opposite order, so that each type comes after those that it holds.
    ReversedChain,
    /// Like a chain, under a profile without limits.
    UnlimitedChain,
    /// Each type holds one list of the next type, so that all of them are nested.
    Nested,
    /// Each type holds lists of the next two types.
    Shared,
    /// Each type may hold the next type, and the last may hold the first.
    Recursion,
    /// Each type holds up to four others.
    Tree,
    /// An enum with `count` unit variants.
    EnumValues,
    /// One type in `count` places of the root.
    Places,
}

impl Arrangement {
    /// The name of the arrangement in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UsedOnce => "types used once",
            Self::UsedTwice => "types used twice",
            Self::Untagged => "variants of an untagged enum",
            Self::Chain => "types in a chain",
            Self::ReversedChain => "types in a chain, the last first",
            Self::UnlimitedChain => "types in a chain, llama.cpp",
            Self::Nested => "types inside each other, llama.cpp",
            Self::Shared => "types that hold the next two",
            Self::Recursion => "types in a recursion",
            Self::Tree => "types in a tree",
            Self::EnumValues => "values of an enum",
            Self::Places => "places of one type",
        }
    }

    const fn profile(self) -> &'static str {
        match self {
            Self::UnlimitedChain | Self::Nested => "llama.cpp",
            _ => "openai",
        }
    }

    /// The source of a module with a type `Root`. Its types derive `derives`, which contains `StructuredOutput` if
    /// `is_ours`.
    #[must_use]
    pub fn source(self, count: usize, derives: &str, is_ours: bool) -> String {
        let attribute =
            if is_ours { format!("#[structured(profile = \"{}\")]\n", self.profile()) } else { String::new() };
        let head = format!("#[derive({derives})]\n{attribute}");
        let mut source = String::new();
        let mut item = |kind: &str, name: &str, body: &str| {
            writeln!(source, "/// The type {name}.\n{head}pub {kind} {name} {{\n{body}}}").ok();
        };
        match self {
            Self::UsedOnce => with_root(count, 1, &mut item),
            Self::UsedTwice => with_root(count, 2, &mut item),
            Self::Chain | Self::UnlimitedChain => {
                (0..count).for_each(|i| item("struct", &link_name(i), &link(i, count)));
            }
            Self::ReversedChain => (0..count).rev().for_each(|i| item("struct", &link_name(i), &link(i, count))),
            Self::Nested => {
                for i in 0..count {
                    item("struct", &link_name(i), &(fields(i) + &list(i + 1, count)));
                }
            }
            Self::Shared => {
                for i in 0..count {
                    item("struct", &link_name(i), &(fields(i) + &list(i + 1, count) + &list(i + 2, count)));
                }
            }
            Self::Recursion => {
                for i in 0..count {
                    let next = link_name((i + 1) % count);
                    let body = format!("{}pub next: Option<Box<{next}>>,\npub others: Vec<{next}>,\n", fields(i));
                    item("struct", &link_name(i), &body);
                }
            }
            Self::Tree => {
                for i in 0..count {
                    let children = (4 * i + 1..=4 * i + 4).filter(|child| *child < count);
                    let children = children.map(|child| format!("pub child_{child}: {},\n", link_name(child)));
                    item("struct", &link_name(i), &(fields(i) + &children.collect::<String>()));
                }
            }
            Self::EnumValues => {
                item("enum", "Value", &lines(count, |i| format!("Value{i},")));
                item("struct", "Root", "pub value: Value,\n");
            }
            Self::Places => {
                item("struct", "Place", &fields(0));
                item("struct", "Root", &lines(count, |i| format!("pub place_{i}: Place,")));
            }
            Self::Untagged => {
                let variants = (0..count).map(|i| format!("Variant{i} {{\n{}}},\n", fields(i).replace("pub ", "")));
                let variants: String = variants.collect();
                let untagged = format!("#[serde(untagged)]\npub enum Choice {{\n{variants}}}");
                writeln!(source, "/// One of many.\n{head}{untagged}").ok();
                writeln!(source, "/// The root.\n{head}pub struct Root {{\npub choice: Choice,\n}}").ok();
            }
        }
        source
    }
}

fn with_root(count: usize, uses: usize, item: &mut impl FnMut(&str, &str, &str)) {
    let mut properties = String::new();
    for i in 0..count {
        item("struct", &format!("Part{i}"), &fields(i));
        for k in 0..uses {
            writeln!(properties, "pub part_{i}_{k}: Part{i},").ok();
        }
    }
    item("struct", "Root", &properties);
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

/// The first type of a chain is its root.
fn link_name(i: usize) -> String {
    if i == 0 { "Root".to_owned() } else { format!("Part{i}") }
}

fn link(i: usize, count: usize) -> String {
    let next = link_name(i + 1);
    let more =
        if i + 1 < count { format!("pub next: Vec<{next}>,\npub others: Vec<{next}>,\n") } else { String::new() };
    fields(i) + &more
}

/// A list of the type `i`, if there is one.
fn list(i: usize, count: usize) -> String {
    if i < count { format!("pub part_{i}: Vec<{}>,\n", link_name(i)) } else { String::new() }
}

/// Three documented fields.
fn fields(i: usize) -> String {
    format!(
        "/// The first field of type {i}, in words.\npub field_{i}: String,\n\
         /// The second field, which may be absent.\npub count: Option<i64>,\n\
         /// The third field holds flags.\npub flags: Vec<bool>,\n"
    )
}
