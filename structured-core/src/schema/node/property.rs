//! How generated code completes the properties of an object, and how they are read.
//!
//! The constructors are only for the derive. Their parameters are described at the fields.

use super::parts::NOTHING;
use super::{Constraints, IS_DEFAULT, LENGTH_OF_NAME, Property, Shape};
use crate::schema::link::{NodeRef, StaticProperty};
use crate::schema::plain::DESCRIBED;
use crate::schema::text;

/// What the derive says about a property with attributes.
impl StaticProperty {
    /// All properties of the object `value`. `name` is the name of the field, for messages.
    #[doc(hidden)]
    #[must_use]
    pub const fn flatten(name: &'static str, value: NodeRef) -> Self {
        Self::new(Property { prefix: name, value: value.without_leaf(), flatten: true, ..Property::EMPTY })
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn titled(self, title: &'static str) -> Self {
        let property = self.property();
        Self::new(Property { title: Some(title), ..property.without_shortcuts() })
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn constrained(self, constraints: &'static Constraints) -> Self {
        let property = self.property();
        Self::new(Property { constraints: Some(constraints), ..property.without_shortcuts() })
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn aliased(self, aliases: &'static [&'static str]) -> Self {
        Self::new(Property { aliases, ..self.property() })
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn opaque(self) -> Self {
        Self::new(Property { opaque: true, ..self.property() })
    }
}

impl Property {
    /// A property with nothing, for the parts that most properties do not have.
    pub(crate) const EMPTY: Self = Self {
        prefix: "",
        known: 0,
        body: 0,
        title: None,
        value: NodeRef::to(&NOTHING),
        constraints: None,
        flatten: false,
        aliases: &[],
        opaque: false,
    };

    /// The property, for attributes that concern those who would not read the node of its type.
    const fn without_shortcuts(self) -> Self {
        Self { body: self.body & DESCRIBED, value: self.value.without_leaf(), ..self }
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
        let length = self.known & LENGTH_OF_NAME;
        if length < LENGTH_OF_NAME {
            return text::part(self.prefix, start, start + length as usize);
        }
        let prefix = self.prefix.as_bytes();
        let mut end = start;
        while prefix[end] != b'"' {
            end += 1 + (prefix[end] == b'\\') as usize;
        }
        text::part(self.prefix, start, end)
    }

    /// Whether serde reads an object without the property (in addition to what the type itself allows).
    pub(crate) const fn is_default(&self) -> bool {
        self.known & IS_DEFAULT != 0
    }

    /// Whether the property is the tag of a struct. serde writes it and ignores it when reading. The tag of a variant
    /// is required.
    pub(crate) const fn is_unread_tag(&self) -> bool {
        self.is_default() && self.has_own_enum()
    }

    /// Whether the property is the tag of a variant.
    pub(crate) const fn is_tag(&self) -> bool {
        !self.is_default() && self.has_own_enum()
    }

    /// Whether the property is an enum without a type of its own. Only a tag is such a property.
    const fn has_own_enum(&self) -> bool {
        let node = self.value.node();
        !self.flatten && node.definition.is_none() && matches!(node.shape, Shape::Enum(_))
    }

    /// Whether serde reads the property by this name, which may be an alias.
    pub(crate) const fn is_read_by(&self, name: &str) -> bool {
        let mut is_one = text::same(self.name(), name);
        let mut i = 0;
        while i < self.aliases.len() && !is_one {
            is_one = text::same(self.aliases[i], name);
            i += 1;
        }
        is_one
    }

    /// The name with its quotes.
    pub(crate) const fn quoted_name(&self) -> &'static str {
        text::part(self.prefix_without_comma(), 0, self.name().len() + 2)
    }

    /// `prefix` without the comma, for the first property of an object.
    pub(crate) const fn prefix_without_comma(&self) -> &'static str {
        match self.prefix.as_bytes() {
            [b',', ..] => text::part(self.prefix, 1, self.prefix.len()),
            _ => self.prefix,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn a_name_of_any_length_is_read_up_to_its_quote() {
        for length in [0, 1, 1021, 1022, 1023, 1024, 5000] {
            for end in ["a", "\\\"", "\\\\"] {
                let name: &str = format!("{}{end}", "x".repeat(length)).leak();
                for comma in ["", ","] {
                    let prefix: &str = format!("{comma}\"{name}\":{{\"description\":\"").leak();
                    let known = LENGTH_OF_NAME.min(name.len() as u128);
                    let property = Property { prefix, known, ..Property::EMPTY };
                    assert_eq!(property.name(), name);
                    assert_eq!(property.quoted_name(), format!("\"{name}\""));
                }
            }
        }
    }
}
