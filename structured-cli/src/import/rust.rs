//! The types as Rust source, in the style of rustfmt.

use structured_core::profile::Profile;

use super::case;
use super::model::{Constraint, Content, Field, Item, Kind, Notes, Tagging, Type, Variant};
use crate::visible::{escaped, is_unseen};

/// Columns of a doc comment's text.
const DOC_WIDTH: usize = 100;

/// Columns of a variant's fields up to which rustfmt puts them on one line.
const SHORT_VARIANT: usize = 35;

/// Columns of an attribute's arguments up to which rustfmt puts several on one line, and of a line.
const SHORT_ATTRIBUTE: usize = 70;
const LINE: usize = 100;

/// Prints `items`, the first of which is the root.
pub(super) fn print(items: &[Item], profile: &Profile, source: &str) -> String {
    let mut out = String::new();
    out.push_str("// Made from ");
    out.push_str(&escaped(source));
    out.push_str(" by `structured import`.\n");
    let has_numbers = items.iter().any(|item| matches!(item.kind, Kind::Numbers(_)));
    if has_numbers {
        out.push_str("// Enums of numbers need the crate `serde_repr`.\n");
    }
    out.push_str("\nuse serde::{Deserialize, Serialize};\n");
    if has_numbers {
        out.push_str("use serde_repr::{Deserialize_repr, Serialize_repr};\n");
    }
    out.push_str("use structured_core::StructuredOutput;\n");
    for item in items {
        out.push('\n');
        Printer { items, profile, out: &mut out }.item(item);
    }
    out
}

struct Printer<'a> {
    items: &'a [Item],
    profile: &'a Profile,
    out: &'a mut String,
}

