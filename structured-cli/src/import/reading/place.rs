//! What stands at one place of a schema: a field, an item of an array, a branch of a union.

use structured_core::profile::Keyword;
use structured_lint::{JsonValue, Member, Span, Value};

use super::reader::{Hint, NoType, Placed, Reader};
use super::union;
use crate::import::integer;
use crate::import::members::NOTES;
use crate::import::model::{Constraint, Content, Field, Kind, Notes, Type, Variant};
use crate::import::names::{Scope, singular};

impl<'a> Reader<'a> {
    pub(super) fn fields(&mut self, object: &'a JsonValue, owner: &str) -> Vec<Field> {
        self.fields_behind(0, object, owner)
    }

    /// The fields of `object` but for the first `skipped`; what has no type is among the obstacles instead.
    pub(super) fn fields_behind(&mut self, skipped: usize, object: &'a JsonValue, owner: &str) -> Vec<Field> {
        let mut scope = Scope::fields();
        let properties = object.get("properties").and_then(JsonValue::members).unwrap_or_default();
        let mut fields = Vec::with_capacity(properties.len());
        for property in properties.iter().skip(skipped) {
            let name = property.name.to_string();
            let hint = Hint { owner, word: &name };
            let placed = self.within("properties", |this| this.within(&name, |this| this.place(&property.value, hint)));
            let Placed { ty, notes, constraints, .. } = match placed {
                Ok(placed) => placed,
                Err(no_type) => {
                    self.meet(no_type);
                    continue;
                }
            };
            fields.push(Field { ident: scope.claim(&name), name, notes, constraints, ty });
        }
        fields
    }

    /// Keeps an obstacle for the report; a definition that is written in place is met at each of its uses.
    fn meet(&mut self, no_type: NoType) {
        let is_known = |known: &NoType| known.span == no_type.span && known.what == no_type.what;
        if no_type.span == Span::default() || !self.obstacles.iter().any(is_known) {
            self.obstacles.push(no_type);
        }
    }

    /// What stands at a place that has room for notes and constraints: a field.
    pub(super) fn place(&mut self, node: &'a JsonValue, hint: Hint<'_>) -> Result<Placed, NoType> {
        let own = Notes::of(node);
        if let Some(target) = node.get("$ref").and_then(JsonValue::as_str) {
            return self.reference(node, target, own, hint);
        }
        if let Some(branches) = node.get("anyOf").and_then(JsonValue::elements) {
            self.alone(node)?;
            return self.any_of(node, branches, own, hint);
        }
        let (kind, nullable) = self.kind(node)?;
        let mut constraints = self.constraints(node);
        let (ty, fresh) = match kind {
            "string" | "integer" if node.get("enum").is_some() => {
                let kind = self.listed(node)?;
                let item = self.claim_for(node, hint);
                self.items[item].kind = kind;
                (Type::Item(item), Some(item))
            }
            _ if node.get("enum").is_some() => {
                let help = match kind {
                    "number" => "use whole numbers or strings, or `minimum` and `maximum`",
                    _ => "use strings, or leave `enum` out",
                };
                let values = node.get("enum").unwrap_or(node);
                return Err(self.no_type(
                    values.span,
                    "the values of a Rust enum are strings or whole numbers, and these are neither",
                    help,
                ));
            }
            "string" => (Type::String, None),
            "boolean" => (Type::Boolean, None),
            "integer" => (Type::Integer(integer::narrowed(&mut constraints)), None),
            "number" => (Type::Number, None),
            "array" => (self.array(node, hint)?, None),
            "object" => {
                let item = self.claim_for(node, hint);
                let ident = self.items[item].ident.clone();
                let fields = self.fields(node, &ident);
                self.items[item].kind = Kind::Struct(fields);
                (Type::Item(item), Some(item))
            }
            _ => (Type::Null, None),
        };
        let ty = if nullable { ty.nullable() } else { ty };
        Ok(Placed { ty, notes: own, constraints, fresh })
    }

    /// What stands at a place without room for notes and constraints: an item of an array, a branch of a union. A type
    /// of its own takes them.
    pub(super) fn bare(&mut self, node: &'a JsonValue, hint: Hint<'_>) -> Result<Type, NoType> {
        let Placed { ty, notes, constraints, fresh } = self.place(node, hint)?;
        if notes.is_empty() && constraints.is_empty() {
            return Ok(ty);
        }
        if let (Some(item), true) = (fresh, constraints.is_empty() && !matches!(ty, Type::Option(_))) {
            self.items[item].notes = notes;
            return Ok(ty);
        }
        let item = self.claim_for(node, hint);
        let field = Field { ident: String::new(), name: String::new(), notes: Notes::default(), constraints, ty };
        self.items[item].kind = Kind::Newtype(field);
        self.items[item].notes = notes;
        Ok(Type::Item(item))
    }

