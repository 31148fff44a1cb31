//! The outline of a schema file.

use std::collections::HashSet;

use super::canonical;
use super::reader::{Json, Member};
use crate::outline::{BASE, EMPTY_OBJECT, definition_hash, description_hash, name_hash, property_hash, text_hash};

/// The numbers of plain types are the digits of a number, of which the outline has the remainder.
const MODULUS: u128 = 11_400_714_819_323_198_393;

const DEFINITION: u64 = 1;
const OBJECT: u64 = 2;
const OPTION: u64 = 3;
const REFERENCE: u64 = 4;
const ROOT: u64 = 6;
const LIST: u64 = 8;
const ENUM: u64 = 10;
const INTEGER_ENUM: u64 = 12;
const NULL: u64 = 14;
const RAW: u64 = 15;
const SCALAR: u64 = 1 << 32;
const UNION: u64 = 2 << 32;
/// Marks the description of a property that is not of a plain type.
const NESTED: u64 = 1 << 63;

/// The plain scalars: their number, their type and their bounds.
const SCALARS: [(u64, &str, Option<&str>, Option<&str>); 11] = [
    (1, STRING, None, None),
    (2, "\"number\"", None, None),
    (3, "\"boolean\"", None, None),
    (4, INTEGER, None, None),
    (9, INTEGER, Some("0"), Some("255")),
    (10, INTEGER, Some("0"), Some("65535")),
    (11, INTEGER, Some("0"), Some("4294967295")),
    (12, INTEGER, Some("0"), None),
    (13, INTEGER, Some("-128"), Some("127")),
    (14, INTEGER, Some("-32768"), Some("32767")),
    (15, INTEGER, Some("-2147483648"), Some("2147483647")),
];
/// The bit in the number of a list of scalars.
const PLAIN_LIST: u64 = 16;
/// The bit in the number of an option.
const PLAIN_OPTION: u64 = 32;
const STRING: &str = "\"string\"";
const INTEGER: &str = "\"integer\"";
const OBJECT_TYPE: &str = "\"object\"";
const NULL_TYPE: &str = "\"null\"";
const ARRAY: &str = "\"array\"";

/// The outline of a schema as one number, or `None` if it has a part that outlines do not describe.
pub(super) fn outline(schema: &Json<'_>) -> Option<u128> {
    let mut outline = Outline { items: 0, bodies: 0 };
    outline.root(schema)?;
    Some(u128::from(outline.items) << 64 | outline.bodies)
}

struct Outline {
    items: u64,
    bodies: u128,
}

/// The keywords of a schema.
#[derive(Default)]
struct Keywords<'a> {
    description: Option<&'a str>,
    reference: Option<&'a str>,
    /// The type, and whether `null` is another one.
    of_type: Option<(&'a str, bool)>,
    values: Option<&'a [Json<'a>]>,
    properties: Option<&'a [Member<'a>]>,
    required: Option<&'a [Json<'a>]>,
    is_closed: bool,
    items: Option<&'a Json<'a>>,
    any_of: Option<&'a [Json<'a>]>,
    definitions: Option<&'a [Member<'a>]>,
    minimum: Option<&'a str>,
    maximum: Option<&'a str>,
    /// The number of keywords besides the description.
    count: usize,
}

impl<'a> Keywords<'a> {
    /// The keywords of a schema, or `None` if one of the keywords above has a value of another form.
    fn of(schema: &'a Json<'_>) -> Option<Self> {
        let Json::Object(members) = schema else { return None };
        let mut keywords = Self { count: members.len(), ..Self::default() };
        for (name, value) in members {
            match (&**name, value) {
                ("\"description\"", Json::Text(text)) if keywords.description.is_none() => {
                    keywords.description = Some(inside_quotes(text)?);
                    keywords.count -= 1;
                }
                ("\"type\"", json) => keywords.of_type = Some(of_type(json)?),
                ("\"properties\"", Json::Object(properties)) => keywords.properties = Some(properties),
                ("\"required\"", Json::Array(names)) => keywords.required = Some(names),
                ("\"additionalProperties\"", Json::Text(text)) if text == "false" => keywords.is_closed = true,
                ("\"items\"", json) => keywords.items = Some(json),
                ("\"$ref\"", Json::Text(text)) => keywords.reference = Some(inside_quotes(text)?),
                ("\"anyOf\"", Json::Array(branches)) => keywords.any_of = Some(branches),
                ("\"enum\"", Json::Array(values)) => keywords.values = Some(values),
                // These have no fixed order in a file, and schemas of plain types print the minimum first.
                ("\"minimum\"", Json::Text(text)) if keywords.maximum.is_none() => keywords.minimum = Some(text),
                ("\"maximum\"", Json::Text(text)) => keywords.maximum = Some(text),
                ("\"minimum\"", Json::Text(_)) => {}
                ("\"$defs\"", Json::Object(definitions)) => keywords.definitions = Some(definitions),
                (
                    "\"description\""
                    | "\"properties\""
                    | "\"required\""
                    | "\"additionalProperties\""
                    | "\"$ref\""
                    | "\"anyOf\""
                    | "\"enum\""
                    | "\"minimum\""
                    | "\"maximum\""
                    | "\"$defs\"",
                    _,
                ) => return None,
                _ => {}
            }
        }
        Some(keywords)
    }

