//! The text of a schema.

use super::{Catalog, Part, Value};
use crate::any_type::model::{Body, Constraint, Content, Notes, Rules, Scalar, Tagging, Ty, Variant};

/// The parts of a schema object that have been collected before its type is known.
#[derive(Default)]
struct Opened {
    description: Vec<String>,
    title: Option<String>,
    nullable: bool,
    constraints: Vec<Vec<Constraint>>,
}

impl Opened {
    fn note(&mut self, notes: &Notes) {
        self.description.extend(notes.text().cloned());
        if self.title.is_none() {
            self.title.clone_from(&notes.title);
        }
    }

    fn says(&self, keyword: &str) -> bool {
        self.constraints.iter().flatten().any(|constraint| constraint.keyword == keyword)
    }

    fn object(self, members: &str) -> String {
        let description = if self.description.is_empty() {
            String::new()
        } else {
            format!("\"description\":{},", quoted(&self.description.join("\n\n")))
        };
        let title = self.title.map(|title| format!("\"title\":{},", quoted(&title))).unwrap_or_default();
        format!("{{{description}{title}{members}}}")
    }

    fn types(&self, name: &str) -> String {
        if self.nullable && name != "null" {
            format!("\"type\":[\"{name}\",\"null\"]")
        } else {
            format!("\"type\":\"{name}\"")
        }
    }

    /// The constraints of the place and of the newtypes around the type. The outer of two equal keywords takes
    /// precedence.
    fn members(&self) -> String {
        let mut written: Vec<&str> = Vec::new();
        let mut out = String::new();
        for constraint in self.constraints.iter().flatten() {
            if !written.contains(&constraint.keyword) {
                written.push(constraint.keyword);
                out += &format!(",\"{}\":{}", constraint.keyword, constraint.json);
            }
        }
        out
    }
}

