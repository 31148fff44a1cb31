//! A case as Rust source: one module, with or without our derive.

mod keys;

use std::fmt::Write as _;

use self::keys::{container_keys, rename, with};
use super::model::{Body, Case, Content, Default, Field, Layout, Notes, Skip, Ty, TypeDef, Variant};

/// The length parameter of a type in every instance.
pub(crate) const LENGTH: usize = 2;

/// Whether the source has our derive in addition to serde's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Derives {
    SerdeAlone,
    Both,
}

/// The beginning of every module: types whose JSON is known only to `with`, or not known to have a schema.
const PRELUDE: &str = r#"#![allow(dead_code, unused_imports, non_snake_case, deprecated)]
use serde::{Deserialize, Serialize};

#[derive(Debug, Default)]
pub struct Opaque(Vec<u32>);
#[derive(Debug, Deserialize, Serialize)]
pub struct Foreign(String);
mod listed {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub fn serialize<S: Serializer>(value: &super::Opaque, serializer: S) -> Result<S::Ok, S::Error> {
        value.0.serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<super::Opaque, D::Error> {
        Vec::deserialize(deserializer).map(super::Opaque)
    }
}

#[derive(Debug)]
pub struct Bytes<const N: usize>(Vec<u8>);
fn made<T: Default>() -> T {
    T::default()
}
mod bytes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    pub fn serialize<S: Serializer, const N: usize>(value: &super::Bytes<N>, serializer: S) -> Result<S::Ok, S::Error> {
        value.0.serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<super::Bytes<N>, D::Error> {
        let bytes: Vec<u8> = Vec::deserialize(deserializer)?;
        if bytes.len() == N { Ok(super::Bytes(bytes)) } else { Err(D::Error::invalid_length(bytes.len(), &"an array")) }
    }
}
"#;

/// The module.
pub(crate) fn module(case: &Case, derives: Derives) -> String {
    let mut writer = Writer { case, derives, out: PRELUDE.to_owned() };
    if derives == Derives::Both {
        writer.out.push_str("use structured_core::StructuredOutput;\n");
    }
    for def in &case.types {
        writer.type_def(def);
    }
    writer.out.push('\n');
    for (i, ty) in roots(case).iter().enumerate() {
        let schema = match derives {
            Derives::Both => format!("structured_core::json_schema::<{}>()", spelled(case, ty, "'static")),
            Derives::SerdeAlone => "\"\"".to_owned(),
        };
        let _ = writeln!(writer.out, "const SCHEMA_{i}: &str = {schema};");
    }
    writer.out.push_str("pub fn entries() -> Vec<crate::Entry> {\n    vec![\n");
    for (i, ty) in roots(case).iter().enumerate() {
        let spelled = spelled(case, ty, "'_");
        let has_schemars = derives == Derives::Both && case.types[i].schemars;
        let schemars = if has_schemars { format!("Some(crate::of_schemars::<{spelled}>)") } else { "None".to_owned() };
        let outline = match derives {
            Derives::Both => {
                let spelled = self::spelled(case, ty, "'static");
                format!("|| structured_core::__private::outline(<{spelled} as structured_core::Schema>::NODE)")
            }
            Derives::SerdeAlone => "|| 0".to_owned(),
        };
        let _ = writeln!(writer.out, "        crate::entry!({spelled}, SCHEMA_{i}, {outline}, {schemars}),");
    }
    writer.out.push_str("    ]\n}\n");
    writer.out
}

/// The types whose schemas are compared: each type of the case, or an instance of a generic one.
pub(crate) fn roots(case: &Case) -> Vec<Ty> {
    let instance = |(i, def): (usize, &TypeDef)| {
        let scalars = ["i64", "String"].map(|name| Ty::Scalar(super::model::Scalar::named(name)));
        Ty::Named(i, scalars[..def.parameters.len()].to_vec())
    };
    case.types.iter().enumerate().map(instance).collect()
}

/// A type in Rust syntax.
pub(crate) fn spelled(case: &Case, ty: &Ty, lifetime: &str) -> String {
    let inner = |ty: &Ty| spelled(case, ty, lifetime);
    match ty {
        Ty::Scalar(scalar) => scalar.rust.to_owned(),
        Ty::Option(ty) => format!("Option<{}>", inner(ty)),
        Ty::List(name, ty) if name.ends_with("<[_]>") => name.replace('_', &inner(ty)),
        Ty::Wrapped(name, ty) | Ty::List(name, ty) => format!("{name}<{}>", inner(ty)),
        Ty::Array(ty, length) => format!("[{}; {length}]", inner(ty)),
        Ty::ArrayOfLength(_) => "Bytes<N>".to_owned(),
        Ty::Named(index, arguments) => {
            let def = &case.types[*index];
            let mut all: Vec<String> = if def.has_lifetime { vec![lifetime.to_owned()] } else { Vec::new() };
            all.extend(arguments.iter().map(inner));
            if def.has_length {
                all.push(LENGTH.to_string());
            }
            if all.is_empty() { def.ident.clone() } else { format!("{}<{}>", def.ident, all.join(", ")) }
        }
        Ty::Parameter(index) => ["T", "U"][*index].to_owned(),
        Ty::Borrowed(name) | Ty::Rejected(name) | Ty::As(name, _) => (*name).to_owned(),
        Ty::WithList | Ty::WithFunctions => "Opaque".to_owned(),
        Ty::WithEntries => "std::collections::BTreeMap<String, u32>".to_owned(),
        Ty::WithJsonText => "serde_json::Value".to_owned(),
    }
}

struct Writer<'a> {
    case: &'a Case,
    derives: Derives,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "    ".repeat(indent));
    }

    fn type_def(&mut self, def: &TypeDef) {
        self.out.push('\n');
        self.notes(0, &def.notes);
        self.derives(def);
        let mut ours: Vec<String> = Vec::new();
        if self.case.profile.has_keywords() {
            ours.push(format!("profile = {:?}", self.case.profile.name()));
        }
        ours.extend(def.name.iter().map(|name| format!("name = {name:?}")));
        for (is, key) in
            [(def.define, "define"), (def.inline, "inline"), (self.case.partial, "partial"), (def.schemars, "schemars")]
        {
            if is {
                ours.push(key.to_owned());
            }
        }
        if matches!(def.body, Body::Numbers { .. }) {
            ours.push("repr".to_owned());
        }
        if def.names_crates {
            ours.push("crate = \"::structured_core\"".to_owned());
        }
        self.ours(0, ours, &def.notes);
        let keys = container_keys(self.case, def);
        self.serde(0, &keys);
        let generics = generics(def);
        match &def.body {
            Body::Struct { fields, .. } => {
                self.line(0, &format!("pub struct {}{generics} {{", def.ident));
                for field in fields {
                    self.field(1, "pub ", field);
                }
                self.line(0, "}");
            }
            Body::Unit => self.line(0, &format!("pub struct {};", def.ident)),
            Body::Newtype { field, layout: Layout::Named } => {
                self.line(0, &format!("pub struct {}{generics} {{", def.ident));
                self.field(1, "pub inner: ", field);
                self.line(1, "#[serde(skip)]");
                self.line(1, "pub skipped: Vec<u8>,");
                self.line(0, "}");
            }
            Body::Newtype { field, .. } => {
                self.line(0, &format!("pub struct {}{generics}(", def.ident));
                self.field(1, "pub ", field);
                self.line(0, ");");
            }
            Body::Enum { variants, .. } => {
                self.line(0, &format!("pub enum {}{generics} {{", def.ident));
                for variant in variants {
                    self.variant(variant);
                }
                self.line(0, "}");
            }
            Body::Numbers { values, other } => {
                self.line(0, "#[repr(i64)]");
                self.line(0, &format!("pub enum {} {{", def.ident));
                let mut next = 0;
                for (i, (ident, number)) in values.iter().enumerate() {
                    if *other && i + 1 == values.len() {
                        self.line(1, "#[serde(other)]");
                    }
                    let written = if *number == next { String::new() } else { format!(" = {number}") };
                    self.line(1, &format!("{ident}{written},"));
                    next = number + 1;
                }
                self.line(0, "}");
            }
            Body::Converted { ty, fallible } => self.converted(&def.ident, ty, *fallible),
        }
    }

    fn derives(&mut self, def: &TypeDef) {
        let (read, written) = match def.body {
            Body::Numbers { .. } => ("serde_repr::Deserialize_repr", "serde_repr::Serialize_repr"),
            _ => ("Deserialize", "Serialize"),
        };
        let default = if matches!(def.body, Body::Struct { default: true, .. }) { "Default, " } else { "" };
        let clone = if matches!(def.body, Body::Converted { .. } | Body::Numbers { .. }) || def.has_only_units() {
            "Clone, "
        } else {
            ""
        };
        let own = if self.derives == Derives::Both { ", StructuredOutput" } else { "" };
        self.line(0, &format!("#[derive(Debug, {default}{clone}{read}, {written}{own})]"));
    }

    fn converted(&mut self, ident: &str, ty: &Ty, fallible: bool) {
        let ty = spelled(self.case, ty, "'a");
        self.line(0, &format!("pub struct {ident} {{ value: {ty} }}"));
        self.line(0, &format!("impl From<{ident}> for {ty} {{ fn from(it: {ident}) -> Self {{ it.value }} }}"));
        let conversion = if fallible {
            format!(
                "impl TryFrom<{ty}> for {ident} {{ type Error = &'static str; \
                 fn try_from(value: {ty}) -> Result<Self, Self::Error> {{ \
                 if format!(\"{{value:?}}\").len() % 7 == 0 {{ Err(crate::refuse()) }} else {{ Ok(Self {{ value }}) }} }} }}"
            )
        } else {
            format!("impl From<{ty}> for {ident} {{ fn from(value: {ty}) -> Self {{ Self {{ value }} }} }}")
        };
        self.line(0, &conversion);
    }

    fn variant(&mut self, variant: &Variant) {
        self.notes(1, &variant.notes);
        self.ours(1, Vec::new(), &variant.notes);
        let mut keys: Vec<String> = variant.rename.iter().map(rename).collect();
        keys.extend(variant.alias.iter().map(|alias| format!("alias = {alias:?}")));
        keys.extend(variant.rename_all.iter().map(|rule| format!("rename_all = {:?}", rule.0)));
        for (is, key) in [
            (variant.skip_deserializing, "skip_deserializing"),
            (variant.skip_serializing, "skip_serializing"),
            (variant.other, "other"),
            (variant.untagged, "untagged"),
        ] {
            if is {
                keys.push(key.to_owned());
            }
        }
        if let Content::Newtype(field) = &variant.content {
            // serde reads these keys on the variant alone.
            keys.extend(with(&field.ty));
        }
        self.serde(1, &keys);
        match &variant.content {
            Content::Unit => self.line(1, &format!("{},", variant.ident)),
            Content::Newtype(field) => {
                self.line(1, &format!("{}(", variant.ident));
                self.read_field(2, "", field, Vec::new());
                self.line(1, "),");
            }
            Content::Struct(fields) => {
                self.line(1, &format!("{} {{", variant.ident));
                for field in fields {
                    self.field(2, "", field);
                }
                self.line(1, "},");
            }
        }
    }

    fn field(&mut self, indent: usize, visibility: &str, field: &Field) {
        self.read_field(indent, visibility, field, with(&field.ty));
    }

    /// A field with the keys that name the functions that read it.
    fn read_field(&mut self, indent: usize, visibility: &str, field: &Field, with: Vec<String>) {
        self.notes(indent, &field.notes);
        let mut ours: Vec<String> =
            field.constraints.iter().map(|constraint| format!("{} = {}", constraint.key, constraint.value)).collect();
        let mut keys: Vec<String> = field.rename.iter().map(rename).collect();
        keys.extend(field.alias.iter().map(|alias| format!("alias = {alias:?}")));
        keys.extend(with);
        match field.ty {
            Ty::WithList | Ty::WithFunctions => ours.push("as = \"Vec<u32>\"".to_owned()),
            Ty::ArrayOfLength(_) => ours.push("as = \"[u8; N]\"".to_owned()),
            Ty::As(_, declared) => ours.push(format!("as = {:?}", declared.rust)),
            Ty::Borrowed(name) if name.contains("Cow") => keys.push("borrow".to_owned()),
            _ => {}
        }
        keys.extend(match field.default {
            Default::No => None,
            Default::OfType => Some("default".to_owned()),
            Default::ByPath => Some("default = \"made\"".to_owned()),
        });
        if field.flatten {
            keys.push("flatten".to_owned());
        }
        keys.extend(match field.skip {
            Skip::No => None,
            Skip::Both => Some("skip".to_owned()),
            Skip::Serializing => Some("skip_serializing".to_owned()),
            Skip::Deserializing => Some("skip_deserializing".to_owned()),
            Skip::SerializingIf => Some("skip_serializing_if = \"Option::is_none\"".to_owned()),
        });
        self.ours(indent, ours, &field.notes);
        self.serde(indent, &keys);
        let ty = spelled(self.case, &field.ty, "'a");
        let name = if field.ident.is_empty() { String::new() } else { format!("{}: ", field.ident) };
        self.line(indent, &format!("{visibility}{name}{ty},"));
    }

    fn notes(&mut self, indent: usize, notes: &Notes) {
        for line in notes.doc.iter().flat_map(|doc| doc.split('\n')) {
            self.line(indent, format!("/// {line}").trim_end());
        }
    }

    fn ours(&mut self, indent: usize, mut keys: Vec<String>, notes: &Notes) {
        keys.extend(notes.title.iter().map(|title| format!("title = {title:?}")));
        keys.extend(notes.description.iter().map(|text| match text.split_once('\n') {
            // As a constant expression, which the macro cannot evaluate.
            Some((first, rest)) => format!("description = concat!({:?}, {rest:?})", format!("{first}\n")),
            None => format!("description = {text:?}"),
        }));
        if self.derives == Derives::Both && !keys.is_empty() {
            self.line(indent, &format!("#[structured({})]", keys.join(", ")));
        }
    }

    fn serde(&mut self, indent: usize, keys: &[String]) {
        if !keys.is_empty() {
            self.line(indent, &format!("#[serde({})]", keys.join(", ")));
        }
    }
}

fn generics(def: &TypeDef) -> String {
    let mut all: Vec<String> = if def.has_lifetime { vec!["'a".to_owned()] } else { Vec::new() };
    all.extend(def.parameters.iter().map(ToString::to_string));
    if def.has_length {
        all.push("const N: usize".to_owned());
    }
    if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) }
}
