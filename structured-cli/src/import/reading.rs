//! A schema to items: one item per object, enum and union.

use std::collections::HashMap;

use structured_core::lint::{Node, Value};
use structured_core::profile::{Keyword, NAME_LENGTH, Profile};

use super::model::{Constraint, Content, Field, Item, Kind, Notes, Type, Variant};
use super::names::{Scope, singular};
use super::{Obstacle, union};

/// What a place in the schema holds, and what is said about it there.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) ty: Type,
    pub(super) notes: Notes,
    pub(super) constraints: Vec<Constraint>,
    /// The item that was made for this place alone; notes can move to it.
    fresh: Option<usize>,
}

/// What a type is called if nothing in the schema names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hint<'a> {
    /// The type around it.
    pub(super) owner: &'a str,
    /// The property or variant.
    pub(super) word: &'a str,
}

#[derive(Debug)]
pub(super) struct Reader<'a> {
    schema: &'a Node,
    profile: &'a Profile,
    pub(super) items: Vec<Item>,
    types: Scope,
    /// The types of definitions that have been met.
    definitions: HashMap<&'a str, Type>,
    /// Definitions that are written in place, and are being written: one inside itself has no end.
    open: Vec<&'a str>,
    /// How often each definition is referred to.
    uses: HashMap<&'a str, usize>,
    /// What the types cannot say exactly as the schema does.
    pub(super) remarks: Vec<String>,
    /// JSON pointer to the place that is read.
    path: Vec<String>,
}

/// Reads `schema`, whose root type is to be called `name`; `sent_as` is its name on the wire, if it has one.
pub(super) fn read<'a>(
    schema: &'a Node,
    name: &str,
    sent_as: Option<&str>,
    profile: &'a Profile,
) -> Result<Reader<'a>, Obstacle> {
    let mut reader = Reader {
        schema,
        profile,
        items: Vec::new(),
        types: Scope::types(),
        definitions: HashMap::new(),
        open: Vec::new(),
        uses: HashMap::new(),
        remarks: Vec::new(),
        path: Vec::new(),
    };
    count_references(schema, &mut reader.uses);
    let root = reader.claim(name);
    let ident = reader.items[root].ident.clone();
    let fields = reader.fields(schema, &ident)?;
    let notes = notes(schema);
    let item = &mut reader.items[root];
    item.kind = Kind::Struct(fields);
    item.name = sent_as.filter(|sent_as| *sent_as != ident).map(str::to_owned);
    item.notes = notes;
    reader.remark_unused();
    Ok(reader)
}

impl<'a> Reader<'a> {
    pub(super) fn within<T>(&mut self, part: &str, then: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(part.replace('~', "~0").replace('/', "~1"));
        let result = then(self);
        self.path.pop();
        result
    }

    pub(super) fn obstacle(&self, what: &str, help: &str) -> Obstacle {
        let pointer = self.path.iter().flat_map(|part| ["/", part]).collect();
        Obstacle { pointer, what: what.to_owned(), help: help.to_owned() }
    }

    /// A new item called `name`, its kind to be filled in.
    fn claim(&mut self, name: &str) -> usize {
        let ident = self.types.claim(name);
        let kind = Kind::Struct(Vec::new());
        self.items.push(Item { ident, notes: Notes::default(), name: None, define: false, kind });
        self.items.len() - 1
    }

    /// A new item for `node`: called by its title, by its place, or by its place and the type around it.
    fn claim_for(&mut self, node: &Node, hint: Hint<'_>) -> usize {
        let title = node.get("title").and_then(Node::as_str).filter(|title| title.chars().any(char::is_alphabetic));
        let qualified = format!("{} {}", hint.owner, hint.word);
        let name = match title {
            Some(title) if self.types.has_room_for(title) => title,
            _ if self.types.has_room_for(hint.word) => hint.word,
            _ => &qualified,
        };
        self.claim(name)
    }

    pub(super) fn fields(&mut self, object: &'a Node, owner: &str) -> Result<Vec<Field>, Obstacle> {
        self.fields_behind(0, object, owner)
    }

    /// The fields of `object` but for the first `skipped`.
    pub(super) fn fields_behind(
        &mut self,
        skipped: usize,
        object: &'a Node,
        owner: &str,
    ) -> Result<Vec<Field>, Obstacle> {
        let mut scope = Scope::fields();
        let properties = object.get("properties").and_then(Node::members).unwrap_or_default();
        if properties.is_empty() {
            let help = "give it a property, or leave the schema out where nothing is asked for";
            return Err(self.obstacle("the object has no properties, and a derived one has at least one", help));
        }
        let mut fields = Vec::with_capacity(properties.len());
        for property in properties.iter().skip(skipped) {
            let name = property.name.to_string();
            let hint = Hint { owner, word: &name };
            let placed =
                self.within("properties", |this| this.within(&name, |this| this.place(&property.value, hint)))?;
            let Placed { ty, notes, constraints, .. } = placed;
            fields.push(Field { ident: scope.claim(&name), name, notes, constraints, ty });
        }
        Ok(fields)
    }

