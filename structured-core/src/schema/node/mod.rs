//! The static description of a component: data that const code can walk, and nothing else.
//!
//! A [`Node`] holds `&'static str`s, slices and [`NodeRef`]s. The derive emits one `static` node per type (a promoted
//! constant for a generic type); the crate holds those of the standard library's types. Text in a node is already
//! escaped for JSON, and joined into as few pieces as the macro could: the const interpreter pays by the piece.

pub(crate) mod parts;

use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::link::{BoundsRef, NodeRef};

/// The static description of one component.
#[derive(Debug)]
pub struct Node {
    #[doc(hidden)]
    pub definition: Option<Definition>,
    #[doc(hidden)]
    pub annotations: Annotations,
    #[doc(hidden)]
    pub shape: Shape,
}

/// What a component's JSON looks like.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shape {
    /// A string, a number, a boolean or `null`.
    Scalar(Scalar),
    /// An array.
    Array(Array),
    /// An object with exactly these properties.
    Object(Object),
    /// One of a few strings, or of a few integers.
    Enum(Enum),
    /// A value of one of several shapes.
    Union(Union),
    /// `null`, or what the link leads to.
    Nullable(NodeRef),
    /// What the link leads to, under another name: a newtype.
    Newtype(Newtype),
    /// The enclosing generic definition whose name has this hash.
    Enclosing(u64),
}

/// What tells one derived type from another, and how it is named in `$defs`.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    pub(crate) name: &'static str,
    /// Of `name`; told apart in one step of the const interpreter instead of one a byte.
    pub(crate) name_hash: u64,
    pub(crate) module: &'static str,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// A hash of the place and of all that was written: one macro can make several types of one name at one place.
    pub(crate) key: u64,
    pub(crate) arguments: &'static [Argument],
    pub(crate) profile: &'static Profile,
    /// Whether the type asked for an entry in `$defs` even where it is used once.
    pub(crate) define: bool,
    /// Whether the type asked to be written out wherever it is used.
    pub(crate) inline: bool,
    /// The bounds of a type without parameters.
    pub(crate) bounds: Option<BoundsRef>,
}

/// A generic argument, as far as it tells two instances of a definition apart.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Argument {
    /// A type.
    Type(NodeRef),
    /// The value of a const parameter.
    Value(i128),
}

/// `title` and `description`, escaped for JSON, without quotes.
#[derive(Debug, Clone, Copy)]
pub struct Annotations {
    pub(crate) title: Option<&'static str>,
    pub(crate) description: Option<&'static str>,
}

/// A string, a number, a boolean or `null`.
#[derive(Debug, Clone, Copy)]
pub struct Scalar {
    pub(crate) name: &'static str,
    pub(crate) kind: ScalarKind,
    pub(crate) range: Option<Range>,
    pub(crate) form: Option<StringFormat>,
}

/// The scalar types of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScalarKind {
    /// `"type":"string"`
    String,
    /// `"type":"integer"`
    Integer,
    /// `"type":"number"`
    Number,
    /// `"type":"boolean"`
    Boolean,
    /// `"type":"null"`
    Null,
}

/// The values of a Rust integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub(crate) minimum: i128,
    pub(crate) maximum: i128,
    /// The least value as a member of a schema, with a comma before it, for profiles that have the keyword. It is empty
    /// for a bound that not every reader keeps exact (beyond 2⁵³): the engines behind the APIs read bounds as 64-bit
    /// floats and refuse such a schema.
    pub(crate) minimum_member: &'static str,
    /// The greatest value in the same form.
    pub(crate) maximum_member: &'static str,
}

/// The form of a string type, such as a date's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringFormat {
    /// The value of `format`, where a profile has it.
    pub(crate) format: Option<&'static str>,
    /// The value of `pattern`, where a profile has it. A text of JSON: the characters need no escapes.
    pub(crate) pattern: Option<&'static str>,
    /// What the description says where the profile has neither.
    pub(crate) description: &'static str,
    /// Whether serde reads every integer as the type too, though the schema admits strings alone.
    pub(crate) reads_integers: bool,
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct Array {
    pub(crate) items: NodeRef,
    /// How many, for a `[T; N]`.
    pub(crate) length: Option<usize>,
}

