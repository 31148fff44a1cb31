//! Identifiers for properties, values and types: Rust style, legal, and each once in its place.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// Names that generated code uses, or that a reader would take for the standard library's.
const TAKEN: &[&str] = &[
    "Self",
    "String",
    "Vec",
    "Option",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Deserialize",
    "Serialize",
    "StructuredOutput",
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Default",
    "Send",
    "Sync",
    "Fn",
    "Drop",
    "Iterator",
];

/// Words that are no identifiers even as `r#word`.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Identifiers of one place: a module's types, a struct's fields, an enum's variants.
#[derive(Debug)]
pub(super) struct Scope {
    used: HashSet<String>,
    /// What stands for a name without a single usable character.
    nameless: &'static str,
    convert: fn(&str) -> String,
}

impl Scope {
    pub(super) fn types() -> Self {
        let used = TAKEN.iter().map(|name| (*name).to_owned()).collect();
        Self { used, nameless: "Unnamed", convert: |name| name.to_upper_camel_case() }
    }

    pub(super) fn fields() -> Self {
        Self { used: HashSet::new(), nameless: "field", convert: |name| name.to_snake_case() }
    }

    pub(super) fn variants() -> Self {
        let used = std::iter::once("Self".to_owned()).collect();
        Self { used, nameless: "Unnamed", convert: |name| name.to_upper_camel_case() }
    }

    /// Whether `name`, in the style of this place, is free.
    pub(super) fn has_room_for(&self, name: &str) -> bool {
        !self.used.contains(&self.styled(name))
    }

    /// An identifier for `name` that no other has: `name` in the style of this place, with a number if need be.
    pub(super) fn claim(&mut self, name: &str) -> String {
        let styled = self.styled(name);
        let numbered =
            (2..).map(|number| format!("{styled}{}{number}", if self.nameless == "field" { "_" } else { "" }));
        let free = std::iter::once(styled.clone()).chain(numbered).find(|ident| !self.used.contains(ident));
        let ident = free.unwrap_or(styled);
        self.used.insert(ident.clone());
        escaped(ident)
    }

    fn styled(&self, name: &str) -> String {
        // The compiler reads identifiers in this form: two that differ only in how they are composed are one.
        let usable: String = name
            .nfc()
            .map(|character| if unicode_ident::is_xid_continue(character) { character } else { ' ' })
            .collect();
        let styled = (self.convert)(&usable);
        // Case conversion can leave marks that are no letters of an identifier any more.
        let styled: String = styled.nfc().filter(|character| unicode_ident::is_xid_continue(*character)).collect();
        match styled.chars().next() {
            None => self.nameless.to_owned(),
            Some(first) if unicode_ident::is_xid_start(first) => styled,
            Some(_) => {
                let prefix = if self.nameless == "field" { "field_" } else { "N" };
                format!("{prefix}{}", styled.trim_start_matches('_'))
            }
        }
    }
}

/// Keywords of an edition that `syn` does not ask for.
const SINCE_2024: &[&str] = &["gen"];

/// `type` is `r#type`.
fn escaped(ident: String) -> String {
    if NEVER.contains(&ident.as_str()) {
        return format!("{ident}_");
    }
    let is_free = syn::parse_str::<syn::Ident>(&ident).is_ok() && !SINCE_2024.contains(&ident.as_str());
    if is_free { ident } else { format!("r#{ident}") }
}

/// The singular of an array's name, for its items; good enough for English plurals, harmless for the rest.
pub(super) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for (plural, ending) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(stem) = name.strip_suffix(plural) {
            return format!("{stem}{ending}");
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => format!("{name}_item"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_identifiers_become_some() {
        let mut fields = Scope::fields();
        let names = [
            "dateInfo",
            "type",
            "self",
            "1st",
            "",
            "größe",
            "date_info",
            "日付",
            "a-b",
            "$ref",
            "🦀",
            "gen",
            "gro\u{df}e\u{301}",
            "gro\u{df}\u{e9}",
        ];
        let idents: Vec<String> = names.iter().map(|name| fields.claim(name)).collect();
        let expected = [
            "date_info",
            "r#type",
            "self_",
            "field_1st",
            "field",
            "größe",
            "date_info_2",
            "日付",
            "a_b",
            "r#ref",
            "field_2",
            "r#gen",
            "gro\u{df}\u{e9}",
            "gro\u{df}\u{e9}_2",
        ];
        assert_eq!(idents, expected);
    }

    #[test]
    fn types_do_not_hide_what_generated_code_names() {
        let mut types = Scope::types();
        assert_eq!(types.claim("option"), "Option2");
        assert_eq!(types.claim("linked_list_node"), "LinkedListNode");
        assert_eq!(types.claim("LinkedListNode"), "LinkedListNode2");
        assert_eq!(types.claim("3d"), "N3d");
    }

    #[test]
    fn items_have_the_name_of_one() {
        let names = ["steps", "entries", "classes", "boxes", "status", "news_items", "data"];
        let one: Vec<String> = names.iter().map(|name| singular(name)).collect();
        assert_eq!(one, ["step", "entry", "class", "box", "status_item", "news_item", "data_item"]);
    }
}
