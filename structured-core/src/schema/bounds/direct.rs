//! The bounds of a struct from the types that its fields name, without a walk.
//!
//! Most types are structs whose fields hold scalars and a few other types. A walk keeps a catalog of what it meets, and
//! the const interpreter pays for each part of it. This module reads the same from the properties alone, and leaves
//! everything that is not as simple to the walk.

use super::{EARLIER, Earlier, LaterBounds, greater};
use crate::schema::identity;
use crate::schema::link::{LEAF, NodeRef};
use crate::schema::node::{Definition, Node, Object, Property, Shape};

/// Newtypes, options and lists around a type. If there are more, a newtype may contain itself.
const MANY_WRAPPERS: usize = 8;

/// What a property refers to.
enum Reference {
    /// Nothing but scalars.
    Leaf,
    Type {
        link: NodeRef,
        /// Whether every document contains a value of it.
        is_needed: bool,
    },
    /// Something that has to be walked.
    Complex,
}

/// The bounds over later types. `None` if the type has to be walked.
#[inline]
pub(super) const fn later_bounds(node: &'static Node) -> Option<LaterBounds> {
    let (Shape::Object(object), Some(definition)) = (&node.shape, &node.definition) else { return None };
    if object.flattened {
        return None;
    }
    let mut later = LaterBounds::NONE;
    later.bounds.add_properties(object);
    (later.bounds.height, later.bounds.levels) = (1, 1);
    let mut met = [0; EARLIER];
    let mut count = 0;
    let mut i = 0;
    let properties = object.properties;
    let length = properties.len();
    loop {
        i = next_reference(properties, i, length);
        if i == length {
            break;
        }
        let property = &properties[i];
        i += 1;
        if let Some(constraints) = property.constraints {
            later.bounds.keywords.0 |= constraints.keywords.0;
        }
        let (link, is_needed) = match reference(property) {
            Reference::Leaf => continue,
            Reference::Type { link, is_needed } => (link, is_needed),
            Reference::Complex => return None,
        };
        let key = link.known;
        // A type that is met again is counted once, which needs a catalog.
        let mut k = 0;
        while k < count {
            if met[k] == key {
                return None;
            }
            k += 1;
        }
        if count == EARLIER || !later.add(definition, link, is_needed) {
            return None;
        }
        met[count] = key;
        count += 1;
    }
    later.is_closed = later.length == 0;
    Some(later)
}

/// What a property refers to.
const fn reference(property: &Property) -> Reference {
    if property.flatten {
        return Reference::Complex;
    }
    let needs_items = matches!(property.constraints, Some(constraints) if constraints.needs_items);
    let (mut link, mut is_needed, mut wrappers) = (property.value, true, 0);
    while wrappers < MANY_WRAPPERS {
        let node = link.node();
        match &node.shape {
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                return match &node.definition {
                    Some(Definition { inline: false, is_instance: false, .. }) => Reference::Type { link, is_needed },
                    _ => Reference::Complex,
                };
            }
            Shape::Scalar(_) => return Reference::Leaf,
            Shape::Nullable(inner) => {
                link = *inner;
                is_needed = false;
            }
            Shape::Array(array) => {
                link = array.items;
                is_needed &= needs_items || matches!(array.length, Some(1..));
            }
            Shape::Newtype(newtype) if newtype.constraints.is_none() => link = newtype.inner,
            _ => return Reference::Complex,
        }
        wrappers += 1;
    }
    Reference::Complex
}

impl LaterBounds {
    /// Adds a type that the struct `root` refers to. Returns `false` if it has to be walked.
    const fn add(&mut self, root: &Definition, link: NodeRef, is_needed: bool) -> bool {
        let node = link.node();
        let Some(definition) = &node.definition else { return false };
        // The objects from the struct to the type, unless the type is in `$defs`.
        let around = !definition.define as usize;
        let Some(bounds) = definition.bounds else {
            let Some(height) = self.bounds.add_leaf(node) else { return false };
            self.add_height(height, around);
            return true;
        };
        if identity::is_later(definition, root) {
            let later = bounds.later();
            if !later.is_closed {
                return false;
            }
            self.bounds.add(&later.bounds);
            self.bounds.is_finite &= later.bounds.is_finite || !is_needed;
            self.add_height(later.bounds.height, around);
            return true;
        }
        if definition.key == root.key {
            return false;
        }
        let earlier = Earlier { link, objects: around, is_inline: !definition.define, is_needed };
        self.earlier.get_mut()[self.length] = earlier;
        self.length += 1;
        true
    }

    /// Adds the height of a type below `around` objects. A type in `$defs` is below none.
    const fn add_height(&mut self, height: usize, around: usize) {
        let height = height + around;
        if around != 0 {
            self.bounds.height = greater(self.bounds.height, height);
        }
        self.bounds.levels = greater(self.bounds.levels, height);
    }
}

/// Whether no property refers to another type.
pub(super) const fn consists_of_leaves(object: &Object) -> bool {
    let length = object.properties.len();
    !object.flattened && next_reference(object.properties, 0, length) == length
}

/// The index of the first property from `first` on that is not a leaf, or the `length` of the list.
///
/// Most properties are leaves. Four are read at once, because the interpreter charges for each statement of a loop.
#[inline]
const fn next_reference(properties: &[Property], first: usize, length: usize) -> usize {
    let mut i = first;
    while i + 4 <= length {
        let known = properties[i].value.known
            & properties[i + 1].value.known
            & properties[i + 2].value.known
            & properties[i + 3].value.known;
        if known & LEAF == 0 {
            break;
        }
        i += 4;
    }
    while i < length && properties[i].value.known & LEAF != 0 {
        i += 1;
    }
    i
}