/// An object with exactly these properties.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    pub(crate) properties: &'static [Property],
    /// Everything behind the properties but for the last brace: `},"required":[…],"additionalProperties":false`. Not of use where
    /// `flattened`.
    pub(crate) tail: &'static str,
    /// Characters of all names together.
    pub(crate) characters: usize,
    /// Properties, flattened ones not counted.
    pub(crate) own: usize,
    /// Whether a property stands for all properties of its type.
    pub(crate) flattened: bool,
    /// Whether serde refuses other keys when it reads the type.
    pub(crate) closed: bool,
}

/// One property of an object, or with `flatten` all properties of its type.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "attributes of a field that do not exclude each other")]
pub struct Property {
    /// `"name":{`, or `"name":{"description":"…` with the string left open; a comma before it unless it is first.
    pub(crate) lead: &'static str,
    /// Bytes of the name within `lead`.
    pub(crate) name_length: usize,
    /// Whether `lead` ends inside a description.
    pub(crate) described: bool,
    pub(crate) title: Option<&'static str>,
    pub(crate) value: NodeRef,
    pub(crate) constraints: Option<&'static Constraints>,
    pub(crate) flatten: bool,
    /// Whether serde reads an object that lacks the property (beyond what the type itself allows).
    pub(crate) default: bool,
    /// Other names that serde reads the property by.
    pub(crate) aliases: &'static [&'static str],
    /// Whether a function of the user's reads the value, which may refuse what the schema admits.
    pub(crate) opaque: bool,
}

/// Constraint keywords of a property or newtype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraints {
    pub(crate) keywords: Keywords,
    /// Each of the keywords, and it with its value: `,"minimum":0`.
    pub(crate) members: &'static [(Keyword, &'static str)],
    /// As in the schema, each with a comma before it: `,"minimum":0,"maximum":5`.
    pub(crate) text: &'static str,
    /// Whether `minItems` is there and not zero.
    pub(crate) needs_items: bool,
    /// The numbers of the members, in their order.
    pub(crate) numbers: &'static [Bound],
}

/// The number of a constraint keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The number, as the bits of a 64-bit float.
    bits: u64,
    /// What the keyword makes of it for whole numbers: the least or the greatest that it admits.
    integer: i128,
}

impl Bound {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(number: f64, integer: i128) -> Self {
        Self { bits: number.to_bits(), integer }
    }

    pub(crate) const fn number(self) -> f64 {
        f64::from_bits(self.bits)
    }

    /// The least or the greatest whole number that the keyword admits.
    pub(crate) const fn integer(self) -> i128 {
        self.integer
    }
}

/// One of a few strings, or of a few integers.
#[derive(Debug, Clone, Copy)]
pub struct Enum {
    pub(crate) kind: ScalarKind,
    /// Each as JSON spells it.
    pub(crate) values: &'static [&'static str],
    /// The values, joined by commas.
    pub(crate) list: &'static str,
    /// Characters of all values together.
    pub(crate) characters: usize,
    /// Whether serde reads any other string too (`other`).
    pub(crate) open: bool,
}

/// A value of one of several shapes.
#[derive(Debug, Clone, Copy)]
pub struct Union {
    pub(crate) branches: &'static [Branch],
    /// Whether serde tries one branch after the other.
    pub(crate) untagged: bool,
    /// Whether the content of a variant is the value of a key beside the tag.
    pub(crate) adjacent: bool,
    /// The variant that is `null`. It is not one of the branches: an `Option` of the union has one `null` too.
    pub(crate) null: Option<NullBranch>,
}

/// The variant of a union that is `null` in JSON.
#[derive(Debug, Clone, Copy)]
pub struct NullBranch {
    pub(crate) variant: &'static str,
    /// How many branches serde tries before it.
    pub(crate) earlier: usize,
    pub(crate) annotations: Annotations,
}

/// One branch of a union.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The variant, or the first of the unit variants that share the branch.
    pub(crate) variant: &'static str,
    pub(crate) value: NodeRef,
    /// Whether the branch is read by trying, also where the others have a tag.
    pub(crate) untagged: bool,
}

/// What another type's JSON is, under this type's name.
#[derive(Debug, Clone, Copy)]
pub struct Newtype {
    pub(crate) inner: NodeRef,
    pub(crate) constraints: Option<&'static Constraints>,
    /// Whether a conversion or function of the user's reads the value, which may refuse what the schema admits.
    pub(crate) opaque: bool,
}
