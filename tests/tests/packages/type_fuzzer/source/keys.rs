//! The keys of attributes.

use super::spelled;
use crate::any_type::model::{Body, Case, Layout, Rename, Tagging, Ty, TypeDef};

/// The keys that name the functions by which a type is read and written.
pub(super) fn with(ty: &Ty) -> Vec<String> {
    let keys: &[&str] = match ty {
        Ty::WithList => &["with = \"listed\""],
        Ty::WithFunctions => &["deserialize_with = \"listed::deserialize\"", "serialize_with = \"listed::serialize\""],
        Ty::WithEntries => &["with = \"structured_core::with::entries\""],
        Ty::WithJsonText => &["with = \"structured_core::with::json_text\""],
        Ty::ArrayOfLength(_) => &["with = \"bytes\""],
        _ => &[],
    };
    keys.iter().map(ToString::to_string).collect()
}

pub(super) fn rename(rename: &Rename) -> String {
    match &rename.written {
        Some(written) => format!("rename(deserialize = {:?}, serialize = {written:?})", rename.read),
        None => format!("rename = {:?}", rename.read),
    }
}

pub(super) fn container_keys(case: &Case, def: &TypeDef) -> Vec<String> {
    let mut keys = Vec::new();
    if let Some(all) = def.rename_all {
        keys.push(match all.written {
            Some(written) => format!("rename_all(deserialize = {:?}, serialize = {:?})", all.read.0, written.0),
            None => format!("rename_all = {:?}", all.read.0),
        });
    }
    if def.names_crates {
        keys.push(
            "crate = \"::serde\", expecting = \"a \\\"quoted\\\" text, or did not match any variant\"".to_owned(),
        );
    }
    if def.has_bounds {
        let bound = |of: &str| def.parameters.iter().map(|name| format!("{name}: {of}")).collect::<Vec<_>>().join(", ");
        let (read, written) = (bound("Deserialize<'de>"), bound("Serialize"));
        keys.push(format!("bound(deserialize = {read:?}, serialize = {written:?})"));
    }
    if def.deny_unknown_fields {
        keys.push("deny_unknown_fields".to_owned());
    }
    match &def.body {
        Body::Struct { tag, default, .. } => {
            keys.extend(tag.iter().map(|tag| format!("tag = {tag:?}")));
            if *default {
                keys.push("default".to_owned());
            }
        }
        Body::Newtype { layout: Layout::Transparent | Layout::Named, .. } => keys.push("transparent".to_owned()),
        Body::Enum { tagging, rename_all_fields, .. } => {
            keys.extend(rename_all_fields.iter().map(|rule| format!("rename_all_fields = {:?}", rule.0)));
            match tagging {
                Tagging::External => {}
                Tagging::Internal { tag } => keys.push(format!("tag = {tag:?}")),
                Tagging::Adjacent { tag, content } => keys.push(format!("tag = {tag:?}, content = {content:?}")),
                Tagging::Untagged => keys.push("untagged".to_owned()),
            }
        }
        Body::Converted { ty, fallible } => {
            let ty = spelled(case, ty, "'a");
            keys.push(format!("{} = {ty:?}, into = {ty:?}", if *fallible { "try_from" } else { "from" }));
        }
        Body::Newtype { .. } | Body::Numbers { .. } | Body::Unit => {}
    }
    keys
}
