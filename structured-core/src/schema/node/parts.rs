//! Constructors for the parts of a description, used by generated code, and accessors.
//!
//! The constructors are only for the derive. Their arguments are described at the fields.

use super::{
    Annotations, Argument, Array, Bound, Branch, Constraints, Definition, Enum, Newtype, Node, NullBranch, Object,
    Property, Scalar, ScalarKind, Shape, Union,
};
use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::Schema;
use crate::schema::bounds::{Bounds, LaterBounds};
use crate::schema::link::{BoundsRef, NodeRef};
use crate::schema::text::{self, mix};

impl Node {
    pub(crate) const fn anonymous(shape: Shape) -> Self {
        Self { definition: None, annotations: Annotations::NONE, shape }
    }

    /// The shape of the component's JSON.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The name of the type, if it has one of its own.
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
    /// Identifies a derived type by its name, module, place and content.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        name_hash: u64,
        module: &'static str,
        line: u32,
        column: u32,
        fingerprint: u64,
        profile: &'static Profile,
    ) -> Self {
        let key = mix(fingerprint, (line as u64) << 32 | column as u64);
        Self {
            name,
            name_hash,
            module,
            line,
            column,
            key,
            arguments: &[],
            profile,
            define: false,
            inline: false,
            bounds: None,
        }
    }

    /// For a generic type: the arguments of this instance.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_arguments(self, arguments: &'static [Argument]) -> Self {
        Self { arguments, ..self }
    }

    /// For a type without parameters: upper bounds for what it reaches, in two statics.
    #[doc(hidden)]
    #[must_use]
    pub const fn bounded(self, later: &'static LaterBounds, all: &'static Bounds) -> Self {
        Self { bounds: Some(BoundsRef::to(later, all)), ..self }
    }

    /// For a type with `#[structured(inline)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn inlined(self) -> Self {
        Self { inline: true, ..self }
    }

    /// For a type with `#[structured(define)]`.
    #[doc(hidden)]
    #[must_use]
    pub const fn defined(self) -> Self {
        Self { define: true, ..self }
    }
}

impl Annotations {
    /// Neither title nor description.
    pub const NONE: Self = Self { title: None, description: None };

    #[doc(hidden)]
    #[must_use]
    pub const fn new(title: Option<&'static str>, description: Option<&'static str>) -> Self {
        Self { title, description }
    }

    /// The description, escaped for JSON, without quotes.
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

    /// Whether 0 is excluded from the values between the least and the greatest.
    pub(crate) const fn excludes_zero(&self) -> bool {
        let bytes = self.name.as_bytes();
        // The names of the types are `NonZeroI8` and so on.
        bytes.len() > 7 && bytes[0] == b'N' && bytes[3] == b'Z' && bytes[7] == b'I'
    }

    /// Whether serde reads every integer as the type, although the schema admits only strings.
    pub(crate) const fn reads_integers(&self) -> bool {
        matches!(self.form, Some(form) if form.reads_integers)
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
    /// The type of the items.
    #[must_use]
    pub const fn items(&self) -> NodeRef {
        self.items
    }

    /// The number of items of a `[T; N]`.
    #[must_use]
    pub const fn length(&self) -> Option<usize> {
        self.length
    }
}

impl Object {
    /// An object with these properties, none of them flattened.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(properties: &'static [Property], suffix: &'static str, characters: usize, closed: bool) -> Self {
        let own = properties.len();
        Self { properties, suffix, characters, own, flattened: false, closed }
    }

    /// An object with at least one flattened property.
    #[doc(hidden)]
    #[must_use]
    pub const fn flattened(properties: &'static [Property], characters: usize, closed: bool) -> Self {
        let (mut own, mut i) = (0, 0);
        while i < properties.len() {
            own += !properties[i].flatten as usize;
            i += 1;
        }
        Self { properties, suffix: "", characters, own, flattened: true, closed }
    }

    /// The properties in the order of the schema.
    #[must_use]
    pub const fn properties(&self) -> &'static [Property] {
        self.properties
    }
}

/// A property without a description of its own.
#[doc(hidden)]
#[must_use]
pub const fn property(prefix: &'static str, name_length: usize, value: NodeRef) -> Property {
    Property {
        prefix,
        name_length,
        described: false,
        title: None,
        value,
        constraints: None,
        flatten: false,
        default: false,
        aliases: &[],
        opaque: false,
    }
}

/// A property whose `prefix` ends inside its description.
#[doc(hidden)]
#[must_use]
pub const fn described(prefix: &'static str, name_length: usize, value: NodeRef) -> Property {
    // The fields are written out because this is called for every documented field, and each call costs the compiler.
    Property {
        prefix,
        name_length,
        described: true,
        title: None,
        value,
        constraints: None,
        flatten: false,
        default: false,
        aliases: &[],
        opaque: false,
    }
}

/// Like [`property`], for a type that no other check has checked.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub const fn property_of<T: Schema + ?Sized>(prefix: &'static str, name_length: usize) -> Property {
    match T::NODE {
        Ok(value) => property(prefix, name_length, value),
        Err(reason) => reason.fail(),
    }
}

/// Like [`described`], for a type that no other check has checked.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub const fn described_of<T: Schema + ?Sized>(prefix: &'static str, name_length: usize) -> Property {
    match T::NODE {
        Ok(value) => Property {
            prefix,
            name_length,
            described: true,
            title: None,
            value,
            constraints: None,
            flatten: false,
            default: false,
            aliases: &[],
            opaque: false,
        },
        Err(reason) => reason.fail(),
    }
}

