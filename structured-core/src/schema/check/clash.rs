//! Finds the branches of a union that clash, without comparing each branch with all others.
//!
//! Every branch is registered under keys of what it requires, and looked up by keys of what it offers. If an earlier
//! branch accepts everything that a later one admits, the later one offers a key under which the earlier one is
//! registered. Only branches with such a key in common are compared.

mod keys;
mod parts;

use self::keys::{
    ANYTHING, ENUM, FIELDS, FIRST_PROPERTY, Keys, OBJECT, count_of_fields, property_key, requirement_key,
};
use self::parts::hide_in_parts;
use crate::profile::Profile;
use crate::schema::catalog::{MANY_FLATTENED, flattened_object, through_newtypes};
use crate::schema::check::covers::{Part, has, read_enum};
use crate::schema::check::first_key;
use crate::schema::check::union::{clash, first_property, is_tried, reads_null, rest};
use crate::schema::link::{NodeRef, StaticNode};
use crate::schema::merged::Members;
use crate::schema::node::{Array, Branch, Enum, NullBranch, Object, Property, ScalarKind, Shape, Union};
use crate::schema::table::Table;
use crate::schema::text::{self, fingerprint, mix};

/// The maximum number of earlier enums of several values that are searched for one that hides a value.
const MANY_ENUMS: usize = 16;

/// The maximum number of compared branches among which one is searched that reads a part of a property.
const MANY_COMPARED: usize = 8;

/// The depth of nested types that keys take into account.
const DEPTH: usize = 6;

/// For each branch of a union, one more than the index of the first branch that it clashes with, or zero. If several
/// earlier branches hide it together, one more than the number of branches.
///
/// `ROOM` is a power of two and at least three times the number of branches, each of which has up to three keys.
#[must_use]
pub const fn clashes<const BRANCHES: usize, const ROOM: usize>(node: &'static StaticNode) -> [usize; BRANCHES] {
    let node = node.node();
    let mut clashes = [0; BRANCHES];
    let Shape::Union(union) = &node.shape else { return clashes };
    let profile = match &node.definition {
        Some(definition) => definition.profile,
        None => &Profile::ALL[0],
    };
    let mut index = Index::<ROOM>::new();
    let mut is_null_read = matches!(union.null, Some(NullBranch { earlier: 0, .. }));
    let mut i = 0;
    while i < union.branches.len() && i < BRANCHES {
        let branch = &union.branches[i];
        let rest = rest(branch, is_null_read);
        let mut search = Search { profile: Some(profile), ..Search::new(&index, union, i, rest) };
        search.all();
        if search.earliest < i {
            clashes[i] = search.earliest + 1;
        } else if hide_together(&index, union, i, rest, is_null_read, DEPTH) || hide_in_parts(&search) {
            clashes[i] = union.branches.len() + 1;
        }
        index.register(branch, i);
        is_null_read |= union.untagged && reads_null(union, i);
        i += 1;
    }
    clashes
}

/// Whether serde reads each of these values as an earlier branch that is an enum.
const fn is_each_value_read<const ROOM: usize>(index: &Index<ROOM>, union: &Union, i: usize, values: &Enum) -> bool {
    let mut k = 0;
    while k < values.values.len() {
        let value = values.values[k];
        let is_read =
            index.has_value(union, i, value, ENUM) || index.has_value(union, i, value, mix(ENUM, fingerprint(value)));
        if !is_read {
            return false;
        }
        k += 1;
    }
    true
}