impl Printer<'_> {
    fn line(&mut self, level: usize, parts: &[&str]) {
        self.out.extend(std::iter::repeat_n("    ", level));
        self.out.extend(parts.iter().copied());
        self.out.push('\n');
    }

    fn item(&mut self, item: &Item) {
        self.docs(0, &item.notes);
        let derives = match item.kind {
            Kind::Strings(_) => "Copy, PartialEq, Eq, Deserialize, Serialize",
            Kind::Numbers(_) => "Copy, PartialEq, Eq, Deserialize_repr, Serialize_repr",
            _ => "PartialEq, Deserialize, Serialize",
        };
        self.line(0, &["#[derive(Debug, Clone, ", derives, ", StructuredOutput)]"]);
        self.serde_of(item);
        let mut keys: Vec<String> = Vec::new();
        keys.extend(matches!(item.kind, Kind::Numbers(_)).then(|| "repr".to_owned()));
        keys.extend(item.name.iter().map(|name| format!("name = {name:?}")));
        if *self.profile != Profile::ALL[0] {
            keys.push(format!("profile = {:?}", self.profile.name));
        }
        keys.extend(item.define.then(|| "define".to_owned()));
        keys.extend(notes_keys(&item.notes));
        self.structured(0, &keys);
        match &item.kind {
            Kind::Struct(fields) if fields.is_empty() => self.line(0, &["pub struct ", &item.ident, " {}"]),
            Kind::Struct(fields) => {
                self.line(0, &["pub struct ", &item.ident, " {"]);
                self.fields(1, "pub ", fields, has_rule(fields));
                self.line(0, &["}"]);
            }
            Kind::Newtype(field) => {
                let attribute = constraint_keys(&field.constraints);
                let attribute = if attribute.is_empty() {
                    String::new()
                } else {
                    format!("#[structured({})] ", attribute.join(", "))
                };
                let ty = self.ty(&field.ty);
                self.line(0, &["pub struct ", &item.ident, "(", &attribute, "pub ", &ty, ");"]);
            }
            Kind::Numbers(variants) => self.numbers(item, variants),
            Kind::Strings(variants) | Kind::Union(_, variants) => {
                self.line(0, &["pub enum ", &item.ident, " {"]);
                let renamed = variant_rule(variants).is_some();
                self.variants(variants, renamed);
                self.line(0, &["}"]);
            }
        }
    }

    fn numbers(&mut self, item: &Item, variants: &[Variant]) {
        let numbers = || variants.iter().filter_map(|variant| variant.name.as_deref());
        let is_small = numbers().all(|number| number.parse::<u8>().is_ok());
        self.line(0, &["#[repr(", if is_small { "u8" } else { "i64" }, ")]"]);
        self.line(0, &["pub enum ", &item.ident, " {"]);
        for (variant, number) in variants.iter().zip(numbers()) {
            self.line(1, &[&variant.ident, " = ", number, ","]);
        }
        self.line(0, &["}"]);
    }

    fn serde_of(&mut self, item: &Item) {
        let rule = match &item.kind {
            Kind::Struct(fields) => field_rule(fields),
            Kind::Strings(variants) | Kind::Union(_, variants) => variant_rule(variants),
            Kind::Newtype(_) | Kind::Numbers(_) => None,
        };
        let tagging = match &item.kind {
            Kind::Union(Tagging::Internal(tag), _) => Some(format!("tag = {tag:?}")),
            Kind::Union(Tagging::Untagged, _) => Some("untagged".to_owned()),
            _ => None,
        };
        let rule = rule.map(|rule| format!("rename_all = {rule:?}"));
        let keys: Vec<String> = tagging.into_iter().chain(rule).collect();
        if !keys.is_empty() {
            self.attribute(0, "serde", &keys);
        }
    }

    /// If one variant takes several lines and another does not, rustfmt puts every field on a line of its own.
    fn variants(&mut self, variants: &[Variant], renamed: bool) {
        let is_long = |variant: &Variant| {
            let mut out = String::new();
            Printer { items: self.items, profile: self.profile, out: &mut out }.variant(variant, renamed, false);
            out.lines().count() > 1
        };
        let spread = variants.iter().any(is_long) && !variants.iter().all(is_long);
        for variant in variants {
            self.variant(variant, renamed, spread);
        }
    }

    fn variant(&mut self, variant: &Variant, renamed: bool, spread: bool) {
        self.docs(1, &variant.notes);
        if let Some(name) = variant.name.as_ref().filter(|name| !renamed && case::unraw(&variant.ident) != **name) {
            self.line(1, &["#[serde(rename = ", &format!("{name:?}"), ")]"]);
        }
        self.structured(1, &notes_keys(&variant.notes));
        match &variant.content {
            Content::Unit => self.line(1, &[&variant.ident, ","]),
            Content::Newtype(field) => {
                let ty = self.ty(&field.ty);
                self.line(1, &[&variant.ident, "(", &ty, "),"]);
            }
            Content::Struct(fields) => {
                if let Some(rule) = field_rule(fields) {
                    self.line(1, &["#[serde(rename_all = ", &format!("{rule:?}"), ")]"]);
                }
                if fields.is_empty() {
                    return self.line(1, &[&variant.ident, " {},"]);
                }
                if let Some(line) = self.one_line(fields).filter(|_| !spread) {
                    return self.line(1, &[&variant.ident, " { ", &line, " },"]);
                }
                self.line(1, &[&variant.ident, " {"]);
                self.fields(2, "", fields, has_rule(fields));
                self.line(1, &["},"]);
            }
        }
    }

    /// The fields of a variant on one line, as rustfmt writes short ones.
    fn one_line(&self, fields: &[Field]) -> Option<String> {
        let renamed = has_rule(fields);
        let is_plain = |field: &Field| {
            field.notes.is_empty()
                && field.constraints.is_empty()
                && (renamed || case::unraw(&field.ident) == field.name)
        };
        let line = fields.iter().map(|field| format!("{}: {}", field.ident, self.ty(&field.ty))).collect::<Vec<_>>();
        let line = line.join(", ");
        (fields.iter().all(is_plain) && line.chars().count() <= SHORT_VARIANT).then_some(line)
    }

    fn fields(&mut self, level: usize, visibility: &str, fields: &[Field], renamed: bool) {
        for field in fields {
            self.docs(level, &field.notes);
            if !renamed && case::unraw(&field.ident) != field.name {
                self.line(level, &["#[serde(rename = ", &format!("{:?}", field.name), ")]"]);
            }
            let mut keys = notes_keys(&field.notes);
            keys.extend(constraint_keys(&field.constraints));
            self.structured(level, &keys);
            let ty = self.ty(&field.ty);
            self.line(level, &[visibility, &field.ident, ": ", &ty, ","]);
        }
    }

    fn structured(&mut self, level: usize, keys: &[String]) {
        if !keys.is_empty() {
            self.attribute(level, "structured", keys);
        }
    }

    fn attribute(&mut self, level: usize, name: &str, keys: &[String]) {
        let arguments = keys.join(", ");
        let width = arguments.chars().count();
        // Inside of an item, rustfmt leaves room for a comma.
        let line = 4 * level + "#[()]".len() + name.len() + width + usize::from(level > 0);
        if line <= LINE && (keys.len() == 1 || width <= SHORT_ATTRIBUTE) {
            return self.line(level, &["#[", name, "(", &arguments, ")]"]);
        }
        self.line(level, &["#[", name, "("]);
        for (index, key) in keys.iter().enumerate() {
            self.line(level + 1, &[key, if index + 1 < keys.len() { "," } else { "" }]);
        }
        self.line(level, &[")]"]);
    }

    fn docs(&mut self, level: usize, notes: &Notes) {
        for line in doc_lines(notes.description.as_deref()).unwrap_or_default() {
            self.line(level, &["/// ", &line]);
        }
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::String => "String".into(),
            Type::Boolean => "bool".into(),
            Type::Null => "()".into(),
            Type::Integer(name) => (*name).into(),
            Type::Number => "f64".into(),
            Type::Option(inner) => format!("Option<{}>", self.ty(inner)),
            Type::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            Type::Box(inner) => format!("Box<{}>", self.ty(inner)),
            Type::Item(index) => self.items.get(*index).map_or_else(String::new, |item| item.ident.clone()),
        }
    }
}