impl Property {
    /// All properties of the object `value`. `name` is the name of the field, for messages.
    #[doc(hidden)]
    #[must_use]
    pub const fn flatten(name: &'static str, value: NodeRef) -> Self {
        Self { flatten: true, ..property(name, 0, value) }
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

    #[doc(hidden)]
    #[must_use]
    pub const fn aliased(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn opaque(self) -> Self {
        Self { opaque: true, ..self }
    }

    /// The type of the property.
    #[must_use]
    pub const fn value(&self) -> NodeRef {
        self.value
    }

    /// Whether the property adds all properties of the object that it holds. If it holds an enum with a tag, there is
    /// one object for each variant, which begins with the tag.
    #[must_use]
    pub const fn is_flattened(&self) -> bool {
        self.flatten
    }

    /// The name, escaped for JSON. For a flattened property, the field's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        if self.flatten {
            return self.prefix;
        }
        // A comma may come before the opening quote.
        let start = 1 + (self.prefix.as_bytes()[0] == b',') as usize;
        text::part(self.prefix, start, start + self.name_length)
    }

    /// Whether the property is the tag of a struct. serde writes it and ignores it when reading. The tag of a variant
    /// is required.
    pub(crate) const fn is_unread_tag(&self) -> bool {
        self.default && self.has_own_enum()
    }

    /// Whether the property is the tag of a variant.
    pub(crate) const fn is_tag(&self) -> bool {
        !self.default && self.has_own_enum()
    }

    /// Whether the property is an enum without a type of its own. Only a tag is such a property.
    const fn has_own_enum(&self) -> bool {
        let node = self.value.node();
        !self.flatten && node.definition.is_none() && matches!(node.shape, Shape::Enum(_))
    }

    /// Whether serde reads the property by this name, which may be an alias.
    pub(crate) const fn is_read_by(&self, name: &str) -> bool {
        let (mut is_one, mut i) = (text::same(self.name(), name), 0);
        while i < self.aliases.len() && !is_one {
            is_one = text::same(self.aliases[i], name);
            i += 1;
        }
        is_one
    }

    /// The name with its quotes.
    pub(crate) const fn quoted_name(&self) -> &'static str {
        let prefix = self.prefix_without_comma();
        prefix.split_at(self.name_length + 2).0
    }

    /// `prefix` without the comma, for the first property of an object.
    pub(crate) const fn prefix_without_comma(&self) -> &'static str {
        if self.prefix.as_bytes()[0] == b',' { self.prefix.split_at(1).1 } else { self.prefix }
    }
}

impl Constraints {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        members: &'static [(Keyword, &'static str)],
        numbers: &'static [Bound],
        text: &'static str,
        needs_items: bool,
    ) -> Self {
        let (mut keywords, mut i) = (Keywords::NONE, 0);
        while i < members.len() {
            keywords = keywords.union(Keywords::of(&[members[i].0]));
            i += 1;
        }
        Self { keywords, members, text, needs_items, numbers }
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
        Self { kind: ScalarKind::String, values, list, characters, open: false }
    }

    /// An enum of integers.
    #[doc(hidden)]
    #[must_use]
    pub const fn numbers(values: &'static [&'static str], list: &'static str, characters: usize) -> Self {
        Self { kind: ScalarKind::Integer, values, list, characters, open: false }
    }

    /// For an enum with a variant that matches every other value.
    #[doc(hidden)]
    #[must_use]
    pub const fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// The values in JSON notation: a string has its quotes.
    #[must_use]
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl Union {
    #[doc(hidden)]
    #[must_use]
    pub const fn tagged(branches: &'static [Branch]) -> Self {
        Self { branches, untagged: false, adjacent: false, null: None }
    }

    /// For an enum with `tag` and `content`.
    #[doc(hidden)]
    #[must_use]
    pub const fn adjacent(branches: &'static [Branch]) -> Self {
        Self { adjacent: true, ..Self::tagged(branches) }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn untagged(branches: &'static [Branch]) -> Self {
        Self { branches, untagged: true, adjacent: false, null: None }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_null(self, null: NullBranch) -> Self {
        Self { null: Some(null), ..self }
    }

    /// Whether `null` is one of the values. Its branch comes after the others in the schema.
    #[must_use]
    pub const fn has_null(&self) -> bool {
        self.null.is_some()
    }

    /// The branches in the order of the schema, without the branch of `null`.
    #[must_use]
    pub const fn branches(&self) -> &'static [Branch] {
        self.branches
    }
}

impl NullBranch {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(variant: &'static str, earlier: usize, annotations: Annotations) -> Self {
        Self { variant, earlier, annotations }
    }
}

impl Branch {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(variant: &'static str, value: NodeRef) -> Self {
        Self { variant, value, untagged: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn untagged(variant: &'static str, value: NodeRef) -> Self {
        Self { variant, value, untagged: true }
    }

    /// The type of the branch.
    #[must_use]
    pub const fn value(&self) -> NodeRef {
        self.value
    }
}

impl Newtype {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(inner: NodeRef) -> Self {
        Self { inner, constraints: None, opaque: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn constrained(inner: NodeRef, constraints: &'static Constraints) -> Self {
        Self { inner, constraints: Some(constraints), opaque: false }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn opaque(self) -> Self {
        Self { opaque: true, ..self }
    }

    /// The inner type.
    #[must_use]
    pub const fn inner(&self) -> NodeRef {
        self.inner
    }
}
