//! The static description of a component: data that const code can walk, and nothing else.
//!
//! A [`Node`] holds `&'static str`s, slices and [`Link`]s. The derive emits one `static` node per type (a promoted
//! constant for a generic type); the crate holds those of the standard library's types. Text in a node is already
//! escaped for JSON, and joined into as few pieces as the macro could: the const interpreter pays by the piece.

use crate::link::Link;
use crate::profile::{Keyword, Keywords, Profile};

/// The static description of one component.
#[derive(Debug)]
pub struct Node {
    pub(crate) definition: Option<Definition>,
    pub(crate) notes: Notes,
    pub(crate) shape: Shape,
}

/// What a component's JSON looks like.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shape {
    /// A string, a number or a boolean.
    Scalar(Scalar),
    /// An array.
    Array(Array),
    /// An object with exactly these properties.
    Object(Object),
    /// One of a few strings.
    Enum(Enum),
    /// A value of one of several shapes.
    Union(Union),
    /// `null`, or what the link leads to.
    Nullable(Link),
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
    /// Of all that was written: one macro can make several types of one name at one place.
    pub(crate) tokens_hash: u64,
    pub(crate) arguments: &'static [Argument],
    pub(crate) profile: &'static Profile,
    /// Whether the type asked for an entry in `$defs` even where it is used once.
    pub(crate) define: bool,
}

/// A generic argument, as far as it tells two instances of a definition apart.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Argument {
    /// A type.
    Type(Link),
    /// The value of a const parameter.
    Value(i128),
}

/// `title` and `description`, escaped for JSON, without quotes.
#[derive(Debug, Clone, Copy)]
pub struct Notes {
    pub(crate) title: Option<&'static str>,
    pub(crate) description: Option<&'static str>,
}

/// A string, a number or a boolean.
#[derive(Debug, Clone, Copy)]
pub struct Scalar {
    pub(crate) name: &'static str,
    pub(crate) kind: ScalarKind,
    pub(crate) range: Option<Range>,
    pub(crate) form: Option<Form>,
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
}

/// The values of a Rust integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub(crate) minimum: i128,
    pub(crate) maximum: i128,
    /// The bounds as keywords, for profiles that have them. Bounds that are no exact JSON numbers to every reader
    /// (beyond 2⁵³) are left out: the engines behind the APIs read them as 64-bit floats and refuse such a schema.
    pub(crate) keywords: &'static str,
}

/// The form of a string type, such as a date's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The value of `format`, where a profile has it.
    pub(crate) format: Option<&'static str>,
    /// What the description says where it has not.
    pub(crate) description: &'static str,
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct Array {
    pub(crate) items: Link,
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
    /// The properties behind which a walk finds anything.
    pub(crate) branching: Branching,
    /// Whether a property stands for all properties of its type.
    pub(crate) flattened: bool,
    /// Whether serde refuses other keys when it reads the type.
    pub(crate) closed: bool,
}

/// Which properties of an object hold anything but unconstrained scalars: one bit each, from the lowest.
///
/// Walks over a schema are paid for by the property at every compilation; most properties are plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branching(u128);

impl Branching {
    /// Of an object with more properties than bits, all are visited.
    const fn of(properties: &[Property]) -> Self {
        if properties.len() > 128 {
            return Self(u128::MAX);
        }
        let (mut bits, mut i) = (0, 0);
        while i < properties.len() {
            let property = &properties[i];
            if !property.value.is_leaf() || property.constraints.is_some() {
                bits |= 1 << i;
            }
            i += 1;
        }
        Self(bits)
    }

    /// The first such property from `i` on, if there is one before `count`.
    pub(crate) const fn next(self, i: usize, count: usize) -> Option<usize> {
        let next = if i < 128 && count <= 128 { i + (self.0 >> i).trailing_zeros() as usize } else { i };
        if next < count { Some(next) } else { None }
    }
}

/// One property of an object, or with `flatten` all properties of its type.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// `"name":{`, or `"name":{"description":"…` with the string left open; a comma before it unless it is first.
    pub(crate) lead: &'static str,
    /// Bytes of the name within `lead`.
    pub(crate) name_length: usize,
    /// Whether `lead` ends inside a description.
    pub(crate) described: bool,
    pub(crate) title: Option<&'static str>,
    pub(crate) value: Link,
    pub(crate) constraints: Option<&'static Constraints>,
    pub(crate) flatten: bool,
    /// Whether serde reads an object that lacks the property (beyond what the type itself allows).
    pub(crate) default: bool,
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
}