    /// The type's name, and whether it takes `null` too.
    fn kind(&self, node: &'a JsonValue) -> Result<(&'a str, bool), NoType> {
        let kinds: Vec<&str> = match node.get("type").map(|kind| &kind.value) {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(JsonValue::as_str).collect(),
            _ => Vec::new(),
        };
        let nullable = kinds.contains(&"null");
        match kinds.iter().filter(|kind| **kind != "null").collect::<Vec<_>>().as_slice() {
            [kind] => Ok((kind, nullable)),
            [] if nullable => Ok(("null", true)),
            _ => {
                let help = "write an `anyOf` with one branch per type";
                Err(self.no_type(
                    node.get("type").unwrap_or(node).span,
                    "`type` lists several types, and a Rust type has one",
                    help,
                ))
            }
        }
    }

    fn array(&mut self, node: &'a JsonValue, hint: Hint<'_>) -> Result<Type, NoType> {
        let word = singular(hint.word);
        let Some(items) = node.get("items") else {
            return Err(self.no_type(node.span, "an array without `items` has no Rust type", "say what the items are"));
        };
        let items = self.within("items", |this| this.bare(items, Hint { word: &word, ..hint }))?;
        Ok(Type::Vec(Box::new(items)))
    }

    /// The variants of an enum: strings, or whole numbers.
    pub(super) fn listed(&self, node: &JsonValue) -> Result<Kind, NoType> {
        let mut scope = Scope::variants();
        let values = node.get("enum").and_then(JsonValue::elements).unwrap_or_default();
        let mut variants = Vec::with_capacity(values.len());
        let mut numbers = 0;
        for value in values.iter().filter(|value| value.value != Value::Null) {
            let (name, word) = match &value.value {
                Value::String(text) => (text.to_string(), text.to_string()),
                Value::Number(text) if is_exact(text) => {
                    numbers += 1;
                    (text.to_string(), text.replace('-', "minus "))
                }
                Value::Number(_) => {
                    let what = "from 2⁵³ on, not every reader of JSON keeps a whole number exact";
                    return Err(self.no_type(value.span, what, "use strings"));
                }
                _ => {
                    let what = "the values of a Rust enum are strings or whole numbers, and this is neither";
                    return Err(self.no_type(value.span, what, "use strings"));
                }
            };
            let (notes, content) = (Notes::default(), Content::Unit);
            variants.push(Variant { ident: scope.claim(&word), name: Some(name), notes, content });
        }
        Ok(if numbers > 0 { Kind::Numbers(variants) } else { Kind::Strings(variants) })
    }

    /// Refuses a union with keywords beside it that narrow all branches.
    pub(super) fn alone(&self, node: &JsonValue) -> Result<(), NoType> {
        let is_beside = |member: &&Member| !NOTES.contains(&&*member.name) && &*member.name != "anyOf";
        let Some(beside) = node.members().unwrap_or_default().iter().find(is_beside) else { return Ok(()) };
        let what = format!("`{}` stands beside `anyOf`, and a Rust enum is one or the other", beside.name);
        Err(self.no_type(beside.name_span, &what, "move it into the branches"))
    }

    fn any_of(
        &mut self,
        node: &'a JsonValue,
        branches: &'a [JsonValue],
        own: Notes,
        hint: Hint<'_>,
    ) -> Result<Placed, NoType> {
        let is_null = |branch: &&JsonValue| branch.get("type").and_then(JsonValue::as_str) == Some("null");
        let nullable = branches.iter().any(|branch| is_null(&branch));
        let others: Vec<(usize, &JsonValue)> =
            branches.iter().enumerate().filter(|(_, branch)| !is_null(branch)).collect();
        let alone = match (others.as_slice(), branches) {
            ([alone], _) => Some(*alone),
            ([], [null]) => Some((0, null)),
            _ => None,
        };
        let mut placed = if let Some((index, only)) = alone {
            let index = index.to_string();
            let placed = self.within("anyOf", |this| this.within(&index, |this| this.place(only, hint)))?;
            Placed { notes: self.joined(own, placed.notes), ..placed }
        } else {
            let item = self.claim_for(node, hint);
            let ident = self.items[item].ident.clone();
            let kind = self.within("anyOf", |this| union::read(this, &others, &ident))?;
            self.items[item].kind = kind;
            Placed { ty: Type::Item(item), notes: own, constraints: Vec::new(), fresh: Some(item) }
        };
        if nullable {
            placed.ty = placed.ty.nullable();
        }
        Ok(placed)
    }

    /// The constraint keywords of `node`, as attributes.
    fn constraints(&self, node: &JsonValue) -> Vec<Constraint> {
        let written = |keyword: &Keyword| {
            let value = node.get(keyword.name())?;
            let value = match &value.value {
                Value::String(text) => format!("{text:?}"),
                Value::Number(text) => text.to_string(),
                _ => return None,
            };
            Some(Constraint { key: Constraint::key(*keyword), value })
        };
        Keyword::ALL.iter().filter(|keyword| self.profile.keywords.contains(**keyword)).filter_map(written).collect()
    }
}

/// Whether a whole number is one that every reader of JSON keeps exact.
fn is_exact(number: &str) -> bool {
    const BEYOND: u64 = 1 << 53;
    number.parse::<i64>().is_ok_and(|number| number.unsigned_abs() < BEYOND)
}
