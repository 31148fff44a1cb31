//! The static description of a component: data that const code can walk, and nothing else.
//!
//! A [`Node`] holds `&'static str`s, slices and [`NodeRef`]s. The derive emits one `static` node per type (a promoted
//! constant for a generic type); the crate contains those of the standard library's types. Text in a node is already
//! escaped for JSON, and joined into as few pieces as possible, because the const interpreter charges by the piece.

pub(crate) mod derived;
pub(crate) mod parts;
pub(crate) mod property;

use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::link::{BoundsRef, NodeRef};

/// The static description of one component.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    #[doc(hidden)]
    pub definition: Option<Definition>,
    #[doc(hidden)]
    pub annotations: Annotations,
    #[doc(hidden)]
    pub shape: Shape,
}

/// The shape of a component's JSON.
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
    /// `null`, or the type that the link refers to.
    Nullable(NodeRef),
    /// The type that the link refers to, under another name: a newtype.
    Newtype(Newtype),
    /// A reference to the definition of a generic type around it. The node has that definition, but not its contents.
    Enclosing,
    /// A type for which an error was reported. It passes every other check, so that nothing more is reported about it.
    Rejected,
}

/// Identifies a derived type, and determines its name in `$defs`.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    pub(crate) name: &'static str,
    /// Hash of `name`, so that const code can compare names in one step.
    pub(crate) name_hash: u64,
    pub(crate) module: &'static str,
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// A hash of the place and of everything that was written, because one macro can define several types with the same
    /// name at one place.
    pub(crate) key: u64,
    /// The arguments that the schema depends on.
    pub(crate) arguments: &'static [Argument],
    /// Whether it is an instance of a generic type, which is checked only where it is used.
    pub(crate) is_instance: bool,
    pub(crate) profile: &'static Profile,
    /// Whether the type requests an entry in `$defs` even if it is used once.
    pub(crate) define: bool,
    /// Whether the type requests to be written inline wherever it is used.
    pub(crate) inline: bool,
    /// The bounds of a type without parameters.
    pub(crate) bounds: Option<BoundsRef>,
}

/// A generic argument, as far as it distinguishes instances of a definition.
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
    #[doc(hidden)]
    pub title: Option<&'static str>,
    #[doc(hidden)]
    pub description: Option<&'static str>,
    /// For an outline (`schema/drift/outline.rs`): a hash of the description. Zero if there is none, or if the derive
    /// does not know the text.
    #[doc(hidden)]
    pub hash: u64,
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
    /// for a bound that not every reader keeps exact (beyond 2⁵³), because the engines that the APIs use read bounds as
    /// 64-bit floats and refuse such a schema.
    pub(crate) minimum_member: &'static str,
    /// The greatest value in the same form.
    pub(crate) maximum_member: &'static str,
    /// The number of the type among the [plain scalars](crate::schema::plain), or [`NOTHING`](crate::schema::plain::NOTHING).
    pub(crate) plain: usize,
}

/// The form of a string type, such as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringFormat {
    /// The value of `format`, for profiles that have the keyword.
    pub(crate) format: Option<&'static str>,
    /// The value of `pattern`, for profiles that have the keyword. Its characters need no escapes in JSON.
    pub(crate) pattern: Option<&'static str>,
    /// The text for the description if the profile has neither keyword.
    pub(crate) description: &'static str,
    /// Whether serde also reads every integer as the type, although the schema admits only strings.
    pub(crate) reads_integers: bool,
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct Array {
    pub(crate) items: NodeRef,
    /// The number of items of a `[T; N]`.
    pub(crate) length: Option<usize>,
}

/// An object with exactly these properties.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    pub(crate) properties: &'static [Property],
    /// Everything after the properties, except for the last brace: `},"required":[…],"additionalProperties":false`. Not
    /// used if `flattened`.
    pub(crate) suffix: &'static str,
    /// The total number of characters of all names.
    pub(crate) characters: usize,
    /// The number of properties, not counting flattened ones.
    pub(crate) own: usize,
    /// Whether some property is flattened, so that it adds the properties of its type.
    pub(crate) flattened: bool,
    /// Whether serde refuses other keys when it reads the type.
    pub(crate) closed: bool,
    /// For an [outline](crate::schema::drift::outline): the sum of the hashes of the properties whose types have the name
    /// of a plain type. Zero if the derive does not know all texts.
    pub(crate) sum: u64,
}