    /// What stands at a place that has room for notes and constraints: a field.
    pub(super) fn place(&mut self, node: &'a Node, hint: Hint<'_>) -> Result<Placed, Obstacle> {
        let own = notes(node);
        if let Some(target) = node.get("$ref").and_then(Node::as_str) {
            return self.reference(target, own, hint);
        }
        if let Some(branches) = node.get("anyOf").and_then(Node::elements) {
            return self.any_of(node, branches, own, hint);
        }
        let (kind, nullable) = self.kind(node)?;
        let (ty, fresh) = match kind {
            "string" if node.get("enum").is_some() => {
                let variants = self.strings(node)?;
                let item = self.claim_for(node, hint);
                self.items[item].kind = Kind::Strings(variants);
                (Type::Item(item), Some(item))
            }
            _ if node.get("enum").is_some() => {
                let help = "use strings, or a number with `minimum` and `maximum`";
                return Err(self.obstacle("the values of a Rust enum are strings, and these are not", help));
            }
            "string" => (Type::String, None),
            "boolean" => (Type::Boolean, None),
            "integer" => (Type::Integer, None),
            "number" => (Type::Number, None),
            "array" => (self.array(node, hint)?, None),
            "object" => {
                let item = self.claim_for(node, hint);
                let ident = self.items[item].ident.clone();
                let fields = self.fields(node, &ident)?;
                self.items[item].kind = Kind::Struct(fields);
                (Type::Item(item), Some(item))
            }
            _ => {
                let help = "remove the property, or give it another type beside `null`";
                return Err(self.obstacle("a value that is always `null` has no Rust type", help));
            }
        };
        let ty = if nullable { ty.nullable() } else { ty };
        Ok(Placed { ty, notes: own, constraints: self.constraints(node), fresh })
    }