/// One of a few strings.
#[derive(Debug, Clone, Copy)]
pub struct Enum {
    /// Each with its quotes.
    pub(crate) values: &'static [&'static str],
    /// The values, joined by commas.
    pub(crate) list: &'static str,
    /// Characters of all values together.
    pub(crate) characters: usize,
}

/// A value of one of several shapes.
#[derive(Debug, Clone, Copy)]
pub struct Union {
    pub(crate) branches: &'static [Branch],
    /// Whether serde tries one branch after the other.
    pub(crate) untagged: bool,
}

/// One branch of a union.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The variant, or the first of the unit variants that share the branch.
    pub(crate) variant: &'static str,
    pub(crate) value: Link,
    /// Whether the branch is read by trying, also where the others have a tag.
    pub(crate) untagged: bool,
}

/// What another type's JSON is, under this type's name.
#[derive(Debug, Clone, Copy)]
pub struct Newtype {
    pub(crate) inner: Link,
    pub(crate) constraints: Option<&'static Constraints>,
}

impl Node {
    /// The node of a derived type, or with no definition of a part of one.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(definition: Option<Definition>, notes: Notes, shape: Shape) -> Self {
        Self { definition, notes, shape }
    }

    pub(crate) const fn anonymous(shape: Shape) -> Self {
        Self { definition: None, notes: Notes::NONE, shape }
    }

    /// What the component's JSON looks like.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The name of the type, as far as it has one of its own.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        if let Some(definition) = &self.definition {
            return definition.name;
        }
        match self.shape {
            Shape::Scalar(scalar) => scalar.name,
            Shape::Array(_) => "Vec",
            Shape::Nullable(_) => "Option",
            _ => "",
        }
    }
}

impl Definition {
    /// Tells a derived type from all others: by name, module, place and content.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        name_hash: u64,
        module: &'static str,
        line: u32,
        column: u32,
        tokens_hash: u64,
        profile: &'static Profile,
    ) -> Self {
        Self { name, name_hash, module, line, column, tokens_hash, arguments: &[], profile, define: false }
    }

    /// For a generic type: the arguments of this instance.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_arguments(self, arguments: &'static [Argument]) -> Self {
        Self { arguments, ..self }
    }

    /// For a type with `#[structured(define)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn defined(self) -> Self {
        Self { define: true, ..self }
    }
}

impl Notes {
    /// Neither title nor description.
    pub const NONE: Self = Self { title: None, description: None };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(title: Option<&'static str>, description: Option<&'static str>) -> Self {
        Self { title, description }
    }

    /// The description as JSON escapes it, without quotes.
    #[must_use]
    pub const fn description(self) -> Option<&'static str> {
        self.description
    }
}

impl Scalar {
    pub(crate) const fn new(name: &'static str, kind: ScalarKind) -> Self {
        Self { name, kind, range: None, form: None }
    }

    /// The scalar's type in the schema.
    #[must_use]
    pub const fn kind(&self) -> ScalarKind {
        self.kind
    }

    /// The least and the greatest value of an integer type.
    #[must_use]
    pub const fn range(&self) -> Option<(i128, i128)> {
        match self.range {
            Some(range) => Some((range.minimum, range.maximum)),
            None => None,
        }
    }
}

impl Array {
    /// What the array holds.
    #[must_use]
    pub const fn items(&self) -> Link {
        self.items
    }

    /// How many of them, for a `[T; N]`.
    #[must_use]
    pub const fn length(&self) -> Option<usize> {
        self.length
    }
}

impl Object {
    /// An object with these properties, none of them flattened.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(properties: &'static [Property], tail: &'static str, characters: usize, closed: bool) -> Self {
        let own = properties.len();
        Self { properties, tail, characters, own, branching: Branching::of(properties), flattened: false, closed }
    }

    /// An object of which at least one property is flattened.
    #[doc(hidden)]
    #[must_use]
    pub const fn flattened(properties: &'static [Property], characters: usize, closed: bool) -> Self {
        let (mut own, mut i) = (0, 0);
        while i < properties.len() {
            own += !properties[i].flatten as usize;
            i += 1;
        }
        Self { properties, tail: "", characters, own, branching: Branching::of(properties), flattened: true, closed }
    }

    /// The properties in the order of the schema.
    #[must_use]
    pub const fn properties(&self) -> &'static [Property] {
        self.properties
    }
}