/// One property of an object, or with `flatten` all properties of its type.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// `"name":{`, or `"name":{"description":"…` without the closing quote. A comma comes first, except for the first
    /// property.
    pub(crate) prefix: &'static str,
    /// The length of the name within `prefix`, two flags, and two hashes for an
    /// [outline](crate::schema::drift::outline). They are one number because each literal in generated code costs the
    /// compiler.
    ///
    /// The lowest bits are the length in bytes ([`LENGTH_OF_NAME`]) and the flags ([`IS_DESCRIBED`], [`IS_DEFAULT`]). The
    /// other bits of the low half are those of a hash of the place and name. They are zero if the property is part of the
    /// sum of its object ([`UNHASHED`]). The high half is a hash of the description, or zero.
    pub(crate) known: u128,
    /// The [index](crate::schema::plain::body) of what a property of a plain type has after `prefix`. It is less than
    /// [`FIRST_BODY`](crate::schema::plain::FIRST_BODY) for other types, and for a property with a title or constraints.
    /// [`DESCRIBED`](crate::schema::plain::DESCRIBED) is set in it if `prefix` ends inside a description.
    pub(crate) body: u8,
    pub(crate) title: Option<&'static str>,
    pub(crate) value: NodeRef,
    pub(crate) constraints: Option<&'static Constraints>,
    pub(crate) flatten: bool,
    /// Other names by which serde reads the property.
    pub(crate) aliases: &'static [&'static str],
    /// Whether a function of the user's reads the value and may refuse what the schema admits.
    pub(crate) opaque: bool,
}

// The bits of [`Property::known`]. The derive has the same numbers.

/// The length of the name, escaped for JSON. All of these bits are set if it is 1,023 bytes or more.
pub(crate) const LENGTH_OF_NAME: u128 = 0x3ff;
/// Set if `prefix` ends inside a description.
pub(crate) const IS_DESCRIBED: u128 = 0x400;
/// Set if serde reads an object without the property (in addition to what the type itself allows).
pub(crate) const IS_DEFAULT: u128 = 0x800;
/// The greatest number without hashes.
pub(crate) const UNHASHED: u128 = LENGTH_OF_NAME | IS_DESCRIBED | IS_DEFAULT;

/// Constraint keywords of a property or newtype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraints {
    pub(crate) keywords: Keywords,
    /// Each keyword, and its text with the value: `,"minimum":0`.
    pub(crate) members: &'static [(Keyword, &'static str)],
    /// The text for the schema, with a comma before each keyword: `,"minimum":0,"maximum":5`.
    pub(crate) text: &'static str,
    /// Whether `minItems` is present and not zero.
    pub(crate) needs_items: bool,
    /// The numbers of the members, in their order.
    pub(crate) numbers: &'static [Bound],
}

/// The number of a constraint keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The number, as the bits of a 64-bit float.
    bits: u64,
    /// The bound for whole numbers: the least or the greatest that the keyword admits.
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
    /// Each value in JSON notation.
    pub(crate) values: &'static [&'static str],
    /// The values, joined by commas.
    pub(crate) list: &'static str,
    /// The total number of characters of all values.
    pub(crate) characters: usize,
    /// Whether serde also reads any other string (`other`).
    pub(crate) open: bool,
    /// For an [outline](crate::schema::drift::outline): a hash of `list`.
    pub(crate) hash: u64,
}

/// A value of one of several shapes.
#[derive(Debug, Clone, Copy)]
pub struct Union {
    pub(crate) branches: &'static [Branch],
    /// Whether serde tries one branch after the other.
    pub(crate) untagged: bool,
    /// Whether the content of a variant is the value of a key next to the tag.
    pub(crate) adjacent: bool,
    /// The variant that is `null`. It is not one of the branches, because an `Option` of the union has only one `null`.
    pub(crate) null: Option<NullBranch>,
}

/// The variant of a union that is `null` in JSON.
#[derive(Debug, Clone, Copy)]
pub struct NullBranch {
    pub(crate) variant: &'static str,
    /// The number of branches that serde tries before it.
    pub(crate) earlier: usize,
    pub(crate) annotations: Annotations,
}

/// One branch of a union.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The variant, or the first of the unit variants that share the branch.
    pub(crate) variant: &'static str,
    pub(crate) value: NodeRef,
    /// Whether serde reads the branch by trying it, even if the others have a tag.
    pub(crate) untagged: bool,
}

/// The JSON of another type under the name of this type.
#[derive(Debug, Clone, Copy)]
pub struct Newtype {
    pub(crate) inner: NodeRef,
    pub(crate) constraints: Option<&'static Constraints>,
    /// Whether a conversion or function of the user's reads the value and may refuse what the schema admits.
    pub(crate) opaque: bool,
}
