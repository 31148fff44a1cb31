//! Branches of a union: no branch may hide another from serde, and the API requires objects to differ in their first
//! key.

use crate::profile::Profile;
use crate::schema::catalog::{self, flattened_object, through_newtypes};
use crate::schema::check::covers::{covers, takes_null};
use crate::schema::check::first_key::same_first_key;
use crate::schema::check::flatten::has_name;
use crate::schema::check::is_rejected;
use crate::schema::identity;
use crate::schema::link::NodeRef;
use crate::schema::merged::flattened_union;
use crate::schema::node::{Branch, NullBranch, Object, Property, ScalarKind, Shape, Union};
use crate::schema::text::fail;

/// The depth to which types are compared. Two types that differ only below it count as different.
const DEPTH: usize = 6;

/// Refuses a branch that is the union itself. serde would try it again and again, and a schema would refer to itself.
#[track_caller]
#[inline]
pub(super) const fn endless(owner: NodeRef, union: &Union, i: usize) {
    let branch = &union.branches[i];
    if leads_to(branch.value, owner, DEPTH) {
        let name = owner.node().name();
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            name,
            "` is `",
            name,
            "` again with nothing around it, so reading it has no end\nhelp: remove the variant, or hold a struct with a field of the type",
        ]);
    }
}

/// Whether a value of `link` can be a value of the union `owner`, with nothing around it.
#[inline]
const fn leads_to(link: NodeRef, owner: NodeRef, depth: usize) -> bool {
    let link = through_newtypes(link);
    if depth == 0 {
        return false;
    }
    match &link.node().shape {
        Shape::Enclosing => identity::same(link, owner),
        Shape::Nullable(inner) => leads_to(*inner, owner, depth - 1),
        Shape::Union(union) => {
            let mut found = identity::same(link, owner);
            let mut i = 0;
            while i < union.branches.len() && !found {
                found = leads_to(union.branches[i].value, owner, depth - 1);
                i += 1;
            }
            found
        }
        _ => false,
    }
}

/// Whether serde would never read branch `later` because it tries `earlier` first, or the API could not distinguish the
/// two. `rest` is the part of `later` that no other branch reads: see [`rest`].
///
/// Without a profile, only the first condition is checked.
#[inline]
pub(super) const fn clash(
    union: &Union,
    earlier: &Branch,
    later: &Branch,
    rest: NodeRef,
    profile: Option<&Profile>,
) -> bool {
    if is_hidden(union, earlier, later, rest) {
        return true;
    }
    match profile {
        Some(profile) => profile.distinct_first_properties && same_first_key(earlier.value, later.value, profile),
        None => false,
    }
}

#[inline]
const fn is_hidden(union: &Union, earlier: &Branch, later: &Branch, rest: NodeRef) -> bool {
    is_tried(union, earlier, later) && covers(earlier.value, rest, DEPTH)
}

/// Whether serde tries `earlier` before it reads `later`.
#[inline]
pub(super) const fn is_tried(union: &Union, earlier: &Branch, later: &Branch) -> bool {
    union.untagged || later.untagged && earlier.untagged
}

/// The part of a branch that others can hide: without its `null`, if an earlier branch reads `null`.
#[inline]
pub(super) const fn rest(branch: &Branch, is_null_read: bool) -> NodeRef {
    match through_newtypes(branch.value).node().shape {
        Shape::Nullable(inner) if is_null_read => inner,
        _ => branch.value,
    }
}

/// Whether the type is `()`, or a newtype of it.
#[inline]
pub(super) const fn is_null(link: NodeRef) -> bool {
    matches!(through_newtypes(link).node().shape, Shape::Scalar(scalar) if matches!(scalar.kind, ScalarKind::Null))
}

/// Whether serde reads `null` as branch `i`, or as the variant that is `null` and comes before the next branch.
#[inline]
pub(super) const fn reads_null(union: &Union, i: usize) -> bool {
    let is_next = match &union.null {
        Some(null) => null.earlier == i + 1,
        None => false,
    };
    is_next || takes_null(union.branches[i].value, DEPTH)
}

/// Refuses branch `i`, which no single earlier one hides: several do, or the variant that is `null`.
#[track_caller]
#[inline]
pub(super) const fn refuse_hidden(owner: &str, union: &Union, i: usize) -> ! {
    let later = union.branches[i].variant;
    if let Some(null) = &union.null
        && null.earlier <= i
        && is_null(union.branches[i].value)
    {
        refuse_second_null(owner, later, null.variant);
    }
    fail(&[
        "variant `",
        later,
        "` of `",
        owner,
        "` is never read: the variants before it accept the same JSON together\n\
         help: tell them apart with `#[serde(tag = \"type\")]` on the enum, or remove `",
        later,
        "`",
    ])
}

#[track_caller]
#[inline]
const fn refuse_second_null(owner: &str, later: &str, earlier: &str) -> ! {
    fail(&[
        "variant `",
        later,
        "` of `",
        owner,
        "` is never read: `",
        earlier,
        "` comes first and is `null` too\nhelp: remove one of the two",
    ])
}

