//! Definitions: each a type of its own, or written where it is used.

use std::collections::HashMap;

use structured_core::profile::NAME_LENGTH;
use structured_lint::{JsonValue, Value};

use super::reader::{Hint, NoType, Placed, Reader};
use super::union;
use crate::import::model::{Kind, Notes, Type};

impl<'a> Reader<'a> {
    pub(super) fn reference(
        &mut self,
        at: &'a JsonValue,
        target: &'a str,
        own: Notes,
        hint: Hint<'_>,
    ) -> Result<Placed, NoType> {
        let placed = |ty| Placed { ty, notes: own.clone(), constraints: Vec::new(), fresh: None };
        if target == "#" {
            return Ok(placed(Type::Item(0)));
        }
        let Some((name, definition)) = self.definition(target) else {
            return Err(self.no_type(at.span, "the reference leads nowhere", "point to a definition in `$defs`"));
        };
        if let Some(ty) = self.definitions.get(name) {
            return Ok(placed(ty.clone()));
        }
        if !is_item(definition) {
            return self.in_place(name, definition, own, hint);
        }
        let item = self.claim(name);
        self.definitions.insert(name, Type::Item(item));
        let path = std::mem::replace(&mut self.path, vec!["$defs".into(), name.into()]);
        let filled = self.fill(item, name, definition);
        self.path = path;
        filled?;
        Ok(placed(Type::Item(item)))
    }

    /// Fills the item of a definition.
    fn fill(&mut self, item: usize, name: &'a str, definition: &'a JsonValue) -> Result<(), NoType> {
        let ident = self.items[item].ident.clone();
        let kind = if let Some(branches) = definition.get("anyOf").and_then(JsonValue::elements) {
            self.alone(definition)?;
            let branches: Vec<(usize, &JsonValue)> = branches.iter().enumerate().collect();
            self.within("anyOf", |this| union::read(this, &branches, &ident))?
        } else if definition.get("enum").is_some() {
            self.listed(definition)?
        } else {
            Kind::Struct(self.fields(definition, &ident))
        };
        let is_name = name.len() <= NAME_LENGTH
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !is_name {
            self.remarks.push(format!("the definition `{name}` is called `{ident}`: its own name is not a legal one"));
        }
        let uses = self.uses.get(name).copied().unwrap_or_default();
        let item = &mut self.items[item];
        item.kind = kind;
        item.notes = Notes::of(definition);
        item.define = uses == 1;
        item.name = (is_name && ident != name).then(|| name.to_owned());
        Ok(())
    }

    /// A definition that Rust has no named type for (a plain string, an array) is written where it is used.
    fn in_place(
        &mut self,
        name: &'a str,
        definition: &'a JsonValue,
        own: Notes,
        hint: Hint<'_>,
    ) -> Result<Placed, NoType> {
        if self.open.contains(&name) {
            let what = "this definition is an array or a union that contains itself";
            return Err(self.no_type(definition.span, what, "put it into an object"));
        }
        let remark = format!("the definition `{name}` is written where it is used: it is no object, enum or union");
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        self.open.push(name);
        let placed = self.place(definition, hint);
        self.open.pop();
        let placed = placed?;
        Ok(Placed { notes: self.joined(own, placed.notes), ..placed })
    }

    fn definition(&self, target: &str) -> Option<(&'a str, &'a JsonValue)> {
        structured_lint::resolve_ref(self.schema, target).map(|member| (&*member.name, &member.value))
    }

    pub(super) fn remark_unused(&mut self) {
        let definitions = self.schema.get("$defs").and_then(JsonValue::members).unwrap_or_default();
        for member in definitions {
            let is_met = self.definitions.contains_key(&*member.name);
            let in_place = !is_item(&member.value) && self.uses.contains_key(&*member.name);
            if !is_met && !in_place {
                self.remarks.push(format!("the definition `{}` is left out: nothing refers to it", member.name));
            }
        }
    }
}

/// Whether Rust has a named type for `schema`: an object, an enum, a union without `null`.
fn is_item(schema: &JsonValue) -> bool {
    let is_null = |branch: &JsonValue| branch.get("type").and_then(JsonValue::as_str) == Some("null");
    match schema.get("anyOf").and_then(JsonValue::elements) {
        Some(branches) => branches.len() > 1 && !branches.iter().any(is_null),
        None => match schema.get("type").and_then(JsonValue::as_str) {
            Some("object") => true,
            Some("string" | "integer") => schema.get("enum").is_some(),
            _ => false,
        },
    }
}

/// Counts the references to each definition of `root`, in the whole of `node`.
pub(super) fn count_references<'a>(root: &'a JsonValue, node: &JsonValue, uses: &mut HashMap<&'a str, usize>) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                let target = member.value.as_str().filter(|_| &*member.name == "$ref");
                match target.and_then(|target| structured_lint::resolve_ref(root, target)) {
                    Some(definition) => *uses.entry(&definition.name).or_default() += 1,
                    None => count_references(root, &member.value, uses),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| count_references(root, element, uses)),
        _ => {}
    }
}