impl Catalog<'_> {
    pub(super) fn render(&self) -> String {
        let definitions: Vec<String> = (0..self.entries.len())
            .filter(|i| self.is_defined(*i))
            .map(|i| {
                let ty = &self.entries[i].ty;
                format!("{}:{}", quoted(&self.name(ty)), self.whole(ty, false))
            })
            .collect();
        let definitions = definitions.join(",");
        let root = &self.entries[0].ty;
        let is_object = self.is_object(root);
        let whole = self.whole(root, is_object);
        match (definitions.is_empty(), is_object) {
            (true, _) => whole,
            (false, true) => format!("{},\"$defs\":{{{definitions}}}}}", &whole[..whole.len() - 1]),
            (false, false) => format!("{{\"$defs\":{{{definitions}}},{}", &whole[1..]),
        }
    }

    /// A definition with its own notes. The description of a root that is an object is not part of its schema.
    fn whole(&self, ty: &Ty, is_root: bool) -> String {
        let mut opened = Opened::default();
        if let Some((inner, notes, constraints)) = self.newtype(ty) {
            opened.note(&notes);
            opened.constraints.push(constraints);
            return self.body(&inner, opened);
        }
        if is_root {
            let Ty::Named(index, _) = ty else { return String::new() };
            opened.title.clone_from(&self.case.types[*index].notes.title);
            return self.shape(ty, opened);
        }
        self.definition(ty, opened)
    }

    fn body(&self, ty: &Ty, mut opened: Opened) -> String {
        match ty {
            Ty::Scalar(scalar) => self.scalar(scalar, opened),
            Ty::Borrowed(_) | Ty::WithJsonText => self.scalar(Scalar::named("String"), opened),
            Ty::Wrapped(_, inner) => self.body(inner, opened),
            Ty::Option(inner) => {
                opened.nullable = true;
                self.body(inner, opened)
            }
            Ty::List(_, items) => self.array(items, None, opened),
            Ty::WithEntries => {
                let key = self.scalar(Scalar::named("String"), Opened::default());
                let value = self.scalar(Scalar::named("u32"), Opened::default());
                let members = format!(
                    "{},\"items\":{{\"type\":\"object\",\"properties\":{{\"key\":{key},\"value\":{value}}},\
                     \"required\":[\"key\",\"value\"],\"additionalProperties\":false}}",
                    opened.types("array")
                );
                opened.object(&members)
            }
            Ty::Array(items, length) => self.array(items, Some(*length), opened),
            Ty::Named(..) => {
                if let Some(i) = self.find(ty) {
                    if i == 0 || self.is_defined(i) {
                        return self.reference(i, opened);
                    }
                    return self.definition(ty, opened);
                }
                match self.newtype(ty) {
                    Some((inner, notes, constraints)) => {
                        opened.note(&notes);
                        opened.constraints.push(constraints);
                        self.body(&inner, opened)
                    }
                    None => self.definition(ty, opened),
                }
            }
            other => format!("{other:?}"),
        }
    }

    fn reference(&self, i: usize, opened: Opened) -> String {
        let target = if i == 0 && self.case.profile != Rules::LlamaCpp {
            "#".to_owned()
        } else {
            format!("#/$defs/{}", self.name(&self.entries[i].ty))
        };
        let reference = format!("\"$ref\":{}", quoted(&target));
        if !opened.nullable && opened.description.is_empty() && opened.title.is_none() {
            return format!("{{{reference}}}");
        }
        let null = if opened.nullable { ",{\"type\":\"null\"}" } else { "" };
        opened.object(&format!("\"anyOf\":[{{{reference}}}{null}]"))
    }

    fn scalar(&self, scalar: &Scalar, mut opened: Opened) -> String {
        let has_formats: &[&str] = match self.case.profile {
            Rules::OpenAi2024 => &[],
            Rules::OpenAi => &["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
            Rules::LlamaCpp => &["date-time", "time", "date", "uuid"],
        };
        let format = scalar.format.filter(|format| has_formats.contains(format));
        let pattern = scalar.pattern.filter(|_| self.case.profile.has_keywords());
        if format.is_none() && pattern.is_none() {
            opened.description.extend(scalar.form.map(str::to_owned));
        }
        if scalar.excludes_zero() && self.case.profile.has_keywords() {
            let side = |members: String| format!("{{\"type\":\"integer\"{members}}}");
            let bound =
                |keyword, bound: Option<&str>| bound.map(|bound| format!(",\"{keyword}\":{bound}")).unwrap_or_default();
            let below = side(format!("{},\"maximum\":-1", bound("minimum", scalar.minimum)));
            let above = side(format!(",\"minimum\":1{}", bound("maximum", scalar.maximum)));
            let null = if opened.nullable { ",{\"type\":\"null\"}" } else { "" };
            return opened.object(&format!("\"anyOf\":[{below},{above}{null}]"));
        }
        let mut members = opened.types(scalar.json);
        if let Some(format) = format
            && !opened.says("format")
        {
            members += &format!(",\"format\":\"{format}\"");
        }
        members.extend(pattern.map(|pattern| format!(",\"pattern\":{}", quoted(pattern))));
        if self.case.profile.has_keywords() {
            for (keyword, bound) in [("minimum", scalar.minimum), ("maximum", scalar.maximum)] {
                if let Some(bound) = bound
                    && !opened.says(keyword)
                {
                    members += &format!(",\"{keyword}\":{bound}");
                }
            }
        }
        members += &opened.members();
        opened.object(&members)
    }

    fn array(&self, items: &Ty, length: Option<usize>, mut opened: Opened) -> String {
        let says_length = self.case.profile.has_keywords();
        if let (Some(length), false) = (length, says_length) {
            opened.description.push(format!("Number of items: {length}"));
        }
        let mut members = format!("{},\"items\":{}", opened.types("array"), self.body(items, Opened::default()));
        if let (Some(length), true) = (length, says_length) {
            members += &format!(",\"minItems\":{length},\"maxItems\":{length}");
        }
        members += &opened.members();
        opened.object(&members)
    }

    /// An object, enum or union with its own notes.
    fn definition(&self, ty: &Ty, mut opened: Opened) -> String {
        let Ty::Named(index, _) = ty else { return String::new() };
        let def = &self.case.types[*index];
        if !self.is_unit_enum(ty) {
            opened.note(&def.notes);
        }
        self.shape(ty, opened)
    }

    fn is_unit_enum(&self, ty: &Ty) -> bool {
        let Ty::Named(index, _) = ty else { return false };
        match &self.case.types[*index].body {
            Body::Enum { tagging: Tagging::External, variants, .. } => variants
                .iter()
                .filter(|variant| !variant.skip_deserializing)
                .all(|variant| matches!(variant.content, Content::Unit) && !variant.untagged),
            _ => false,
        }
    }

    fn shape(&self, ty: &Ty, mut opened: Opened) -> String {
        let Ty::Named(index, _) = ty else { return String::new() };
        let def = &self.case.types[*index];
        match &def.body {
            Body::Numbers { values, .. } => {
                let numbers: Vec<String> = values.iter().map(|(_, number)| number.to_string()).collect();
                Self::enumeration("integer", &numbers, opened)
            }
            Body::Enum { variants, .. } if self.is_unit_enum(ty) => {
                let read: Vec<&Variant> = variants.iter().filter(|variant| !variant.skip_deserializing).collect();
                let rule = def.rename_all.map(|all| all.read);
                let Value::Strings(notes, values) = Self::strings(&read, rule, &def.notes) else {
                    return String::new();
                };
                opened.note(&notes);
                Self::enumeration("string", &values.iter().map(|value| quoted(value)).collect::<Vec<_>>(), opened)
            }
            Body::Enum { .. } => {
                let parts = self.parts(ty);
                let mut branches: Vec<String> = parts.iter().map(|(value, notes)| self.value(value, notes)).collect();
                if opened.nullable && !parts.iter().any(|(value, _)| matches!(value, Value::Null(_))) {
                    branches.push("{\"type\":\"null\"}".to_owned());
                }
                opened.object(&format!("\"anyOf\":[{}]", branches.join(",")))
            }
            _ => match self.parts(ty).pop() {
                Some((Value::Object(_, parts), _)) => self.object(&parts, opened),
                Some((Value::Objects(_, variants), _)) => self.objects(&variants, opened),
                _ => String::new(),
            },
        }
    }

    fn enumeration(kind: &str, values: &[String], opened: Opened) -> String {
        let null = if opened.nullable { ",null" } else { "" };
        // The derive allows no keyword next to an enum. It is written here so that the linter can report it.
        let members = format!("{},\"enum\":[{}{null}]{}", opened.types(kind), values.join(","), opened.members());
        opened.object(&members)
    }

    fn object(&self, parts: &[Part], opened: Opened) -> String {
        let (mut properties, mut required) = (Vec::new(), Vec::new());
        for part in parts {
            if let Part::Property { name, notes, value } = part {
                properties.push(format!("{}:{}", quoted(name), self.value(value, notes)));
                required.push(quoted(name));
            }
        }
        let members = format!(
            "{},\"properties\":{{{}}},\"required\":[{}],\"additionalProperties\":false",
            opened.types("object"),
            properties.join(","),
            required.join(",")
        );
        opened.object(&members)
    }

    fn objects(&self, variants: &[(Notes, Vec<Part>)], opened: Opened) -> String {
        let object = |(notes, parts): &(Notes, Vec<Part>)| {
            let mut opened = Opened::default();
            opened.note(notes);
            self.object(parts, opened)
        };
        let null = opened.nullable.then(|| "{\"type\":\"null\"}".to_owned());
        let branches: Vec<String> = variants.iter().map(object).chain(null).collect();
        opened.object(&format!("\"anyOf\":[{}]", branches.join(",")))
    }

    fn value(&self, value: &Value, notes: &Notes) -> String {
        let mut opened = Opened::default();
        opened.note(notes);
        match value {
            Value::Type(ty, constraints) => {
                opened.constraints.push(constraints.clone());
                self.body(ty, opened)
            }
            Value::Object(own, parts) => {
                opened.note(own);
                self.object(parts, opened)
            }
            Value::Objects(own, variants) => {
                opened.note(own);
                self.objects(variants, opened)
            }
            Value::Null(own) => {
                opened.note(own);
                opened.object("\"type\":\"null\"")
            }
            Value::Strings(own, values) => {
                opened.note(own);
                Self::enumeration("string", &values.iter().map(|value| quoted(value)).collect::<Vec<_>>(), opened)
            }
        }
    }
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
