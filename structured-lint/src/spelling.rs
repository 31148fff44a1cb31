//! Suggestions for misspelled names.

/// Longer names are not compared.
const LONGEST: usize = 64;

/// The names of types in other languages and formats.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("dict", "object"),
    ("map", "object"),
    ("record", "object"),
    ("struct", "object"),
    ("list", "array"),
    ("tuple", "array"),
    ("set", "array"),
    ("str", "string"),
    ("text", "string"),
    ("date", "string"),
    ("datetime", "string"),
    ("enum", "string"),
    ("file", "string"),
    ("int", "integer"),
    ("long", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("bool", "boolean"),
    ("none", "null"),
    ("nil", "null"),
    ("undefined", "null"),
];

/// The type of JSON Schema that `name` seems to mean.
pub(crate) fn nearest_type(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, kind)| *kind);
    other.or_else(|| nearest(&lower, crate::schema::shape::TYPES.iter().copied()))
}

/// The name that is most similar to `name`, if the difference is small.
pub(crate) fn nearest<'n>(name: &str, among: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=LONGEST => 2,
        _ => return None,
    };
    let near = among.filter(|other| other.chars().count() <= LONGEST);
    let near = near.map(|other| (distance(&name.to_lowercase(), &other.to_lowercase()), other));
    near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// How many characters have to be inserted, removed, changed, or swapped with the next one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = Vec::from([(0..=b.len()).collect()]);
    for i in 1..=a.len() {
        let mut row = Vec::from([i]);
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_other_languages_are_known() {
        for (name, kind) in [
            ("dict", Some("object")),
            ("STRING", Some("string")),
            ("strng", Some("string")),
            ("Integer", Some("integer")),
            ("numbr", Some("number")),
            ("bool", Some("boolean")),
            ("any", None),
            ("", None),
        ] {
            assert_eq!(nearest_type(name), kind, "{name}");
        }
    }

    #[test]
    fn a_name_is_near_if_little_is_wrong_with_it() {
        let names = ["name", "age", "street_address"];
        let near = |name: &str| nearest(name, names.into_iter());
        assert_eq!(near("nmae"), Some("name"));
        assert_eq!(near("Name"), Some("name"));
        assert_eq!(near("streetAddress"), Some("street_address"));
        assert_eq!(near("ag"), None);
        assert_eq!(near("gender"), None);
    }
}
