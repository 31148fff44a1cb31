//! serde's `rename_all`: found where one rule says all names, so that no field needs its own.

/// A rule and what it makes of an identifier.
type Rule = (&'static str, fn(&str) -> String);

const FIELD_RULES: &[Rule] = &[
    ("camelCase", |field| lower_first(&pascal(field))),
    ("PascalCase", pascal),
    ("SCREAMING_SNAKE_CASE", str::to_ascii_uppercase),
    ("kebab-case", |field| field.replace('_', "-")),
    ("SCREAMING-KEBAB-CASE", |field| field.to_ascii_uppercase().replace('_', "-")),
];

const VARIANT_RULES: &[Rule] = &[
    ("lowercase", str::to_ascii_lowercase),
    ("UPPERCASE", str::to_ascii_uppercase),
    ("camelCase", lower_first),
    ("snake_case", snake),
    ("SCREAMING_SNAKE_CASE", |variant| snake(variant).to_ascii_uppercase()),
    ("kebab-case", |variant| snake(variant).replace('_', "-")),
    ("SCREAMING-KEBAB-CASE", |variant| snake(variant).to_ascii_uppercase().replace('_', "-")),
];

/// The rule under which every field of a struct has its name; `None` if they have it without one, or no rule fits.
pub(super) fn of_fields(names: &[(&str, &str)]) -> Option<&'static str> {
    rule(FIELD_RULES, names)
}

/// As [`of_fields`], for the variants of an enum.
pub(super) fn of_variants(names: &[(&str, &str)]) -> Option<&'static str> {
    rule(VARIANT_RULES, names)
}

/// `names` are pairs of an identifier and a name.
fn rule(rules: &[Rule], names: &[(&str, &str)]) -> Option<&'static str> {
    if names.iter().all(|(ident, name)| unraw(ident) == *name) {
        return None;
    }
    // serde cuts the first byte off an identifier to change its case, and panics where that is half a character.
    if !names.iter().all(|(ident, _)| ident.is_ascii()) {
        return None;
    }
    let fits = |rule: &&Rule| names.iter().all(|(ident, name)| rule.1(unraw(ident)) == *name);
    rules.iter().find(fits).map(|(rule, _)| *rule)
}

/// serde does not see the `r#` of an identifier.
pub(super) fn unraw(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

fn pascal(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut capitalize = true;
    for character in field.chars() {
        if character == '_' {
            capitalize = true;
        } else if capitalize {
            out.push(character.to_ascii_uppercase());
            capitalize = false;
        } else {
            out.push(character);
        }
    }
    out
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + characters.as_str())
}

fn snake(variant: &str) -> String {
    let mut out = String::with_capacity(variant.len() + 4);
    for (index, character) in variant.char_indices() {
        if index > 0 && character.is_uppercase() {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}