fn has_rule(fields: &[Field]) -> bool {
    field_rule(fields).is_some()
}

fn field_rule(fields: &[Field]) -> Option<&'static str> {
    let names: Vec<_> = fields.iter().map(|field| (field.ident.as_str(), field.name.as_str())).collect();
    case::of_fields(&names)
}

fn variant_rule(variants: &[Variant]) -> Option<&'static str> {
    let names: Vec<_> = variants
        .iter()
        .filter_map(|variant| variant.name.as_ref().map(|name| (variant.ident.as_str(), name.as_str())))
        .collect();
    case::of_variants(&names)
}

/// What the notes need in `#[structured(…)]`: the title, and a description that a doc comment would change.
fn notes_keys(notes: &Notes) -> Vec<String> {
    let title = notes.title.iter().map(|title| format!("title = {title:?}"));
    let description = notes.description.iter().filter(|text| doc_lines(Some(text)).is_none());
    title.chain(description.map(|text| format!("description = {text:?}"))).collect()
}

fn constraint_keys(constraints: &[Constraint]) -> Vec<String> {
    constraints.iter().map(|constraint| format!("{} = {}", constraint.key, constraint.value)).collect()
}

/// The lines of a doc comment that is read back as exactly `description`: one paragraph, its words one space apart.
fn doc_lines(description: Option<&str>) -> Option<Vec<String>> {
    let text = description?;
    let plain = !text.is_empty()
        && text.trim() == text
        && !text.contains(is_unseen)
        && !text.contains("  ")
        && !text.contains("```")
        // At the end of a line, a backslash is a line break of Markdown.
        && !text.split(' ').any(|word| word.ends_with('\\'));
    if !plain || text.chars().any(|character| character.is_whitespace() && character != ' ') {
        return None;
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut()?;
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + word.chars().count() < DOC_WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    // The first word of a line may look like a list item or a heading; then the text stays on one line.
    let is_block = |line: &String| {
        !line.starts_with(char::is_alphabetic) || line.starts_with(|first: char| first.is_ascii_digit())
    };
    if lines.iter().skip(1).any(is_block) || text.starts_with('#') {
        return (!text.starts_with('#')).then(|| vec![text.to_owned()]);
    }
    Some(lines)
}