    /// The hash of the description, or zero if there is none.
    fn described(&self) -> Option<u64> {
        self.description.map_or(Some(0), description_hash)
    }

    /// The properties of an object that has all of them as required, in the same order, and no others.
    fn strict_properties(&self) -> Option<&'a [Member<'a>]> {
        let (properties, required) = (self.properties?, self.required?);
        let mut pairs = required.iter().zip(properties);
        let is_strict = self.is_closed
            && required.len() == properties.len()
            && pairs.all(|(element, (name, _))| matches!(element, Json::Text(text) if text == name));
        is_strict.then_some(properties)
    }

    /// The number of a plain type.
    fn plain(&self) -> Option<u64> {
        let (kind, is_nullable) = self.of_type?;
        let option = if is_nullable { PLAIN_OPTION } else { 0 };
        if kind != ARRAY {
            return Some(self.scalar(kind)? | option);
        }
        let items = Keywords::of(self.items?)?;
        let (kind, is_nullable) = items.of_type?;
        if self.count != 2 || is_nullable || items.description.is_some() {
            return None;
        }
        Some(items.scalar(kind)? | PLAIN_LIST | option)
    }

    /// The number of a plain scalar.
    fn scalar(&self, kind: &str) -> Option<u64> {
        if self.count != 1 + usize::from(self.minimum.is_some()) + usize::from(self.maximum.is_some()) {
            return None;
        }
        let mut scalars = SCALARS.iter();
        let (number, ..) =
            scalars.find(|(_, of, low, high)| *of == kind && *low == self.minimum && *high == self.maximum)?;
        Some(*number)
    }

    /// The reference that is the whole schema.
    fn bare_reference(&self) -> Option<&'a str> {
        self.reference.filter(|_| self.count == 1 && self.description.is_none())
    }

    fn is_null(&self) -> bool {
        self.count == 1 && matches!(self.of_type, Some((NULL_TYPE, false)))
    }

    /// The reference in the form that it has beside a description or for an option, and whether it is an option.
    fn reference(&self) -> Option<(&'a str, bool)> {
        if let Some(reference) = self.bare_reference() {
            return Some((reference, false));
        }
        match self.any_of? {
            [single] if self.count == 1 && self.description.is_some() => {
                Some((Keywords::of(single)?.bare_reference()?, false))
            }
            [single, null] if self.count == 1 => {
                let null = Keywords::of(null)?;
                let is_option = null.is_null() && null.description.is_none();
                Some((Keywords::of(single)?.bare_reference().filter(|_| is_option)?, true))
            }
            _ => None,
        }
    }
}

impl Outline {
    fn root(&mut self, schema: &Json<'_>) -> Option<()> {
        let keywords = Keywords::of(schema)?;
        let definitions = keywords.definitions.unwrap_or_default();
        let count = 4 + usize::from(!definitions.is_empty());
        if keywords.count != count || keywords.description.is_some() || keywords.of_type != Some((OBJECT_TYPE, false)) {
            return None;
        }
        self.object(keywords.strict_properties()?)?;
        let mut names = HashSet::new();
        for (name, schema) in definitions {
            let name = inside_quotes(name)?;
            self.item(DEFINITION ^ definition_hash(name));
            self.value(schema)?;
            if !names.insert(name) {
                return None;
            }
        }
        Some(())
    }

    fn item(&mut self, item: u64) {
        self.items = self.items.wrapping_mul(BASE).wrapping_add(item);
    }

