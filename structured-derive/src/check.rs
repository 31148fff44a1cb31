//! Mistakes across fields and variants that the syntax alone shows, with one function per rule.

use std::collections::HashMap;
use std::path::Path;

use proc_macro2::Span;

use crate::context::{Context, Message};
use crate::file;
use crate::model::{Content, Model, Named, Object, Property, Shape};
use crate::types::Owner;

/// Runs all checks.
pub(crate) fn check(model: &Model, owner: &Owner<'_>, context: &Context) {
    bound_file(model, owner, context);
    inline(model, owner, context);
    match &model.shape {
        Shape::Object(object) => object_names(&model.name.text, object, context),
        Shape::Newtype(_) => {}
        Shape::Enum(values) => value_names(&model.name.text, &values.values, context),
        Shape::Union(branches) => {
            for branch in branches {
                if let Content::Object(object) = &branch.content {
                    // serde's own checks refuse a tag that has the name of a field, with serde's text.
                    let untagged = object.properties.iter().filter(|property| !property.is_tag());
                    names_of(&branch.variant.text, untagged, context);
                }
            }
            variant_names(model, context);
        }
    }
}

/// Checks that a file is in the package and that the type is not generic: a file holds one schema, and a generic type
/// has many.
fn bound_file(model: &Model, owner: &Owner<'_>, context: &Context) {
    let Some(file) = &model.file else { return };
    if !owner.parameters.is_empty() {
        let what = format!("`{}` is generic: it has a schema for each argument, and a file holds one", owner.ident);
        let help = "bind a struct that has it as a field, or that is a newtype of one instance";
        return context.error(file, &Message { what: &what, help });
    }
    let path = file.value();
    let what = if Path::new(&path).has_root() {
        format!("`{path}` is an absolute path: other machines do not have the file")
    } else if path.ends_with('/') || file::in_package(&path).is_dir() {
        format!("`{path}` is a folder, and a schema is in a file")
    } else if Path::new(&path).extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("json")) {
        // Writing schema files would replace any file that is named here.
        format!("`{path}` does not end in `.json`, as the name of a schema file must")
    } else {
        return;
    };
    let help = "name a file, from the folder of `Cargo.toml` on: `schemas/answer.json`";
    context.error(file, &Message { what: &what, help });
}

/// Checks that `inline` is not used with `define`, or on a generic type, whose instances are checked as definitions.
fn inline(model: &Model, owner: &Owner<'_>, context: &Context) {
    let Some(span) = model.inline else { return };
    if model.define {
        let what = "`inline` writes the type out wherever it is used, and `define` gives it an entry in `$defs`";
        context.error_at(span, &Message { what, help: "remove one of the two" });
    }
    if !owner.parameters.is_empty() {
        let what = format!("`{}` is generic, and only a type without parameters can be `inline`", owner.ident);
        let help = "write the struct out for the arguments that you use";
        context.error_at(span, &Message { what: &what, help });
    }
}

/// Checks that no two properties of an object have the same name.
fn object_names(owner: &str, object: &Object, context: &Context) {
    names_of(owner, object.properties.iter(), context);
}

fn names_of<'a, I: Iterator<Item = &'a Property> + Clone>(owner: &str, properties: I, context: &Context) {
    let own = properties.clone().filter(|property| property.flatten.is_none());
    for_duplicates(own.map(|property| &property.name), |name, first| {
        let what = format!("two properties of `{owner}` are called `{name}`", name = name.text);
        report(&what, name.span, &name.text, first, context);
    });
    alias_names(properties.clone().filter(|property| property.flatten.is_none()), context);
    for property in properties {
        if let Content::Object(inner) = &property.value {
            object_names(&property.name.text, inner, context);
        }
    }
}

/// Checks that no alias of a property is a name of another one, because serde would never read the second from it.
fn alias_names<'a, I: Iterator<Item = &'a Property> + Clone>(properties: I, context: &Context) {
    if properties.clone().all(|property| property.aliases.is_empty()) {
        return;
    }
    let mut names: HashMap<&str, &Property> = HashMap::new();
    for property in properties.clone() {
        names.entry(&property.name.text).or_insert(property);
    }
    for property in properties {
        for alias in &property.aliases {
            let other = *names.entry(alias).or_insert(property);
            if std::ptr::eq(other, property) {
                continue;
            }
            let what = format!(
                "`{alias}` is an alias of `{}` and a name of `{}`, and serde reads one field from it",
                property.name.text, other.name.text
            );
            let help = "remove the alias, or rename one of them";
            context.error_at(property.name.span, &Message { what: &what, help });
        }
    }
}

/// Checks that no two variants are read from the same string.
fn value_names(owner: &str, values: &[Named], context: &Context) {
    for_duplicates(values.iter(), |name, first| {
        let what =
            format!("two variants of `{owner}` are read from `{name}`, and the first always wins", name = name.text);
        report(&what, name.span, &name.text, first, context);
    });
}

/// Checks that no two tags (or outer keys) of a union are the same.
fn variant_names(model: &Model, context: &Context) {
    let Shape::Union(branches) = &model.shape else { return };
    let mut names = Vec::new();
    for branch in branches.iter().filter(|branch| !branch.untagged) {
        match &branch.content {
            Content::Enum(values) => names.extend(values.values.iter()),
            Content::Object(object) => names.extend(object.properties.first().map(|first| match &first.value {
                Content::Enum(tag) => tag.values.first().unwrap_or(&first.name),
                _ => &first.name,
            })),
            Content::Type(_) => {}
        }
    }
    for_duplicates(names.into_iter(), |name, first| {
        let what =
            format!("two variants of `{}` are read from `{}`, and the first always wins", model.name.text, name.text);
        report(&what, name.span, &name.text, first, context);
    });
}

fn for_duplicates<'a, I: Iterator<Item = &'a Named> + Clone>(names: I, mut found: impl FnMut(&Named, Span)) {
    // Macros run unoptimized, and sorting the names takes a fraction of what it takes to hash them.
    let mut sorted: Vec<&str> = names.clone().map(|name| name.text.as_str()).collect();
    sorted.sort_unstable();
    if sorted.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for name in names {
        match seen.get(name.text.as_str()) {
            Some(first) => found(name, *first),
            None => {
                seen.insert(&name.text, name.span);
            }
        }
    }
}

fn report(what: &str, span: Span, name: &str, first: Span, context: &Context) {
    let help = "rename one of them with `#[serde(rename = \"...\")]`";
    context.error_at(span, &Message { what, help });
    context.note_at(first, &format!("`{name}` is first produced here"));
}
