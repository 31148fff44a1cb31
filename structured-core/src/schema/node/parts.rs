//! Constructors for the parts of a description, used by generated code, and accessors.
//!
//! The constructors are only for the derive. Their arguments are described at the fields.

use super::{
    Annotations, Argument, Array, Bound, Branch, Constraints, Definition, Enum, Newtype, Node, NullBranch, Object,
    Property, Scalar, ScalarKind, Shape, Union,
};
use crate::profile::{Keyword, Keywords, Profile};
use crate::schema::bounds::{Bounds, LaterBounds};
use crate::schema::link::{BoundsRef, NodeRef, StaticNode, StaticProperty};

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
        Self {
            name,
            name_hash,
            module,
            line,
            column,
            key: fingerprint,
            arguments: &[],
            is_instance: false,
            profile,
            define: false,
            inline: false,
            bounds: None,
        }
    }

    /// Like [`new`](Self::new), for a type with upper bounds for what it reaches, in two statics.
    #[doc(hidden)]
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "a second call in generated code would cost the compiler more")]
    pub const fn bounded(
        name: &'static str,
        name_hash: u64,
        module: &'static str,
        line: u32,
        column: u32,
        fingerprint: u64,
        profile: &'static Profile,
        later: &'static LaterBounds,
        all: &'static Bounds,
    ) -> Self {
        let mut definition = Self::new(name, name_hash, module, line, column, fingerprint, profile);
        definition.bounds = Some(BoundsRef { later, all });
        definition
    }

    /// For a generic type: the arguments of this instance that its schema depends on.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_arguments(self, arguments: &'static [Argument]) -> Self {
        Self { arguments, is_instance: true, ..self }
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
    pub const NONE: Self = Self { title: None, description: None, hash: 0 };

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
    pub const fn new(
        properties: &'static [StaticProperty],
        suffix: &'static str,
        characters: usize,
        hashes: u128,
        closed: bool,
    ) -> Self {
        Self {
            properties: StaticProperty::list(properties),
            suffix,
            characters,
            own: properties.len(),
            flattened: false,
            closed,
            sum: (hashes >> 64) as u64,
        }
    }

    /// An object with at least one flattened property.
    #[doc(hidden)]
    #[must_use]
    pub const fn flattened(properties: &'static [StaticProperty], characters: usize, closed: bool) -> Self {
        let properties = StaticProperty::list(properties);
        let mut own = 0;
        let mut i = 0;
        while i < properties.len() {
            own += !properties[i].flatten as usize;
            i += 1;
        }
        Self { properties, suffix: "", characters, own, flattened: true, closed, sum: 0 }
    }

    /// The properties in the order of the schema.
    #[must_use]
    pub const fn properties(&self) -> &'static [Property] {
        self.properties
    }
}

/// The node of references that are replaced before they are followed.
pub(crate) static NOTHING: StaticNode = StaticNode::new(Node::anonymous(Shape::Enclosing));

impl Constraints {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        members: &'static [(Keyword, &'static str)],
        numbers: &'static [Bound],
        text: &'static str,
        needs_items: bool,
    ) -> Self {
        let mut keywords = Keywords::NONE;
        let mut i = 0;
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
    pub const fn new(values: &'static [&'static str], list: &'static str, characters: usize, hashes: u128) -> Self {
        Self { kind: ScalarKind::String, values, list, characters, open: false, hash: (hashes >> 64) as u64 }
    }

    /// An enum of integers.
    #[doc(hidden)]
    #[must_use]
    pub const fn numbers(values: &'static [&'static str], list: &'static str, characters: usize, hashes: u128) -> Self {
        Self { kind: ScalarKind::Integer, values, list, characters, open: false, hash: (hashes >> 64) as u64 }
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