/// Whether serde reads everything in `rest`, a part of branch `i`, as earlier branches. This is so if it is `null`,
/// which is read already, or an enum or a union whose values or branches are each read as an earlier branch.
const fn hide_together<const ROOM: usize>(
    index: &Index<ROOM>,
    union: &Union,
    i: usize,
    rest: NodeRef,
    is_null_read: bool,
    depth: usize,
) -> bool {
    let inner = match &through_newtypes(rest).node().shape {
        Shape::Scalar(scalar) => return is_null_read && matches!(scalar.kind, ScalarKind::Null),
        Shape::Enum(values) => {
            return !values.open && index.count(ENUM) <= MANY_ENUMS && is_each_value_read(index, union, i, values);
        }
        Shape::Union(inner) => inner,
        _ => return false,
    };
    if depth == 0 || i < 2 || inner.has_null() && !is_null_read {
        return false;
    }
    let mut k = 0;
    while k < inner.branches.len() {
        let rest = self::rest(&inner.branches[k], is_null_read);
        let mut search = Search::new(index, union, i, rest);
        search.all();
        if search.earliest == i && !hide_together(index, union, i, rest, is_null_read, depth - 1) {
            return false;
        }
        k += 1;
    }
    true
}

/// The branches so far, by their keys.
struct Index<const ROOM: usize> {
    heads: Table<ROOM>,
    /// Registrations. Those of one key form a list, with the last one first.
    registrations: [Registration; ROOM],
    length: usize,
}

#[derive(Clone, Copy)]
struct Registration {
    branch: usize,
    /// The number of registrations of the key up to this one.
    count: usize,
    /// One more than the index of the previous registration of the same key, or zero.
    before: usize,
}

impl<const ROOM: usize> Index<ROOM> {
    #[inline]
    const fn new() -> Self {
        let registrations = [Registration { branch: 0, count: 0, before: 0 }; ROOM];
        Self { heads: Table::new(), registrations, length: 0 }
    }

    /// One more than the index of the last registration of `key`, or zero.
    #[inline]
    const fn last(&self, key: u64) -> usize {
        match self.heads.find(key).found {
            Some(head) => head + 1,
            None => 0,
        }
    }

    /// The number of branches that are registered under `key`.
    #[inline]
    const fn count(&self, key: u64) -> usize {
        match self.last(key) {
            0 => 0,
            last => self.registrations[last - 1].count,
        }
    }

    /// Whether one of the branches registered under `key` is an enum with this value, and serde tries it before branch
    /// `i`.
    #[inline]
    const fn has_value(&self, union: &Union, i: usize, value: &str, key: u64) -> bool {
        let mut next = self.last(key);
        while next > 0 {
            let registration = &self.registrations[next - 1];
            let earlier = &union.branches[registration.branch];
            if is_tried(union, earlier, &union.branches[i])
                && let Some(values) = read_enum(earlier.value)
                && has(values, value)
            {
                return true;
            }
            next = registration.before;
        }
        false
    }

    #[inline]
    const fn add(&mut self, key: u64, branch: usize) {
        let probe = self.heads.find(key);
        let (count, before) = match probe.found {
            Some(head) => (self.registrations[head].count + 1, head + 1),
            None => (1, 0),
        };
        self.registrations[self.length] = Registration { branch, count, before };
        self.heads.set(probe, key, self.length);
        self.length += 1;
    }

    /// Registers a branch under the keys of what it requires.
    #[inline]
    const fn register(&mut self, branch: &Branch, place: usize) {
        if let Some(object) = flattened_object(branch.value)
            && let Some(property) = first_property(object)
        {
            self.add(mix(FIRST_PROPERTY, first_key::key(property)), place);
        }
        let link = through_newtypes(branch.value);
        match &link.node().shape {
            Shape::Object(object) if !object.flattened => {
                self.add(self.rarest_requirement(object), place);
                self.add(mix(FIELDS, count_of_fields(object)), place);
            }
            _ => {
                let mut required = Keys::required(link, DEPTH);
                if required.length > 2 {
                    // `Option`s in nested lists can have more keys, but there is room for only three keys per branch.
                    required = Keys::one(ANYTHING);
                }
                let mut i = 0;
                while i < required.length {
                    self.add(required.list[i], place);
                    i += 1;
                }
            }
        }
    }

    /// The property key of the object that the fewest branches are registered under, among the properties that serde
    /// needs.
    #[inline]
    const fn rarest_requirement(&self, object: &Object) -> u64 {
        let mut rarest = OBJECT;
        let mut least = usize::MAX;
        let mut i = 0;
        while i < object.properties.len() && least > 0 {
            let property = &object.properties[i];
            let is_required = !property.is_default() && !matches!(property.value.node().shape, Shape::Nullable(_));
            if is_required && property.aliases.is_empty() {
                let key = requirement_key(property);
                let count = self.count(key);
                if count < least {
                    (rarest, least) = (key, count);
                }
            }
            i += 1;
        }
        rarest
    }
}

