//! Checks in const code: what the API would refuse, and what serde would read otherwise than the schema says.
//!
//! Every function that can fail is `#[track_caller]`, down to the panic, so that the compiler points at the call which
//! the derive has quoted at a field, a variant or an attribute, and shows our text alone.

mod finite;
mod flatten;
mod keyword;
mod limit;
mod name;
mod path;
mod union;

pub use self::keyword::{format, keyword, profile};
pub use self::name::{is_name, literal, name};

use crate::catalog::Catalog;
use crate::link::Link;
use crate::node::{Node, Shape};
use crate::profile::Profile;
use crate::schema::{Component, Schema, StructuredOutput, Whole, is_object};
use crate::text::fail;

/// Fails with the reason why a field's type has no schema.
#[track_caller]
pub const fn component(component: Component) {
    if let Err(reason) = component {
        reason.fail();
    }
}

/// The link to a field's type; to nothing where a check of its own reports the type.
#[must_use]
pub const fn link(component: Component) -> Link {
    static REJECTED: Node = Node::anonymous(Shape::Enclosing(0));
    match component {
        Ok(link) => link,
        Err(_) => Link::to(&REJECTED),
    }
}

/// The link to a field's type, which no other check has looked at.
#[must_use]
#[track_caller]
pub const fn checked_link(component: Component) -> Link {
    match component {
        Ok(link) => link,
        Err(reason) => reason.fail(),
    }
}

/// The first reason among the fields of a generic type.
#[must_use]
pub const fn first_reason(fields: &[Component]) -> Option<crate::reason::Reason> {
    let mut i = 0;
    while i < fields.len() {
        if let Err(reason) = fields[i] {
            return Some(reason);
        }
        i += 1;
    }
    None
}

/// Checks what concerns the whole schema of a component.
#[track_caller]
pub const fn schema_of<T: Schema>() {
    if T::NODE.is_ok() {
        Whole::<T>::check();
    }
}

/// Checks that a type is a root, where that depends on another type.
#[track_caller]
pub const fn root<T: StructuredOutput>() {
    if let Ok(link) = T::NODE
        && !is_object(link)
    {
        fail(&["the root of a structured output must be an object, and `", link.node().name(), "` is not"]);
    }
}

/// Checks the limits of the profile, its keywords, and that a finite document exists.
#[track_caller]
pub(crate) const fn whole<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    finite::misplaced(catalog);
    if catalog.cyclic {
        finite::finite(catalog);
    }
    limit::limits(catalog, profile);
    keyword::of_components(catalog, profile);
    instances(catalog);
}

/// Checks the instances of generic types: what their fields are is known only where they are used.
#[track_caller]
const fn instances<const N: usize>(catalog: &Catalog<N>) {
    let mut i = 0;
    while i < catalog.length {
        let node = catalog.entries[i].link.node();
        if let Some(definition) = &node.definition
            && !definition.arguments.is_empty()
        {
            all_of(node);
        }
        i += 1;
    }
}

#[track_caller]
const fn all_of(node: &'static Node) {
    let mut i = 0;
    match node.shape {
        Shape::Object(object) => {
            while i < object.properties.len() {
                if object.properties[i].flatten {
                    flattened(node, i);
                }
                i += 1;
            }
        }
        Shape::Union(union) => {
            while i < union.branches.len() {
                branch(node, i);
                i += 1;
            }
        }
        _ => {}
    }
}

/// Checks a flattened field: its type is an object, and no property comes twice.
#[track_caller]
pub const fn flattened(node: &'static Node, property: usize) {
    if let Shape::Object(object) = node.shape {
        flatten::property(node.name(), object, property);
    }
}

/// Checks a branch of a union against those before it, and what is flattened into it.
#[track_caller]
pub const fn branch(node: &'static Node, branch: usize) {
    if let Shape::Union(union) = node.shape {
        union::branch(node.name(), union, branch);
    }
}

/// Checks the newtype variant of an internally tagged enum: its type is an object without the tag.
#[track_caller]
pub const fn tagged_newtype(node: &'static Node, branch: usize) {
    if let Shape::Union(union) = node.shape {
        union::tagged_newtype(node.name(), &union.branches[branch]);
    }
}
