//! Checks in const code: for what the API would refuse, and for what serde would read differently from the schema.
//!
//! Every function that can fail is `#[track_caller]`, down to the panic. The compiler then points at the call, to which
//! the derive has given the span of a field, a variant or an attribute, and shows only our text.

mod agreement;
mod bound;
mod clash;
mod covers;
mod finite;
mod first_key;
mod flatten;
mod keyword;
mod limit;
mod name;
mod path;
mod shared_name;
mod union;

pub use self::agreement::{Probe, UnknownSchema, as_agrees};
pub use self::bound::between;
pub use self::clash::clashes;
pub(crate) use self::finite::is_finite;
pub use self::keyword::{constraint, keyword_text, unknown_profile};
pub(crate) use self::name::endless_name;
#[cfg(feature = "json")]
pub(crate) use self::name::short_name;
pub use self::name::{literal, name};

use crate::profile::Profile;
use crate::schema::SchemaNode;
use crate::schema::bounds::Bounds;
use crate::schema::catalog::{self, Catalog, Extent};
use crate::schema::check::flatten::Owner;
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::node::{Branch, Node, Shape, Union};
use crate::schema::reason;
use crate::schema::text;

/// Fails with the reason why a field's type has no schema.
#[track_caller]
#[inline]
pub const fn component(component: SchemaNode) {
    if let Err(reason) = component {
        reason.fail();
    }
}

/// The link to a field's type. For a type that another check reports, the link to a placeholder.
#[must_use]
#[inline]
pub const fn link(component: SchemaNode) -> NodeRef {
    match component {
        Ok(link) => link,
        Err(_) => rejected(),
    }
}

/// The link for a type that already produced an error.
#[inline]
pub(crate) const fn rejected() -> NodeRef {
    static REJECTED: StaticNode = StaticNode::new(Node::anonymous(Shape::Rejected));
    NodeRef::to(&REJECTED)
}

/// Whether a link refers to a type that already produced an error, so that nothing more is reported about it.
#[inline]
pub(crate) const fn is_rejected(link: NodeRef) -> bool {
    matches!(link.node().shape, Shape::Rejected)
}

/// The link to a field's type, which no other check has checked.
#[must_use]
#[track_caller]
#[inline]
pub const fn checked_link(component: SchemaNode) -> NodeRef {
    match component {
        Ok(link) => link,
        Err(reason) => reason.fail(),
    }
}

/// The first reason among the fields of a generic type.
#[must_use]
#[inline]
pub const fn first_reason(fields: &[SchemaNode]) -> Option<reason::Unsupported> {
    let mut i = 0;
    while i < fields.len() {
        if let Err(reason) = fields[i] {
            return Some(reason);
        }
        i += 1;
    }
    None
}

/// Checks the whole schema of a type with bounds. It is walked only if the bounds are not enough to decide.
#[track_caller]
#[inline]
pub const fn schema_of(bounds: &'static Bounds, node: &'static StaticNode) {
    if !bounds.is_within || bounds.has_checks {
        walked(NodeRef::to_root(node), bounds);
    }
}

/// Checks the whole schema of a type that is too small to have bounds of its own.
#[track_caller]
#[inline]
pub const fn small_schema_of(node: &'static StaticNode) {
    if !is_within_by_itself(node.node()) {
        schema::<{ catalog::FEW }>(NodeRef::to_root(node));
    }
}

/// Whether a type has no parts that would have to be walked, and its own counts are within the profile. Most small types
/// are structs of scalars, or enums.
const fn is_within_by_itself(node: &Node) -> bool {
    let Some(definition) = &node.definition else { return false };
    let mut bounds = Bounds::NONE;
    let Some(height) = bounds.add_leaf(node) else { return false };
    bounds.levels = height;
    bounds.is_within(definition.profile)
}

