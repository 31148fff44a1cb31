//! The bounds of a struct from the types that its fields name, without a walk.
//!
//! Most types are structs whose fields hold scalars and a few other types. A walk keeps a catalog of what it meets, and
//! the const interpreter pays for each part of it. This module reads the same from the properties alone, and leaves
//! everything that is not as simple to the walk.

use super::greater;
use super::later::{EARLIER, Earlier, LaterBounds};
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

/// A type that the struct refers to.
#[derive(Clone, Copy)]
struct Held {
    link: NodeRef,
    /// Whether every document contains a value of it.
    is_needed: bool,
    /// Whether the struct refers to it more than once, so that it is in `$defs`.
    is_shared: bool,
}

/// The types that a struct refers to, each once.
struct AllHeld {
    list: [Held; EARLIER],
    length: usize,
}

/// The bounds over later types. `None` if the type has to be walked.
#[inline]
pub(super) const fn later_bounds(node: &'static Node) -> Option<LaterBounds> {
    // Not a pair, because the interpreter would build it.
    let Shape::Object(object) = &node.shape else { return None };
    let Some(definition) = &node.definition else { return None };
    if object.flattened {
        return None;
    }
    let mut later = LaterBounds::NONE;
    later.bounds.add_properties(object);
    later.bounds.height = 1;
    later.bounds.levels = 1;
    let mut held = AllHeld::NONE;
    let mut left = object.properties;
    while let [property, others @ ..] = from_first_reference(left) {
        left = others;
        if let Some(constraints) = property.constraints {
            later.bounds.keywords.0 |= constraints.keywords.0;
        }
        match reference(property) {
            Reference::Leaf => {}
            Reference::Type { link, is_needed } => {
                if !held.add(link, is_needed) {
                    return None;
                }
            }
            Reference::Complex => return None,
        }
    }
    // Only now is it known of each type whether it is shared.
    let mut k = 0;
    while k < held.length {
        if !later.add(definition, &held, k) {
            return None;
        }
        k += 1;
    }
    later.is_closed = later.length == 0 && later.is_known;
    Some(later)
}

impl AllHeld {
    const NONE: Self =
        Self { list: [Held { link: NodeRef::NOWHERE, is_needed: false, is_shared: false }; EARLIER], length: 0 };

    /// Adds a reference. Returns `false` if the struct has to be walked.
    #[inline]
    const fn add(&mut self, link: NodeRef, is_needed: bool) -> bool {
        let mut k = 0;
        while k < self.length {
            let held = &mut self.list[k];
            if held.link.known == link.known {
                held.is_needed |= is_needed;
                held.is_shared = true;
                // Types that were written alike at two places have the same fingerprint.
                return identity::same(held.link, link);
            }
            k += 1;
        }
        if self.length == EARLIER {
            return false;
        }
        self.list[self.length] = Held { link, is_needed, is_shared: false };
        self.length += 1;
        true
    }

    /// Whether one of the types has the fingerprint of `link`.
    const fn may_hold(&self, link: NodeRef) -> bool {
        let mut k = 0;
        while k < self.length {
            if self.list[k].link.known == link.known {
                return true;
            }
            k += 1;
        }
        false
    }
}

/// What a property refers to.
const fn reference(property: &Property) -> Reference {
    if property.flatten {
        return Reference::Complex;
    }
    let needs_items = matches!(property.constraints, Some(constraints) if constraints.needs_items);
    let mut link = property.value;
    let mut is_needed = true;
    let mut wrappers = 0;
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
    /// Adds type `k` of those that the struct `root` holds. Returns `false` if the struct has to be walked.
    const fn add(&mut self, root: &Definition, held: &AllHeld, k: usize) -> bool {
        let Held { link, is_needed, is_shared } = held.list[k];
        let node = link.node();
        let Some(definition) = &node.definition else { return false };
        let is_inline = !definition.define && !is_shared;
        // The objects from the struct to the type, unless the type is in `$defs`.
        let around = is_inline as usize;
        let Some(bounds) = definition.bounds else {
            let Some(height) = self.bounds.add_leaf(node) else { return false };
            self.add_height(height, around);
            return true;
        };
        if definition.key == root.key {
            self.bounds.is_finite &= !is_needed;
            return identity::same_definition(definition, root);
        }
        let earlier = Earlier { link, objects: around, is_inline, is_needed };
        if !identity::is_later(definition, root) {
            return self.push_earlier(earlier);
        }
        let later = bounds.later();
        self.bounds.add(&later.bounds);
        self.bounds.is_finite &= later.bounds.is_finite || !is_needed;
        self.add_height(later.bounds.height, around);
        later.is_closed || self.add_earlier(root, held, later, &earlier)
    }

    /// Adds the types that the bounds of a later type leave out. `held` are the types that the struct `root` holds, and
    /// `at` is the place of the later type in it. Returns `false` if the struct has to be walked.
    const fn add_earlier(&mut self, root: &Definition, held: &AllHeld, later: &LaterBounds, at: &Earlier) -> bool {
        self.is_known &= later.is_known;
        let list = later.earlier();
        let mut i = 0;
        while i < list.len() {
            let earlier = &list[i];
            i += 1;
            let Some(definition) = &earlier.link.node().definition else { return false };
            let is_needed = at.is_needed && earlier.is_needed;
            if definition.key == root.key {
                self.bounds.is_finite &= !is_needed;
                if !identity::same_definition(definition, root) {
                    return false;
                }
                continue;
            }
            // A later type would have to be read, and a type that is met in two ways needs a catalog.
            if identity::is_later(definition, root) || held.may_hold(earlier.link) {
                return false;
            }
            let objects = earlier.objects + if earlier.is_inline { at.objects } else { 0 };
            let is_inline = at.is_inline && earlier.is_inline;
            if !self.push_earlier(Earlier { link: earlier.link, objects, is_inline, is_needed }) {
                return false;
            }
        }
        true
    }

    /// Lists an earlier type. Returns `false` if the struct has to be walked.
    #[inline]
    const fn push_earlier(&mut self, earlier: Earlier) -> bool {
        let mut i = 0;
        while i < self.length {
            if self.earlier.get()[i].link.known == earlier.link.known {
                return false;
            }
            i += 1;
        }
        if self.length == EARLIER {
            return false;
        }
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
    !object.flattened && matches!(from_first_reference(object.properties), [])
}

/// The properties from the first on that is not a leaf.
///
/// Most properties are leaves. Four are read at once, because the interpreter charges for each statement of a loop.
#[inline]
const fn from_first_reference(properties: &[Property]) -> &[Property] {
    let mut left = properties;
    while let [a, b, c, d, others @ ..] = left {
        if a.value.known & b.value.known & c.value.known & d.value.known & LEAF == 0 {
            break;
        }
        left = others;
    }
    while let [property, others @ ..] = left {
        if property.value.known & LEAF == 0 {
            break;
        }
        left = others;
    }
    left
}