    /// What stands at a place without room for notes and constraints: an item of an array, a branch of a union. A type
    /// of its own takes them.
    pub(super) fn bare(&mut self, node: &'a Node, hint: Hint<'_>) -> Result<Type, Obstacle> {
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
    fn kind(&self, node: &'a Node) -> Result<(&'a str, bool), Obstacle> {
        let kinds: Vec<&str> = match node.get("type").map(|kind| &kind.value) {
            Some(Value::String(kind)) => vec![kind],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        };
        let nullable = kinds.contains(&"null");
        match kinds.iter().filter(|kind| **kind != "null").collect::<Vec<_>>().as_slice() {
            [kind] => Ok((kind, nullable)),
            [] if nullable => Ok(("null", true)),
            _ => {
                let help = "write an `anyOf` with one branch per type";
                Err(self.obstacle("`type` lists several types, and a Rust type has one", help))
            }
        }
    }

    fn array(&mut self, node: &'a Node, hint: Hint<'_>) -> Result<Type, Obstacle> {
        let word = singular(hint.word);
        let Some(items) = node.get("items") else {
            return Err(self.obstacle("an array without `items` has no Rust type", "say what the items are"));
        };
        let items = self.within("items", |this| this.bare(items, Hint { word: &word, ..hint }))?;
        Ok(Type::Vec(Box::new(items)))
    }

    fn strings(&self, node: &Node) -> Result<Vec<Variant>, Obstacle> {
        let mut scope = Scope::variants();
        let values = node.get("enum").and_then(Node::elements).unwrap_or_default();
        let mut variants = Vec::with_capacity(values.len());
        for value in values.iter().filter(|value| value.value != Value::Null) {
            let Some(name) = value.as_str() else {
                return Err(self.obstacle("the values of a Rust enum are strings, and one here is not", "use strings"));
            };
            let ident = scope.claim(name);
            variants.push(Variant {
                ident,
                name: Some(name.to_owned()),
                notes: Notes::default(),
                content: Content::Unit,
            });
        }
        Ok(variants)
    }

    fn any_of(&mut self, node: &'a Node, branches: &'a [Node], own: Notes, hint: Hint<'_>) -> Result<Placed, Obstacle> {
        let is_null = |branch: &&Node| branch.get("type").and_then(Node::as_str) == Some("null");
        let nullable = branches.iter().any(|branch| is_null(&branch));
        let others: Vec<(usize, &Node)> = branches.iter().enumerate().filter(|(_, branch)| !is_null(branch)).collect();
        let mut placed = if let [(index, only)] = others.as_slice() {
            let index = index.to_string();
            let placed = self.within("anyOf", |this| this.within(&index, |this| this.place(only, hint)))?;
            Placed { notes: own.or(placed.notes), ..placed }
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

    fn reference(&mut self, target: &'a str, own: Notes, hint: Hint<'_>) -> Result<Placed, Obstacle> {
        let placed = |ty| Placed { ty, notes: own.clone(), constraints: Vec::new(), fresh: None };
        if target == "#" {
            return Ok(placed(Type::Item(0)));
        }
        let Some((name, definition)) = self.definition(target) else {
            return Err(self.obstacle("the reference leads nowhere", "point to a definition in `$defs`"));
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
    fn fill(&mut self, item: usize, name: &'a str, definition: &'a Node) -> Result<(), Obstacle> {
        let ident = self.items[item].ident.clone();
        let kind = if let Some(branches) = definition.get("anyOf").and_then(Node::elements) {
            let branches: Vec<(usize, &Node)> = branches.iter().enumerate().collect();
            self.within("anyOf", |this| union::read(this, &branches, &ident))?
        } else if definition.get("enum").is_some() {
            Kind::Strings(self.strings(definition)?)
        } else {
            Kind::Struct(self.fields(definition, &ident)?)
        };
        let is_name = name.len() <= NAME_LENGTH
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !is_name {
            self.remarks.push(format!("the definition `{name}` is called `{ident}`: its own name is not a legal one"));
        }
        let uses = self.uses.get(name).copied().unwrap_or_default();
        let item = &mut self.items[item];
        item.kind = kind;
        item.notes = notes(definition);
        item.define = uses == 1;
        item.name = (is_name && ident != name).then(|| name.to_owned());
        Ok(())
    }

    /// A definition that Rust has no named type for (a plain string, an array) is written where it is used.
    fn in_place(
        &mut self,
        name: &'a str,
        definition: &'a Node,
        own: Notes,
        hint: Hint<'_>,
    ) -> Result<Placed, Obstacle> {
        if self.open.contains(&name) {
            return Err(
                self.obstacle("this definition is an array or a union that contains itself", "put it into an object")
            );
        }
        let remark = format!("the definition `{name}` is written where it is used: it is no object, enum or union");
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        self.open.push(name);
        let placed = self.place(definition, hint);
        self.open.pop();
        placed.map(|placed| Placed { notes: own.or(placed.notes), ..placed })
    }

    fn definition(&self, target: &str) -> Option<(&'a str, &'a Node)> {
        let name = target.strip_prefix("#/$defs/")?.replace("~1", "/").replace("~0", "~");
        let member = self.schema.get("$defs")?.member(&name)?;
        Some((&member.name, &member.value))
    }

    /// The constraint keywords of `node`, as attributes.
    fn constraints(&self, node: &Node) -> Vec<Constraint> {
        let written = |keyword: &Keyword| {
            let value = node.get(keyword.name())?;
            let value = match &value.value {
                Value::String(text) => format!("{text:?}"),
                Value::Number(text) => text.to_string(),
                _ => return None,
            };
            Some(Constraint { key: heck::ToSnakeCase::to_snake_case(keyword.name()), value })
        };
        Keyword::ALL.iter().filter(|keyword| self.profile.keywords.contains(**keyword)).filter_map(written).collect()
    }

    fn remark_unused(&mut self) {
        let definitions = self.schema.get("$defs").and_then(Node::members).unwrap_or_default();
        for member in definitions {
            let is_met = self.definitions.contains_key(&*member.name);
            let in_place = !is_item(&member.value) && self.uses.contains_key(&*member.name);
            if !is_met && !in_place {
                self.remarks.push(format!("the definition `{}` is left out: nothing refers to it", member.name));
            }
        }
    }
}

/// Whether Rust has a named type for `schema`: an object, an enum of strings, a union without `null`.
fn is_item(schema: &Node) -> bool {
    let is_null = |branch: &Node| branch.get("type").and_then(Node::as_str) == Some("null");
    match schema.get("anyOf").and_then(Node::elements) {
        Some(branches) => branches.len() > 1 && !branches.iter().any(is_null),
        None => match schema.get("type").and_then(Node::as_str) {
            Some("object") => true,
            Some("string") => schema.get("enum").is_some(),
            _ => false,
        },
    }
}

pub(super) fn notes(node: &Node) -> Notes {
    let text = |name| node.get(name).and_then(Node::as_str).map(str::to_owned);
    Notes { title: text("title"), description: text("description").filter(|text| !text.is_empty()) }
}

/// Counts the references to each definition, in the whole of `node`.
fn count_references<'a>(node: &'a Node, uses: &mut HashMap<&'a str, usize>) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                if let ("$ref", Some(target)) = (&*member.name, member.value.as_str()) {
                    *uses.entry(target.strip_prefix("#/$defs/").unwrap_or(target)).or_default() += 1;
                } else {
                    count_references(&member.value, uses);
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| count_references(element, uses)),
        _ => {}
    }
}