/// Checks the whole schema of `root`, which has no bounds of its own and seems to hold up to `N` definitions.
#[track_caller]
pub(crate) const fn schema<const N: usize>(root: NodeRef) {
    let bounds = Bounds::of_root::<N>(root);
    if !bounds.is_within || bounds.has_checks {
        walked(root, &bounds);
    }
}

/// Checks a schema about which the bounds do not decide.
///
/// The catalogs are local variables on purpose, because the compiler would validate a constant field by field.
#[track_caller]
const fn walked(root: NodeRef, bounds: &Bounds) {
    let profile = catalog::profile_of(root);
    if bounds.is_within {
        return own_part(root, profile);
    }
    let mut many = Catalog::<{ catalog::SMALL }>::empty();
    catalog::walk(&mut many, root, profile, Extent::Nodes);
    if !many.overflow {
        return whole(&many, profile);
    }
    large::<{ catalog::LARGE }>(root, profile);
}

/// A separate function, because the catalog would fill the stack of the caller at run time. It is generic,
/// so that this crate has no machine code for it.
#[track_caller]
#[inline(never)]
const fn large<const N: usize>(root: NodeRef, profile: &Profile) {
    let mut many = Catalog::<N>::empty();
    catalog::walk(&mut many, root, profile, Extent::Nodes);
    whole(&many, profile);
}

/// Checks the part of a schema that no other type checks.
#[track_caller]
#[inline]
const fn own_part(root: NodeRef, profile: &Profile) {
    let mut many = Catalog::<{ catalog::SMALL }>::empty();
    catalog::walk(&mut many, root, profile, Extent::Bounds);
    if !many.overflow {
        return own_checks(&many, profile);
    }
    large_own_part::<{ catalog::LARGE }>(root, profile);
}

#[track_caller]
#[inline(never)]
const fn large_own_part<const N: usize>(root: NodeRef, profile: &Profile) {
    let mut many = Catalog::<N>::empty();
    catalog::walk(&mut many, root, profile, Extent::Bounds);
    own_checks(&many, profile);
}

#[track_caller]
const fn own_checks<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    finite::dangling(catalog);
    finite::endless(catalog);
    keyword::of_components(catalog, profile);
    instances(catalog);
}

/// Checks the limits of the profile, its keywords, and that a finite document exists.
#[track_caller]
pub(crate) const fn whole<const N: usize>(catalog: &Catalog<N>, profile: &Profile) {
    finite::dangling(catalog);
    finite::endless(catalog);
    if catalog.cyclic {
        finite::finite(catalog);
    }
    limit::limits(catalog, profile);
    keyword::of_components(catalog, profile);
    instances(catalog);
}

/// Checks the instances of generic types, whose field types are known only where they are used.
#[track_caller]
const fn instances<const N: usize>(catalog: &Catalog<N>) {
    let mut i = 0;
    while i < catalog.length {
        let node = catalog.entries[i].node();
        if let Some(definition) = &node.definition
            && definition.is_instance
        {
            all_of(catalog.entries[i].link.holder());
        }
        i += 1;
    }
}

#[track_caller]
#[inline]
const fn all_of(of: &'static StaticNode) {
    let node = of.node();
    let mut i = 0;
    match &node.shape {
        Shape::Object(object) => flatten::object(Owner { name: node.name(), variant: None }, object),
        Shape::Union(union) => {
            union::null(node.name(), union);
            let clashes = all_clashes(of, union);
            while i < union.branches.len() {
                branch(of, i, if i < clashes.len() { clashes[i] } else { 0 });
                branch_object(node.name(), &union.branches[i]);
                i += 1;
            }
        }
        _ => {}
    }
}

/// Checks the types that are flattened into the object of a branch.
#[track_caller]
#[inline]
const fn branch_object(owner: &str, branch: &'static Branch) {
    let node = branch.value.node();
    if is_tagged_newtype(branch) {
        union::tagged_newtype(owner, branch);
    } else if let Shape::Object(object) = &node.shape
        && node.definition.is_none()
    {
        flatten::object(Owner { name: owner, variant: Some(branch.variant) }, object);
    }
}