/// Whether the branch is an object with a flattened enum, which makes it a union.
#[inline]
const fn holds_flattened_enum(branch: &Branch) -> bool {
    match flattened_object(branch.value) {
        Some(object) => flattened_union(object).is_some(),
        None => false,
    }
}

/// Refuses branch `i`, which clashes with branch `k`.
#[track_caller]
#[inline]
pub(super) const fn refuse_clash(owner: &str, union: &Union, k: usize, i: usize) -> ! {
    let earlier = &union.branches[k];
    let later = &union.branches[i];
    let mut is_null_read = matches!(union.null, Some(NullBranch { earlier: 0, .. }));
    let mut before = 0;
    while before < i && !is_null_read {
        is_null_read = reads_null(union, before);
        before += 1;
    }
    if is_hidden(union, earlier, later, rest(later, is_null_read)) {
        let objects = flattened_object(earlier.value).is_some() && flattened_object(later.value).is_some();
        let (start, middle, end) =
            if objects { ("give `", "` a field that `", "` lacks") } else { ("put `", "` after `", "`") };
        fail(&[
            "variant `",
            later.variant,
            "` of `",
            owner,
            "` is never read: `",
            earlier.variant,
            "` comes first and accepts the same JSON\nhelp: tell them apart with `#[serde(tag = \"type\"",
            // The content of a variant with a flattened enum cannot share its object with a tag.
            if holds_flattened_enum(earlier) || holds_flattened_enum(later) { ", content = \"value\"" } else { "" },
            ")]` on the enum, or ",
            start,
            earlier.variant,
            middle,
            later.variant,
            end,
        ]);
    }
    fail(&[
        "variants `",
        earlier.variant,
        "` and `",
        later.variant,
        "` of `",
        owner,
        "` have the same first key, by which the API tells them apart\n\
         help: tell them apart with `#[serde(tag = \"type\")]` on the enum, or put another field first",
    ])
}

/// Refuses the variant that is `null` if serde reads `null` as an earlier one.
#[track_caller]
#[inline]
pub(crate) const fn null(owner: &str, union: &Union) {
    let Some(null) = &union.null else { return };
    let mut i = 0;
    while i < null.earlier && i < union.branches.len() {
        let earlier = &union.branches[i];
        if is_null(earlier.value) {
            refuse_second_null(owner, null.variant, earlier.variant);
        }
        if takes_null(earlier.value, DEPTH) {
            fail(&[
                "variant `",
                null.variant,
                "` of `",
                owner,
                "` is never read: `",
                earlier.variant,
                "` comes first and is read from `null` too\nhelp: remove `",
                null.variant,
                "`, or put it before `",
                earlier.variant,
                "`",
            ]);
        }
        i += 1;
    }
}

/// Checks that what is flattened after a tag is an object without the tag.
#[track_caller]
#[inline]
pub(crate) const fn tagged_newtype(owner: &str, branch: &Branch) {
    let Shape::Object(object) = branch.value.node().shape else { return };
    let (Some(tag), Some(content)) = (object.properties.first(), object.properties.last()) else { return };
    if is_rejected(content.value) {
        return;
    }
    let Some(inner) = flattened_object(content.value) else {
        if let Shape::Union(_) | Shape::Enum(_) = through_newtypes(content.value).node().shape {
            fail(&[
                "variant `",
                branch.variant,
                "` of `",
                owner,
                "` holds an enum, and strict schemas have no `anyOf` beside a tag\n\
                 help: give the content a key of its own with `#[serde(tag = \"type\", content = \"value\")]` on the enum, or make one \
                 enum of the two",
            ])
        }
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            owner,
            "` does not hold an object, so its JSON has no place for the tag\n\
             help: use a variant with named fields, or `#[serde(tag = \"type\", content = \"value\")]` on the enum",
        ])
    };
    if flattened_union(inner).is_some() {
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            owner,
            "` holds a type with a flattened enum, and strict schemas have no `anyOf` beside a tag\n\
             help: give the content a key of its own with `#[serde(tag = \"type\", content = \"value\")]` on the enum",
        ]);
    }
    if has_name(content.value, tag.name(), 0) {
        fail(&[
            "variant `",
            branch.variant,
            "` of `",
            owner,
            "` holds a type with a property `",
            tag.name(),
            "`, which is the name of the tag\nhelp: give the tag another name",
        ]);
    }
}

/// The first property of an object, also where it comes from a flattened one. `None` for one with a flattened enum: it
/// is a union, and the API compares the first properties of its branches with each other alone.
#[inline]
pub(super) const fn first_property(object: &'static Object) -> Option<&'static Property> {
    if flattened_union(object).is_some() {
        return None;
    }
    let mut object = object;
    let mut steps = 0;
    while steps < catalog::MANY_FLATTENED {
        match object.properties.first() {
            Some(property) if property.flatten => match flattened_object(property.value) {
                Some(inner) => object = inner,
                None => return None,
            },
            first => return first,
        }
        steps += 1;
    }
    None
}