impl Property {
    /// A property without a description of its own.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(lead: &'static str, name_length: usize, value: Link) -> Self {
        Self {
            lead,
            name_length,
            described: false,
            title: None,
            value,
            constraints: None,
            flatten: false,
            default: false,
        }
    }

    /// A property whose `lead` ends inside its description.
    #[doc(hidden)]
    #[must_use]
    pub const fn described(lead: &'static str, name_length: usize, value: Link) -> Self {
        Self { described: true, ..Self::new(lead, name_length, value) }
    }

    /// All properties of the object that `value` is; `name` is the field's, for messages.
    #[doc(hidden)]
    #[must_use]
    pub const fn flatten(name: &'static str, value: Link) -> Self {
        Self { flatten: true, ..Self::new(name, 0, value) }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn titled(self, title: &'static str) -> Self {
        Self { title: Some(title), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn constrained(self, constraints: &'static Constraints) -> Self {
        Self { constraints: Some(constraints), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn defaulted(self) -> Self {
        Self { default: true, ..self }
    }

    /// What the property holds.
    #[must_use]
    pub const fn value(&self) -> Link {
        self.value
    }

    /// Whether the property stands for all properties of the object that it holds.
    #[must_use]
    pub const fn is_flattened(&self) -> bool {
        self.flatten
    }

    /// The name as JSON escapes it; of a flattened property, the field's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        if self.flatten {
            return self.lead;
        }
        let quoted = self.quoted_name();
        quoted.split_at(quoted.len() - 1).0.split_at(1).1
    }

    /// Whether there is nothing to say of the value but its description.
    pub(crate) const fn is_unadorned(&self) -> bool {
        self.title.is_none() && self.constraints.is_none()
    }

    /// Whether the property is the tag of a struct, which serde writes and does not look at: an enum without a type of
    /// its own is a tag, and that of a variant cannot be missing.
    pub(crate) const fn is_unread_tag(&self) -> bool {
        let node = self.value.node();
        self.default && node.definition.is_none() && matches!(node.shape, Shape::Enum(_))
    }

    /// The name with its quotes.
    pub(crate) const fn quoted_name(&self) -> &'static str {
        let lead = self.lead_without_comma();
        lead.split_at(self.name_length + 2).0
    }

    /// `lead` as the first property of an object has it.
    pub(crate) const fn lead_without_comma(&self) -> &'static str {
        if self.lead.as_bytes()[0] == b',' { self.lead.split_at(1).1 } else { self.lead }
    }
}

impl Constraints {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(members: &'static [(Keyword, &'static str)], text: &'static str, needs_items: bool) -> Self {
        let (mut keywords, mut i) = (Keywords::NONE, 0);
        while i < members.len() {
            keywords = keywords.and(Keywords::of(&[members[i].0]));
            i += 1;
        }
        Self { keywords, members, text, needs_items }
    }

    /// The constraints as members of the schema object, each with a comma before it.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

impl Enum {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(values: &'static [&'static str], list: &'static str, characters: usize) -> Self {
        Self { values, list, characters }
    }

    /// The values, each as a JSON string with its quotes.
    #[must_use]
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl Union {
    #[doc(hidden)]
    #[must_use]
    pub const fn tagged(branches: &'static [Branch]) -> Self {
        Self { branches, untagged: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn untagged(branches: &'static [Branch]) -> Self {
        Self { branches, untagged: true }
    }

    /// The branches in the order of the schema.
    #[must_use]
    pub const fn branches(&self) -> &'static [Branch] {
        self.branches
    }
}

impl Branch {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(variant: &'static str, value: Link) -> Self {
        Self { variant, value, untagged: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn untagged(variant: &'static str, value: Link) -> Self {
        Self { variant, value, untagged: true }
    }

    /// What the branch admits.
    #[must_use]
    pub const fn value(&self) -> Link {
        self.value
    }
}

impl Newtype {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(inner: Link) -> Self {
        Self { inner, constraints: None }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn constrained(inner: Link, constraints: &'static Constraints) -> Self {
        Self { inner, constraints: Some(constraints) }
    }

    /// The type it stands for.
    #[must_use]
    pub const fn inner(&self) -> Link {
        self.inner
    }
}