/// The clashes between the branches of an instance of a generic type. Branches after the first 1,024 are not compared.
#[inline]
const fn all_clashes(node: &'static StaticNode, union: &Union) -> [usize; 1024] {
    if union.branches.len() > 32 {
        return clashes::<1024, 2048>(node);
    }
    let few = clashes::<32, 64>(node);
    let mut all = [0; 1024];
    let mut i = 0;
    while i < few.len() {
        all[i] = few[i];
        i += 1;
    }
    all
}

/// Whether a branch is a tag and a flattened type.
#[inline]
const fn is_tagged_newtype(branch: &Branch) -> bool {
    matches!(branch.value.node().shape, Shape::Object(object)
        if object.properties.len() == 2 && object.properties[1].flatten && branch.value.node().definition.is_none())
}

/// Checks a flattened field: its type is an object, and no property occurs twice.
///
/// `steps` is the path to the field: the branch of a union, then the properties.
#[track_caller]
#[inline]
pub const fn flattened(node: &'static StaticNode, steps: &[usize], component: SchemaNode) {
    let node = node.node();
    if let Err(reason) = component {
        let is_map = text::same(reason.text(), reason::MAP.text());
        if is_map { reason::FLATTENED_MAP.fail() } else { reason.fail() }
    }
    let mut at = node;
    let mut variant = None;
    let mut i = 0;
    while i < steps.len() {
        match &at.shape {
            Shape::Union(union) => {
                let branch = &union.branches[steps[i]];
                (at, variant) = (branch.value.node(), Some(branch.variant));
            }
            Shape::Object(object) if i + 1 == steps.len() => {
                return flatten::property(Owner { name: node.name(), variant }, object, steps[i]);
            }
            Shape::Object(object) => at = object.properties[steps[i]].value.node(),
            _ => return,
        }
        i += 1;
    }
}

/// Like [`flattened`], for a type with `#[structured(partial)]`.
#[track_caller]
#[inline]
pub const fn flattened_partial(node: &'static StaticNode, steps: &[usize], component: SchemaNode) {
    flattened(node, steps, component);
    flattened_in_partial(component);
}

/// Checks the type of a flattened field in a type with `#[structured(partial)]`.
#[track_caller]
#[inline]
pub const fn flattened_in_partial(component: SchemaNode) {
    if let Ok(link) = component {
        flatten::in_partial(link);
    }
}

/// Checks that the schema of a root is an object.
#[track_caller]
#[inline]
pub(crate) const fn root(link: NodeRef) {
    let node = link.node();
    if let Shape::Object(object) = &node.shape
        && object.flattened
    {
        flatten::root(node.name(), object);
    }
}

/// Checks a branch of a union. `clash` is the result of [`clashes`] for it.
#[track_caller]
#[inline]
pub const fn branch(node: &'static StaticNode, branch: usize, clash: usize) {
    let link = NodeRef::to(node);
    let node = node.node();
    if let Shape::Union(union) = &node.shape {
        union::endless(link, union, branch);
        if clash > union.branches.len() {
            union::refuse_hidden(node.name(), union, branch);
        }
        if clash > 0 {
            union::refuse_clash(node.name(), union, clash - 1, branch);
        }
    }
}

/// Checks the variant of a union that is `null`.
#[track_caller]
#[inline]
pub const fn null_branch(node: &'static StaticNode) {
    let node = node.node();
    if let Shape::Union(union) = &node.shape {
        union::null(node.name(), union);
    }
}

/// Checks the newtype variant of an internally tagged enum: its type is an object without the tag.
#[track_caller]
#[inline]
pub const fn tagged_newtype(node: &'static StaticNode, branch: usize, component: SchemaNode) {
    let node = node.node();
    if let Err(reason) = component {
        reason.fail();
    }
    if let Shape::Union(union) = node.shape {
        union::tagged_newtype(node.name(), &union.branches[branch]);
    }
}