/// The search for the first branch that `branch` clashes with.
#[derive(Clone, Copy)]
struct Search<'a, const ROOM: usize> {
    index: &'a Index<ROOM>,
    union: &'a Union,
    branch: &'a Branch,
    /// The part of the branch that is compared.
    rest: NodeRef,
    /// The rules for first keys. With `None`, the search finds only branches that hide it.
    profile: Option<&'a Profile>,
    /// The part of a property of the objects that are compared.
    part: Option<Part>,
    earliest: usize,
    /// The first branches that were compared and that serde tries.
    compared: [usize; MANY_COMPARED],
    tried: usize,
}

impl<'a, const ROOM: usize> Search<'a, ROOM> {
    /// The search for a branch that hides `rest`, a part of branch `i`.
    #[inline]
    const fn new(index: &'a Index<ROOM>, union: &'a Union, i: usize, rest: NodeRef) -> Self {
        let branch = &union.branches[i];
        let compared = [0; MANY_COMPARED];
        Self { index, union, branch, rest, profile: None, part: None, earliest: i, compared, tried: 0 }
    }

    #[inline]
    const fn all(&mut self) {
        self.compare(ANYTHING);
        let link = through_newtypes(self.rest);
        if let Shape::Object(object) = &link.node().shape {
            self.compare(OBJECT);
            // A branch that reads the object with each variant reads it with the first.
            self.properties(Members::with_first_variant(object), 0);
        } else {
            self.compare_all(&Keys::offered(link, DEPTH));
            if let Shape::Array(Array { length: Some(length), .. }) = link.node().shape {
                self.compare(mix(FIELDS, length as u64));
            }
        }
        if let Some(object) = flattened_object(link)
            && let Some(property) = first_property(object)
        {
            self.compare(mix(FIRST_PROPERTY, first_key::key(property)));
        }
    }

    #[inline]
    const fn properties(&mut self, members: Members, flattened: usize) {
        let mut i = 0;
        while i < members.object.properties.len() {
            let property = &members.object.properties[i];
            if !property.flatten {
                self.property(property);
            } else if let Some(inner) = members.flattened(property)
                && flattened < MANY_FLATTENED
            {
                self.properties(inner, flattened + 1);
            }
            i += 1;
        }
    }

    #[inline]
    const fn property(&mut self, property: &Property) {
        let name = fingerprint(property.name());
        let value = match self.part {
            Some(part) if text::same(part.name, property.name()) => part.value,
            _ => property.value,
        };
        let offered = Keys::offered(value, DEPTH - 1);
        let mut i = 0;
        while i < offered.length {
            self.compare(property_key(name, offered.list[i]));
            i += 1;
        }
    }

    #[inline]
    const fn compare_all(&mut self, keys: &Keys) {
        let mut i = 0;
        while i < keys.length {
            self.compare(keys.list[i]);
            i += 1;
        }
    }

    /// Compares the branch with those that are registered under `key`.
    #[inline]
    const fn compare(&mut self, key: u64) {
        let mut next = self.index.last(key);
        while next > 0 {
            let registration = &self.index.registrations[next - 1];
            let place = registration.branch;
            if place < self.earliest {
                let earlier = &self.union.branches[place];
                if self.clashes(earlier) {
                    self.earliest = place;
                } else if self.tried < MANY_COMPARED && is_tried(self.union, earlier, self.branch) {
                    self.compared[self.tried] = place;
                    self.tried += 1;
                }
            }
            next = registration.before;
        }
    }

    #[inline]
    const fn clashes(&self, earlier: &Branch) -> bool {
        let Some(part) = self.part else {
            return clash(self.union, earlier, self.branch, self.rest, self.profile);
        };
        is_tried(self.union, earlier, self.branch) && self.reads_part(earlier, part)
    }
}