    fn object(&mut self, properties: &[Member<'_>]) -> Option<()> {
        let mut sum = EMPTY_OBJECT;
        for (place, (name, schema)) in properties.iter().enumerate() {
            let keywords = Keywords::of(schema)?;
            let mut described = keywords.described()?;
            if let Some(number) = keywords.plain() {
                let body = 2 * number + u64::from(keywords.description.is_some());
                self.bodies = (self.bodies * 256 + u128::from(body)) % MODULUS;
            } else {
                self.nested(schema, &keywords)?;
                described ^= NESTED;
            }
            sum = sum.wrapping_add(property_hash(name_hash(place, inside_quotes(name)?), described));
        }
        self.item(OBJECT ^ sum);
        Some(())
    }

    fn value(&mut self, schema: &Json<'_>) -> Option<()> {
        let keywords = Keywords::of(schema)?;
        if let Some(number) = keywords.plain() {
            self.item(SCALAR ^ (2 * number));
        } else {
            self.nested(schema, &keywords)?;
        }
        self.item(keywords.described()?);
        Some(())
    }

    /// Adds a schema that is not that of a plain type, without its description.
    fn nested(&mut self, schema: &Json<'_>, keywords: &Keywords<'_>) -> Option<()> {
        if let Some((reference, is_option)) = keywords.reference() {
            return self.reference(reference, is_option);
        }
        if keywords.is_null() {
            self.item(NULL);
            return Some(());
        }
        match (keywords.of_type, keywords.count) {
            (None, 1) => self.union(keywords.any_of?),
            (Some((ARRAY, is_option)), 2) => {
                self.value(keywords.items?)?;
                self.item(LIST + u64::from(is_option));
                Some(())
            }
            (Some((OBJECT_TYPE, is_option)), 4) => {
                self.object(keywords.strict_properties()?)?;
                if is_option {
                    self.item(OPTION);
                }
                Some(())
            }
            (Some((kind @ (STRING | INTEGER), is_option)), 2) if keywords.values.is_some() => {
                let kind = if kind == STRING { ENUM } else { INTEGER_ENUM };
                let values = Self::values(keywords.values?, is_option)?;
                self.item((kind + u64::from(is_option)) ^ values);
                Some(())
            }
            (Some((kind, _)), _) if kind == NULL_TYPE || SCALARS.iter().any(|(_, scalar, ..)| *scalar == kind) => {
                self.item(RAW ^ Self::raw(schema, keywords)?);
                Some(())
            }
            _ => None,
        }
    }

    fn reference(&mut self, reference: &str, is_option: bool) -> Option<()> {
        if reference == "#" {
            self.item(ROOT + u64::from(is_option));
            return Some(());
        }
        let name = reference.strip_prefix("#/$defs/")?;
        self.item((REFERENCE + u64::from(is_option)) ^ definition_hash(name));
        Some(())
    }

    fn union(&mut self, branches: &[Json<'_>]) -> Option<()> {
        for branch in branches {
            self.value(branch)?;
        }
        self.item(UNION ^ branches.len() as u64);
        Some(())
    }

    /// The hash of the values of an enum.
    fn values(values: &[Json<'_>], is_option: bool) -> Option<u64> {
        let values = match values {
            [values @ .., Json::Text(null)] if is_option && null == "null" => values,
            values if !is_option => values,
            _ => return None,
        };
        let texts: Option<Vec<&str>> = values
            .iter()
            .map(|value| match value {
                Json::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        Some(text_hash(&texts?.join(",")))
    }

    /// The hash of the text of a scalar that is not plain, without its description.
    fn raw(schema: &Json<'_>, keywords: &Keywords<'_>) -> Option<u64> {
        if keywords.any_of.is_some() || keywords.items.is_some() || keywords.properties.is_some() {
            return None;
        }
        let mut text = String::new();
        canonical::write(schema, &mut text);
        let start = match keywords.description {
            Some(description) => "{\"description\":\"\",".len() + description.len(),
            None => 1,
        };
        Some(text_hash(text.get(start..)?))
    }
}

/// The type, and whether `null` is another one.
fn of_type<'a>(json: &'a Json<'_>) -> Option<(&'a str, bool)> {
    match json {
        Json::Text(text) => Some((text, false)),
        Json::Array(types) => match types.as_slice() {
            [Json::Text(text), Json::Text(null)] if null == NULL_TYPE => Some((text, true)),
            _ => None,
        },
        Json::Object(_) => None,
    }
}

/// The text of a string in the form in which schemas print it.
fn inside_quotes(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}
