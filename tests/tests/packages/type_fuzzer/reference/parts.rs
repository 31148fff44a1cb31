//! The members and branches of a type, as serde names and merges them.

use super::types::instance;
use super::{Catalog, Part, Value};
use crate::any_type::model::{Body, Constraint, Content, Field, Notes, Rule, Scalar, Tagging, Ty, Variant};

impl Catalog<'_> {
    pub(super) fn parts(&self, ty: &Ty) -> Vec<(Value, Notes)> {
        let Ty::Named(index, arguments) = ty else { return Vec::new() };
        let def = &self.case.types[*index];
        let rule = def.rename_all.map(|all| all.read);
        match &def.body {
            Body::Struct { fields, tag, .. } => {
                let mut parts: Vec<Part> = tag.iter().map(|tag| tag_property(tag, def.ident.clone())).collect();
                parts.extend(self.fields(fields, rule, arguments));
                vec![(object_or_union(def.notes.clone(), parts), Notes::default())]
            }
            Body::Enum { tagging, variants, rename_all_fields } => {
                self.branches(tagging, variants, rule, *rename_all_fields, arguments)
            }
            _ => Vec::new(),
        }
    }

    /// The properties of fields. Those of flattened structs are at the position of the field.
    fn fields(&self, fields: &[Field], rule: Option<Rule>, arguments: &[Ty]) -> Vec<Part> {
        let mut parts = Vec::new();
        for field in fields.iter().filter(|field| field.is_read()) {
            let ty = instance(&field.ty, arguments);
            if field.flatten {
                parts.extend(self.flattened(&ty));
            } else {
                parts.push(Part::Property {
                    name: field.key(rule),
                    notes: field.notes.clone(),
                    value: Value::Type(ty, field.constraints.clone()),
                });
            }
        }
        parts
    }

    fn flattened(&self, ty: &Ty) -> Vec<Part> {
        match ty {
            Ty::Wrapped(_, inner) => self.flattened(inner),
            Ty::Named(..) => match self.newtype(ty) {
                Some((inner, _, _)) => self.flattened(&inner),
                None => self.flattened_definition(ty),
            },
            _ => Vec::new(),
        }
    }

    /// The properties of a struct, or those of each variant of an enum.
    fn flattened_definition(&self, ty: &Ty) -> Vec<Part> {
        let mut variants = Vec::new();
        for (value, _) in self.parts(ty) {
            match value {
                Value::Object(_, parts) if self.is_struct(ty) => return parts,
                Value::Object(notes, parts) => variants.push((notes, parts)),
                Value::Objects(_, objects) => variants.extend(objects),
                _ => {}
            }
        }
        vec![Part::Variants(variants)]
    }

    /// Whether the schema of the type is one object, and not a union of objects.
    pub(super) fn is_object(&self, ty: &Ty) -> bool {
        self.is_struct(ty) && matches!(self.parts(ty).first(), Some((Value::Object(..), _)))
    }

    fn is_struct(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Named(index, _) if self.case.types[*index].is_struct())
    }

    /// The inner type of a newtype, with its notes and constraints.
    pub(super) fn newtype(&self, ty: &Ty) -> Option<(Ty, Notes, Vec<Constraint>)> {
        let Ty::Named(index, arguments) = ty else { return None };
        let def = &self.case.types[*index];
        match &def.body {
            Body::Newtype { field, .. } => {
                let inner = instance(&field.ty, arguments);
                Some((inner, def.notes.clone(), field.constraints.clone()))
            }
            Body::Converted { ty, .. } => Some((ty.clone(), def.notes.clone(), Vec::new())),
            Body::Unit => Some((Ty::Scalar(Scalar::named("()")), def.notes.clone(), Vec::new())),
            _ => None,
        }
    }

    fn branches(
        &self,
        tagging: &Tagging,
        variants: &[Variant],
        rule: Option<Rule>,
        of_fields: Option<Rule>,
        arguments: &[Ty],
    ) -> Vec<(Value, Notes)> {
        let read: Vec<&Variant> = variants.iter().filter(|variant| !variant.skip_deserializing).collect();
        let is_unit = |variant: &Variant| {
            *tagging == Tagging::External && matches!(variant.content, Content::Unit) && !variant.untagged
        };
        let mut branches = Vec::new();
        let mut units_written = false;
        for variant in &read {
            if is_unit(variant) {
                if !units_written {
                    let units: Vec<&Variant> = read.iter().copied().filter(|variant| is_unit(variant)).collect();
                    branches.push((Self::strings(&units, rule, &Notes::default()), Notes::default()));
                    units_written = true;
                }
                continue;
            }
            branches.push(self.branch(tagging, variant, rule, of_fields, arguments));
        }
        // `null` comes last.
        branches.sort_by_key(|(value, _)| matches!(value, Value::Null(_)));
        branches
    }

    /// Unit variants as strings. Their docs are added to the description.
    pub(super) fn strings(variants: &[&Variant], rule: Option<Rule>, notes: &Notes) -> Value {
        let values: Vec<String> = variants.iter().map(|variant| variant.key(rule)).collect();
        let line = |variant: &&Variant| {
            let text = variant.notes.text()?;
            Some(format!("- `{}`: {}", variant.key(rule), text.replace('\n', "\n  ")))
        };
        let lines: Vec<String> = variants.iter().filter_map(line).collect();
        let list = (!lines.is_empty()).then(|| lines.join("\n"));
        let texts: Vec<String> = notes.text().cloned().into_iter().chain(list).collect();
        let description = (!texts.is_empty()).then(|| texts.join("\n\n"));
        Value::Strings(Notes { doc: None, title: notes.title.clone(), description }, values)
    }

    fn branch(
        &self,
        tagging: &Tagging,
        variant: &Variant,
        rule: Option<Rule>,
        of_fields: Option<Rule>,
        arguments: &[Ty],
    ) -> (Value, Notes) {
        let (key, notes) = (variant.key(rule), variant.notes.clone());
        let of_fields = variant.rename_all.or(of_fields);
        let fields = |fields: &[Field]| self.fields(fields, of_fields, arguments);
        let newtype = |field: &Field| Value::Type(instance(&field.ty, arguments), field.constraints.clone());
        let bare = Notes::default;
        if variant.untagged || *tagging == Tagging::Untagged {
            return match &variant.content {
                Content::Struct(inner) => (object_or_union(notes, fields(inner)), bare()),
                Content::Newtype(field) => (newtype(field), notes),
                Content::Unit => (Value::Null(notes), bare()),
            };
        }
        let parts = match tagging {
            Tagging::Internal { tag } => {
                let mut parts = vec![tag_property(tag, key)];
                match &variant.content {
                    Content::Unit => {}
                    Content::Struct(inner) => parts.extend(fields(inner)),
                    Content::Newtype(field) => parts.extend(self.flattened(&instance(&field.ty, arguments))),
                }
                parts
            }
            Tagging::Adjacent { tag, content } => {
                let value = match &variant.content {
                    Content::Unit => None,
                    Content::Struct(inner) => Some(object_or_union(bare(), fields(inner))),
                    Content::Newtype(field) => Some(newtype(field)),
                };
                let content = value.map(|value| Part::Property { name: content.clone(), notes: bare(), value });
                [tag_property(tag, key)].into_iter().chain(content).collect()
            }
            _ => {
                let value = match &variant.content {
                    Content::Struct(inner) => object_or_union(bare(), fields(inner)),
                    Content::Newtype(field) => newtype(field),
                    Content::Unit => Value::Object(bare(), Vec::new()),
                };
                vec![Part::Property { name: key, notes: bare(), value }]
            }
        };
        (object_or_union(notes, parts), bare())
    }
}

/// An object with these parts. If they contain the variants of an enum, one object for each variant, with its tag
/// first.
fn object_or_union(notes: Notes, parts: Vec<Part>) -> Value {
    let place = parts.iter().position(|part| matches!(part, Part::Variants(_)));
    let Some((place, Part::Variants(variants))) = place.map(|place| (place, &parts[place])) else {
        return Value::Object(notes, parts);
    };
    let merged = variants.iter().map(|(notes, own)| {
        let (tag, content) = own.split_at(own.len().min(1));
        (notes.clone(), [tag, &parts[..place], content, &parts[place + 1..]].concat())
    });
    Value::Objects(notes, merged.collect())
}

fn tag_property(tag: &str, value: String) -> Part {
    Part::Property {
        name: tag.to_owned(),
        notes: Notes::default(),
        value: Value::Strings(Notes::default(), vec![value]),
    }
}
