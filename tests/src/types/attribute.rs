//! serde's attributes on structs and fields.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use structured_core::StructuredOutput;

use super::accepted;

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all = "camelCase")]
pub struct Renamed {
    pub first_name: String,
    #[serde(rename = "surname")]
    pub last_name: String,
    #[serde(rename(serialize = "eMail", deserialize = "eMail"))]
    pub mail_address: String,
    pub r#type: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(rename_all(serialize = "snake_case", deserialize = "camelCase"))]
pub struct RenamedForReading {
    pub first_name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Aliased {
    #[serde(alias = "given_name", alias = "forename")]
    pub first_name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Skipped {
    pub shown: String,
    #[serde(skip)]
    pub hidden: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct SkippedOneWay {
    pub shown: String,
    #[serde(skip_deserializing)]
    pub only_written: u8,
    #[serde(skip_serializing)]
    pub only_read: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rarely_written: Option<u8>,
}

fn seven() -> u8 {
    7
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct DefaultFields {
    #[serde(default)]
    pub empty: String,
    #[serde(default = "seven")]
    pub seven: u8,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(default)]
pub struct DefaultStruct {
    pub text: String,
    pub list: Vec<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    pub text: String,
    pub maybe: Option<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "type", rename = "note")]
pub struct TaggedStruct {
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(from = "String", into = "String")]
pub struct FromString {
    pub characters: usize,
}

impl From<String> for FromString {
    fn from(text: String) -> Self {
        Self { characters: text.chars().count() }
    }
}

impl From<FromString> for String {
    fn from(from: FromString) -> Self {
        "x".repeat(from.characters)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent {
    value: u8,
}

impl TryFrom<u8> for Percent {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        if value > 100 { Err(format!("{value} is above 100 percent")) } else { Ok(Self { value }) }
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> Self {
        percent.value
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Converted {
    /// A text.
    pub text: FromString,
    pub percent: Percent,
    pub percents: Vec<Percent>,
}

/// Written and read as one string with commas.
mod comma_separated {
    use super::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.join(","))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
        Ok(String::deserialize(deserializer)?.split(',').map(str::to_owned).collect())
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct As {
    /// With commas between them.
    #[serde(with = "comma_separated")]
    #[structured(as = "String")]
    pub tags: Vec<String>,
    #[structured(as = Option<Vec<u8>>)]
    pub raw: Option<Vec<u8>>,
}

/// Of each tagging, a variant whose content only `with` knows.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "t", content = "c")]
pub enum AsInAdjacentVariant {
    #[serde(with = "comma_separated")]
    Tags(#[structured(as = "String")] Vec<String>),
    Nothing,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum AsInExternalVariant {
    #[serde(with = "comma_separated")]
    Tags(#[structured(as = "String")] Vec<String>),
    Number(u8),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum AsInUntaggedVariant {
    Certain(bool),
    #[serde(with = "comma_separated")]
    Tags(#[structured(as = "String")] Vec<String>),
}

/// A root that is read from another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(try_from = "Limits", into = "Limits")]
pub struct Ordered {
    low: i64,
    high: i64,
}

/// As it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Limits {
    pub low: i64,
    pub high: i64,
}

impl TryFrom<Limits> for Ordered {
    type Error = &'static str;

    fn try_from(limits: Limits) -> Result<Self, Self::Error> {
        let Limits { low, high } = limits;
        if low <= high { Ok(Self { low, high }) } else { Err("low is above high") }
    }
}

impl From<Ordered> for Limits {
    fn from(ordered: Ordered) -> Self {
        Self { low: ordered.low, high: ordered.high }
    }
}

/// A conversion that fails leaves the text to the next variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.contains('@') { Ok(Self(text)) } else { Err("no @") }
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum Contact {
    Email(Email),
    Other(String),
}

/// A type whose JSON is written by hand.
#[derive(Debug, PartialEq, StructuredOutput)]
#[structured(as = "Vec<u8>")]
pub struct ByHand {
    pub sum: u8,
}

impl<'de> Deserialize<'de> for ByHand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let terms = Vec::<u8>::deserialize(deserializer)?;
        Ok(Self { sum: terms.into_iter().fold(0, u8::wrapping_add) })
    }
}

impl Serialize for ByHand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.sum].serialize(serializer)
    }
}

/// A type of the user's that writes its own `Schema`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnSchema(u32);

impl structured_core::Schema for OwnSchema {
    const NODE: structured_core::SchemaNode = <u32 as structured_core::Schema>::NODE;
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct ForeignParts {
    pub by_hand: ByHand,
    pub own: OwnSchema,
}

accepted!(
    "attribute": Renamed, RenamedForReading, Aliased, Skipped, SkippedOneWay, DefaultFields, DefaultStruct, Closed,
    TaggedStruct, FromString, Percent, Converted, As, AsInAdjacentVariant, AsInExternalVariant, AsInUntaggedVariant,
    Ordered, Contact, ForeignParts,
);
