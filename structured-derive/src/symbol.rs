//! The keys of `#[structured(…)]`, each spelled once, and the search for the key nearest to a misspelled one.

/// A place where a key may occur.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Type,
    Variant,
    Field,
}

impl Place {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Variant => "variant",
            Self::Field => "field",
        }
    }
}

/// The names of the profiles, in the order of `Profile::ALL` of structured-core. The first is the default.
///
/// The derive writes the number of a profile, because the const interpreter would look up its name for every type.
const PROFILES: [&str; 3] = ["openai-2024-08", "openai", "llama.cpp"];
/// The number of a profile that has every keyword.
pub(crate) const EVERY_KEYWORD: usize = 1;

pub(crate) fn profile_number(name: &str) -> Option<usize> {
    PROFILES.iter().position(|known| *known == name)
}

pub(crate) const AS: &str = "as";
pub(crate) const CRATE: &str = "crate";
pub(crate) const DEFINE: &str = "define";
pub(crate) const DESCRIPTION: &str = "description";
pub(crate) const EXCLUSIVE_MAXIMUM: &str = "exclusive_maximum";
pub(crate) const EXCLUSIVE_MINIMUM: &str = "exclusive_minimum";
pub(crate) const FILE: &str = "file";
pub(crate) const FORMAT: &str = "format";
pub(crate) const INLINE: &str = "inline";
pub(crate) const MAXIMUM: &str = "maximum";
pub(crate) const MAX_ITEMS: &str = "max_items";
pub(crate) const MINIMUM: &str = "minimum";
pub(crate) const MIN_ITEMS: &str = "min_items";
pub(crate) const MULTIPLE_OF: &str = "multiple_of";
pub(crate) const NAME: &str = "name";
pub(crate) const PARTIAL: &str = "partial";
pub(crate) const PATTERN: &str = "pattern";
pub(crate) const PROFILE: &str = "profile";
pub(crate) const REPR: &str = "repr";
pub(crate) const SCHEMARS: &str = "schemars";
pub(crate) const TITLE: &str = "title";

/// Every key and the places where it may occur, in alphabetical order.
pub(crate) const KEYS: &[(&str, &[Place])] = &[
    (AS, &[Place::Type, Place::Field]),
    (CRATE, &[Place::Type]),
    (DEFINE, &[Place::Type]),
    (DESCRIPTION, &[Place::Type, Place::Variant, Place::Field]),
    (EXCLUSIVE_MAXIMUM, &[Place::Field]),
    (EXCLUSIVE_MINIMUM, &[Place::Field]),
    (FILE, &[Place::Type]),
    (FORMAT, &[Place::Field]),
    (INLINE, &[Place::Type]),
    (MAX_ITEMS, &[Place::Field]),
    (MAXIMUM, &[Place::Field]),
    (MIN_ITEMS, &[Place::Field]),
    (MINIMUM, &[Place::Field]),
    (MULTIPLE_OF, &[Place::Field]),
    (NAME, &[Place::Type]),
    (PARTIAL, &[Place::Type]),
    (PATTERN, &[Place::Field]),
    (PROFILE, &[Place::Type]),
    (REPR, &[Place::Type]),
    (SCHEMARS, &[Place::Type]),
    (TITLE, &[Place::Type, Place::Variant, Place::Field]),
];

/// Keywords of JSON Schema that strict mode lacks, which a user may try as keys, with what to do instead.
pub(crate) const UNSUPPORTED: &[(&str, &str)] = &[
    ("min_length", LENGTH_OF_TEXT),
    ("max_length", LENGTH_OF_TEXT),
    ("unique_items", "mention in the description that no item occurs twice, or read into a `HashSet`"),
    ("contains", "mention it in the description"),
    ("min_contains", "mention it in the description"),
    ("max_contains", "mention it in the description"),
    ("unevaluated_items", "remove it: every array has one type of items"),
    (
        "pattern_properties",
        "use a map with `#[serde(with = \"structured_core::with::entries\")]`, a list of `key` and `value`",
    ),
    ("unevaluated_properties", "remove it: every object is closed"),
    ("additional_properties", "remove it: every object is closed"),
    (
        "property_names",
        "use a map with `#[serde(with = \"structured_core::with::entries\")]`, a list of `key` and `value`",
    ),
    ("min_properties", "remove it: every property is required"),
    ("max_properties", "remove it: every property is required"),
    ("default", "remove it: every property is required, so a default is never used"),
    ("examples", "put the examples into the description"),
    ("required", "remove it: every property is required; `Option<T>` admits `null`"),
    ("nullable", "use `Option<T>`"),
    ("minLength", LENGTH_OF_TEXT),
    ("maxLength", LENGTH_OF_TEXT),
    ("uniqueItems", "mention in the description that no item occurs twice, or read into a `HashSet`"),
];

