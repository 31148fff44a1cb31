//! Doc comments, descriptions and titles.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

use super::accepted;

/// A place on earth.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Place {
    /// In degrees.
    pub latitude: f64,
    /// In degrees.
    pub longitude: f64,
}

/// The root's own description goes with the response format, not with its schema.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Joined {
    /// Where it begins.
    pub start: Place,
    pub end: f64,
}

/// Used twice, so a definition.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct DescribedReference {
    /// Where it begins.
    pub start: Place,
    pub middle: Place,
    /// Where it ends.
    pub end: Option<Place>,
    pub list: Vec<Place>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub struct Markdown {
    /// A paragraph that is wrapped
    /// over two lines.
    ///
    /// And a second one:
    /// - an item
    /// - another item
    ///   that goes on
    ///
    /// 1. one
    /// 2. two
    ///
    /// ```text
    /// code {
    ///     stays
    /// }
    /// ```
    pub text: String,
    /** A block comment. */
    pub block: String,
    #[doc = "By attribute: \"quoted\" \\ and a tab:\t."]
    pub attribute: String,
    /// Ünïcödé 🦀 and a control character: \u{1}.
    pub unicode: String,
    #[expect(clippy::empty_docs, reason = "an empty comment is no description")]
    #[doc = ""]
    pub empty: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[rustfmt::skip]
pub struct Blocks {
    /**
     * The name of it,
     * in full.
     *
     * A second paragraph.
     */
    pub asterisks: String,
    /**
        The name of it,
        in full.

        - an item
    */
    pub bare: String,
    /// # A heading
    /// and text.
    ///
    /// | unit | factor |
    /// |---|---|
    /// | m | 1 |
    ///
    /// A hard break\
    /// and a line.
    /// <example>
    ///   <city>Ulm</city>
    /// </example>
    pub markdown: String,
}

/// Replaced.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(name = "titled_answer", title = "Answer \"1\"", description = "What the attribute says.\nIn two lines.")]
pub struct Titled {
    #[structured(title = "First")]
    pub titled: String,
    /// With both.
    #[structured(title = "Second")]
    pub both: u8,
    /// Replaced.
    #[structured(description = "From the attribute.")]
    pub replaced: String,
    #[structured(title = "A list")]
    pub list: Option<Vec<Part>>,
    #[structured(title = "One part")]
    pub part: Part,
}

/// A part.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(title = "Part")]
pub struct Part {
    pub number: u8,
}

const IN_A_CONSTANT: &str = "From a constant: \"quoted\", \\ and\ta tab.\r\nA second line. ";

const fn from_a_function() -> &'static str {
    "From a function."
}

/// Texts that the macro does not see.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(description = include_str!("texts/place.md"))]
pub struct Constants {
    #[structured(description = IN_A_CONSTANT)]
    pub constant: String,
    #[structured(description = concat!("Joined", " ", 2, " texts."), title = "Joined")]
    pub joined: Option<f64>,
    #[structured(description = include_str!("texts/place.md"))]
    pub file: Vec<String>,
    #[structured(description = Self::TEXT)]
    pub associated: bool,
    #[structured(description = from_a_function())]
    pub function: ConstantUnit,
    #[structured(description = "")]
    pub empty: ConstantVariants,
    #[structured(description = self::IN_A_CONSTANT)]
    pub generic: ConstantGeneric<String>,
}

impl Constants {
    const TEXT: &str = "Associated: é😀.";
}

/// How soon.
#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
pub enum ConstantUnit {
    /// A comment.
    Now,
    #[structured(description = include_str!("texts/place.md"))]
    There,
    #[structured(description = IN_A_CONSTANT)]
    Later,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
#[structured(description = concat!("One of", " three."))]
pub enum ConstantVariants {
    #[structured(description = IN_A_CONSTANT)]
    Named { name: String },
    #[structured(description = from_a_function())]
    Bare,
    #[structured(description = Constants::TEXT)]
    Part(Part),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[serde(untagged)]
pub enum ConstantUntagged {
    #[structured(description = IN_A_CONSTANT)]
    Text(String),
    #[structured(description = from_a_function())]
    Number(f64),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, StructuredOutput)]
#[structured(description = IN_A_CONSTANT)]
pub struct ConstantGeneric<T> {
    #[structured(description = IN_A_CONSTANT)]
    pub value: T,
}

accepted!(
    "docs": Place, Blocks, Joined, DescribedReference, Markdown, Titled, Constants, ConstantUnit, ConstantVariants,
    ConstantUntagged, ConstantGeneric<u8>,
);
