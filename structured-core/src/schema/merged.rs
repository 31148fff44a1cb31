//! An object with an enum flattened into it: the union of one object for each variant.
//!
//! These objects have no nodes. A walk over a schema takes the object and one variant at a time, and finds the
//! variant's properties at the position of the flattened field.

use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::node::{Branch, Object, Property, Shape, Union};

/// An object and, if an enum is flattened into it, the object of one of the enum's variants.
#[derive(Clone, Copy)]
pub(crate) struct Members {
    pub(crate) object: &'static Object,
    pub(crate) variant: Option<&'static Object>,
}

impl Members {
    /// An object, with the first variant of an enum that is flattened into it.
    #[inline]
    pub(crate) const fn with_first_variant(object: &'static Object) -> Self {
        let variant = match flattened_union(object) {
            Some(union) if !union.branches.is_empty() => variant_object(&union.branches[0]),
            _ => None,
        };
        Self { object, variant }
    }

    /// The properties that a flattened property adds.
    #[inline]
    pub(crate) const fn flattened(self, property: &Property) -> Option<Self> {
        if let Some(object) = flattened_object(property.value) {
            return Some(Self { object, ..self });
        }
        match (self.variant, tagged_union(property)) {
            (Some(object), Some(_)) => Some(Self { object, variant: None }),
            _ => None,
        }
    }

    /// Whether these are the properties of the variant of `outer`.
    #[inline]
    pub(crate) const fn is_variant_of(self, outer: Self) -> bool {
        self.variant.is_none() && outer.variant.is_some()
    }
}

/// The enum that is flattened into an object, or into one that is flattened into it.
#[inline]
pub(crate) const fn flattened_union(object: &Object) -> Option<&'static Union> {
    if object.flattened { flattened_union_within(object, 0) } else { None }
}

#[inline]
const fn flattened_union_within(object: &Object, flattened: usize) -> Option<&'static Union> {
    let mut i = 0;
    while i < object.properties.len() && flattened < MANY_FLATTENED {
        let property = &object.properties[i];
        if property.flatten {
            let found = match flattened_object(property.value) {
                Some(inner) if inner.flattened => flattened_union_within(inner, flattened + 1),
                Some(_) => None,
                None => tagged_union(property),
            };
            if found.is_some() {
                return found;
            }
        }
        i += 1;
    }
    None
}

/// The union that a flattened property is, if each of its variants is an object with a tag.
#[inline]
pub(crate) const fn tagged_union(property: &Property) -> Option<&'static Union> {
    let Shape::Union(union) = &through_newtypes(property.value).node().shape else { return None };
    let mut i = 0;
    while i < union.branches.len() {
        if variant_object(&union.branches[i]).is_none() {
            return None;
        }
        i += 1;
    }
    if union.has_null() { None } else { Some(union) }
}

/// The object of a variant with a tag, which is its first property.
#[inline]
pub(crate) const fn variant_object(branch: &Branch) -> Option<&'static Object> {
    let node = branch.value.node();
    match &node.shape {
        Shape::Object(object) if node.definition.is_none() && !branch.untagged && has_tag(object) => Some(object),
        _ => None,
    }
}

/// Whether the object is that of a variant with a tag.
#[inline]
pub(crate) const fn has_tag(object: &Object) -> bool {
    match object.properties.first() {
        Some(first) => first.is_tag(),
        None => false,
    }
}

/// Whether serde refuses a variant, or the struct that it holds, because of keys of the surrounding object.
#[inline]
pub(crate) const fn denies_others(object: &Object) -> bool {
    let mut denies = object.closed;
    let mut i = 0;
    while i < object.properties.len() && !denies {
        if object.properties[i].flatten
            && let Some(inner) = flattened_object(object.properties[i].value)
        {
            denies = inner.closed;
        }
        i += 1;
    }
    denies
}