const LENGTH_OF_TEXT: &str = "mention the length in the description, or use `pattern` under profile `openai`";

/// Keys of schemars, garde and validator, with their counterparts here.
pub(crate) const OTHERS: &[(&str, &str)] = &[
    ("alphanumeric", "write `pattern = \"^[A-Za-z0-9]*$\"` under profile `openai`"),
    ("ascii", "write `pattern = \"^[ -~]*$\"` under profile `openai`"),
    ("credit_card", "mention it in the description, and check it after reading"),
    ("custom", "mention it in the description, and check it after reading: `#[serde(try_from = \"...\")]`"),
    ("deprecated", "leave the field out of the answer with `#[serde(skip)]`"),
    ("email", "write `format = \"email\"` under profile `openai`"),
    ("example", "put the example into the description"),
    ("extend", "a strict schema has no other keywords: mention it in the description"),
    ("inner", "put the keys on a newtype, and hold a list of it: `struct Item(#[structured(minimum = 1)] u8);`"),
    ("ip", "use `std::net::IpAddr` as the type"),
    ("length", "write `min_items` and `max_items` for a list, and `pattern` for a text, under profile `openai`"),
    ("max", "write `maximum = 5` under profile `openai`"),
    ("min", "write `minimum = 1` under profile `openai`"),
    ("must_match", "mention it in the description, and check it after reading: `#[serde(try_from = \"...\")]`"),
    ("nested", "remove it: the checks of a type are in its schema wherever it is used"),
    ("phone_number", "mention it in the description, and check it after reading"),
    ("prefix", "write `pattern = \"^...\"` under profile `openai`"),
    ("range", "write `minimum = 1, maximum = 5` under profile `openai`"),
    ("regex", "write `pattern = \"^...$\"` under profile `openai`"),
    ("schema_with", "declare its JSON: `as = \"Type\"`"),
    ("suffix", "write `pattern = \"...$\"` under profile `openai`"),
    ("transform", "a strict schema is what the type says: change the type, or declare its JSON: `as = \"Type\"`"),
    ("url", "use `url::Url` as the type (feature `url2` of structured-core), or mention it in the description"),
    ("with", "write `#[serde(with = \"...\")]` for how it is read, and `as = \"Type\"` for what its JSON is"),
];

/// Keys of serde that a user may look for here.
pub(crate) const SERDES: &[&str] = &[
    "alias",
    "content",
    "flatten",
    "from",
    "rename",
    "rename_all",
    "skip",
    "tag",
    "transparent",
    "try_from",
    "untagged",
];

/// The known key that `key` was probably meant to be.
pub(crate) fn nearest(key: &str, place: Place) -> Option<&'static str> {
    KEYS.iter()
        .filter(|(_, places)| places.contains(&place))
        .map(|(known, _)| (distance(key, known), *known))
        .min()
        .filter(|(distance, known)| *distance <= known.len().max(key.len()) / 3 + 1)
        .map(|(_, known)| known)
}

/// How many letters must be added, removed or changed to turn `a` into `b` (Levenshtein distance).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, a_char) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b_char) in row.iter_mut().skip(1).zip(b.chars()) {
            let changed = diagonal + usize::from(a_char != b_char);
            diagonal = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_key_finds_the_one_that_was_meant() {
        assert_eq!(nearest("max_item", Place::Field), Some("max_items"));
        assert_eq!(nearest("desciption", Place::Type), Some("description"));
        assert_eq!(nearest("multipleOf", Place::Field), Some("multiple_of"));
        assert_eq!(nearest("zzzzzzzz", Place::Field), None);
    }

    #[test]
    fn the_distance_counts_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
