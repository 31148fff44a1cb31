//! The definitions that a root reaches, and their names.

use super::types::{is_needed, is_same, named_in};
use super::{Catalog, Entry, Part, Value};
use crate::any_type::model::{Rules, Ty};
use crate::any_type::source::LENGTH;

impl Catalog<'_> {
    /// Visits the contents of a definition.
    pub(super) fn contents(&mut self, ty: &Ty) {
        if let Some((inner, _, _)) = self.newtype(ty) {
            return self.scan(&inner);
        }
        for (value, _) in self.parts(ty) {
            self.scan_value(&value);
        }
    }

    fn scan_value(&mut self, value: &Value) {
        match value {
            Value::Type(ty, _) => self.scan(ty),
            Value::Object(_, parts) => self.scan_parts(parts),
            Value::Objects(_, variants) => variants.iter().for_each(|(_, parts)| self.scan_parts(parts)),
            Value::Strings(..) | Value::Null(_) => {}
        }
    }

    fn scan_parts(&mut self, parts: &[Part]) {
        for part in parts {
            if let Part::Property { value, .. } = part {
                self.scan_value(value);
            }
        }
    }

    fn scan(&mut self, ty: &Ty) {
        match ty {
            Ty::Wrapped(_, inner) | Ty::Option(inner) | Ty::List(_, inner) | Ty::Array(inner, _) => self.scan(inner),
            Ty::Named(..) => {
                let known = self.find(ty);
                match (known, self.newtype(ty)) {
                    (Some(i), _) => self.entries[i].uses += 1,
                    (None, Some((inner, _, _))) => self.scan(&inner),
                    (None, None) if self.is_inline(ty) => self.contents(ty),
                    (None, None) => self.entries.push(Entry { ty: ty.clone(), uses: 1 }),
                }
            }
            _ => {}
        }
    }

    pub(super) fn find(&self, ty: &Ty) -> Option<usize> {
        self.entries.iter().position(|entry| is_same(self.case, &entry.ty, ty))
    }

    /// Whether the type is written inline. A type that holds itself without end is refused, and has no schema.
    fn is_inline(&self, ty: &Ty) -> bool {
        let Ty::Named(index, _) = ty else { return false };
        self.case.types[*index].is_inline() && !self.reaches(*index, *index, &mut Vec::new())
    }

    /// Whether `from` holds `to` with only inline types in between.
    fn reaches(&self, from: usize, to: usize, seen: &mut Vec<usize>) -> bool {
        let mut held = Vec::new();
        named_in(&self.case.types[from].body, &mut held);
        held.into_iter().any(|(index, is_flattened)| {
            let is_new = !seen.contains(&index);
            seen.push(index);
            let is_open = is_flattened || self.case.types[index].is_inline() || !self.case.types[index].is_definition();
            index == to || is_new && is_open && self.reaches(index, to, seen)
        })
    }

    pub(super) fn is_defined(&self, i: usize) -> bool {
        let entry = &self.entries[i];
        let Ty::Named(index, _) = entry.ty else { return false };
        if i == 0 {
            return entry.uses > 0 && self.case.profile == Rules::LlamaCpp;
        }
        entry.uses > 1 || self.case.types[index].define
    }

    pub(super) fn name(&self, ty: &Ty) -> String {
        match ty {
            Ty::Named(index, arguments) => {
                let def = &self.case.types[*index];
                let mut name = def.shown_name().to_owned();
                let arguments = arguments.iter().enumerate();
                for (_, argument) in arguments.filter(|(i, _)| is_needed(*index, &def.body, *i)) {
                    name += &format!("_{}", self.name(argument));
                }
                if def.has_length {
                    name += &format!("_{LENGTH}");
                }
                name
            }
            Ty::Scalar(scalar) => scalar.name.to_owned(),
            Ty::Option(inner) => format!("Option_{}", self.name(inner)),
            Ty::List(_, inner) | Ty::Array(inner, _) => format!("Vec_{}", self.name(inner)),
            Ty::Wrapped(_, inner) => self.name(inner),
            _ => String::new(),
        }
    }
}
