//! The branches of a union: tagged from outside, tagged from inside, or told apart by trying.

use structured_lint::{JsonValue, Member};

use super::reader::{Hint, NoType, Reader};
use crate::import::branches::{Branches, is_external, only_value, properties, tag};
use crate::import::cover::Cover;
use crate::import::model::{Content, Field, Kind, Notes, Tagging, Variant};
use crate::import::names::Scope;

/// Reads a union whose type is `owner`; `null` is not among the branches.
pub(super) fn read<'a>(reader: &mut Reader<'a>, branches: Branches<'_, 'a>, owner: &str) -> Result<Kind, NoType> {
    if let Some(tag) = tag(branches) {
        return Ok(internal(reader, branches, tag));
    }
    if is_external(branches) {
        return external(reader, branches, owner);
    }
    untagged(reader, branches, owner)
}

fn internal<'a>(reader: &mut Reader<'a>, branches: Branches<'_, 'a>, tag: &str) -> Kind {
    let mut scope = Scope::variants();
    let mut variants = Vec::with_capacity(branches.len());
    for (index, branch) in branches {
        let value = properties(branch).and_then(|list| list.first()).and_then(|first| only_value(&first.value));
        let value = value.unwrap_or_default();
        let ident = scope.claim(value);
        let fields = reader.within(&index.to_string(), |this| this.fields_behind(1, branch, value));
        let content = if fields.is_empty() { Content::Unit } else { Content::Struct(fields) };
        variants.push(Variant { ident, name: Some(value.to_owned()), notes: Notes::of(branch), content });
    }
    Kind::Union(Tagging::Internal(tag.to_owned()), variants)
}

fn external<'a>(reader: &mut Reader<'a>, branches: Branches<'_, 'a>, owner: &str) -> Result<Kind, NoType> {
    let mut scope = Scope::variants();
    let mut variants = Vec::new();
    for (index, branch) in branches {
        let Some([only]) = properties(branch) else {
            for value in branch.get("enum").and_then(JsonValue::elements).unwrap_or_default() {
                let name = value.as_str().unwrap_or_default().to_owned();
                let (ident, notes) = (scope.claim(&name), Notes::default());
                variants.push(Variant { ident, name: Some(name), notes, content: Content::Unit });
            }
            continue;
        };
        let ident = scope.claim(&only.name);
        let is_plain_object = properties(&only.value).is_some() && Notes::of(&only.value).is_empty();
        let content = reader.within(&index.to_string(), |this| {
            if is_plain_object {
                return Ok(Content::Struct(this.fields(&only.value, &only.name)));
            }
            newtype(this, &only.value, Hint { owner, word: &only.name })
        })?;
        variants.push(Variant { ident, name: Some(only.name.to_string()), notes: Notes::of(branch), content });
    }
    Ok(Kind::Union(Tagging::External, variants))
}

fn untagged<'a>(reader: &mut Reader<'a>, branches: Branches<'_, 'a>, owner: &str) -> Result<Kind, NoType> {
    reject_hidden(reader, branches)?;
    let mut scope = Scope::variants();
    let mut variants = Vec::with_capacity(branches.len());
    for (index, branch) in branches {
        let word = word(branch, branches);
        let ident = scope.claim(&word);
        let (content, notes) = reader.within(&index.to_string(), |this| {
            if properties(branch).is_some() {
                return Ok((Content::Struct(this.fields(branch, &word)), Notes::of(branch)));
            }
            let inner = format!("{owner} {word}");
            Ok((newtype(this, branch, Hint { owner, word: &inner })?, Notes::default()))
        })?;
        variants.push(Variant { ident, name: None, notes, content });
    }
    Ok(Kind::Union(Tagging::Untagged, variants))
}

/// Refuses branches of which serde, or the API, sees only the first.
fn reject_hidden<'a>(reader: &mut Reader<'a>, branches: Branches<'_, 'a>) -> Result<(), NoType> {
    let cover = Cover { root: reader.schema };
    let nodes: Vec<&JsonValue> = branches.iter().map(|(_, branch)| *branch).collect();
    let (found, what) = match (cover.hidden(&nodes), cover.same_first(&nodes)) {
        (Some(hidden), _) => (hidden, "serde takes every value of this branch for one of an earlier branch"),
        (None, Some(same)) => (same, "this branch begins with the same property as an earlier one"),
        (None, None) => return Ok(()),
    };
    let index = branches.iter().find(|(_, branch)| std::ptr::eq(*branch, found)).map_or(0, |(index, _)| *index);
    let help = if properties(found).is_some() {
        "begin each branch with a tag: `\"type\": {\"type\": \"string\", \"enum\": [\"…\"]}`"
    } else {
        "leave one of the two out, or put each into an object with a tag"
    };
    reader.within(&index.to_string(), |this| Err(this.no_type(found.span, what, help)))
}

fn newtype<'a>(reader: &mut Reader<'a>, node: &'a JsonValue, hint: Hint<'_>) -> Result<Content, NoType> {
    let ty = reader.bare(node, hint)?;
    let (notes, constraints) = (Notes::default(), Vec::new());
    Ok(Content::Newtype(Field { ident: String::new(), name: String::new(), notes, constraints, ty }))
}

/// The value of a property that tells `branch` from all others, wherever it stands.
fn own_value<'a>(branch: &'a JsonValue, branches: Branches<'_, '_>) -> Option<&'a str> {
    properties(branch)?.iter().find_map(|member| {
        let value = only_value(&member.value)?;
        let has_it = |other: &JsonValue| {
            let same = other.get("properties").and_then(|list| list.get(&member.name)).and_then(only_value);
            same == Some(value)
        };
        (branches.iter().filter(|(_, other)| has_it(other)).count() == 1).then_some(value)
    })
}

/// What to call a branch: its title, what it refers to, its tag, the property that only it has, or its type.
fn word(branch: &JsonValue, branches: Branches<'_, '_>) -> String {
    if let Some(title) = branch.get("title").and_then(JsonValue::as_str).filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    if let Some(target) = branch.get("$ref").and_then(JsonValue::as_str) {
        return target.rsplit('/').next().filter(|name| *name != "#").unwrap_or("root").to_owned();
    }
    if let Some(value) = own_value(branch, branches) {
        return value.to_owned();
    }
    if let Some(list) = properties(branch) {
        let is_own = |member: &&Member| {
            branches
                .iter()
                .filter(|(_, other)| other.get("properties").is_some_and(|all| all.get(&member.name).is_some()))
                .count()
                == 1
        };
        let own = list.iter().find(is_own).or(list.first());
        return own.map_or_else(|| "empty".into(), |member| format!("with_{}", member.name));
    }
    match branch.get("type").and_then(JsonValue::as_str) {
        Some("string") if branch.get("enum").is_some() => "one of".into(),
        Some("string") => "text".into(),
        Some("boolean") => "flag".into(),
        Some("array") => "list".into(),
        Some(kind) => kind.to_owned(),
        None => "value".into(),
    }
}
