//! The instances that an instance reaches.

use super::{Instance, InstanceInside, Nesting, is_cut_argument, is_inside_itself};
use crate::schema::text::mix;

/// An instance at a place, and the instances that it leads to.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// Zero for a type that is not an instance.
    fingerprint: u64,
    /// The key of the generic type, whatever its arguments are.
    key: u64,
    /// Whether the instance is a reference.
    is_cut: bool,
    /// Whether the instance is a reference, or one that it leads to.
    has_cut: bool,
    /// Whether it is the argument of another instance.
    is_argument: bool,
    fields: &'static [Reached],
}

impl Reached {
    /// A type that is not an instance.
    pub(crate) const NOTHING: Self =
        Self { fingerprint: 0, key: 0, is_cut: false, has_cut: false, is_argument: false, fields: &[] };

    /// An instance that has a definition.
    #[must_use]
    pub const fn instance<T, N: Nesting>() -> Self
    where
        T: InstanceInside<N> + InstanceInside<N::Definition>,
    {
        if N::IS_FLATTENED {
            return Self::inlined::<T, N>();
        }
        if N::IS_CUT {
            return Self::cut::<T>(T::FINGERPRINT);
        }
        Self::with_fields::<T>(T::FINGERPRINT, fields::<T, N::Definition>())
    }

    /// An instance that is written inline.
    #[must_use]
    pub const fn inlined<T: InstanceInside<N>, N: Nesting>() -> Self {
        if is_inside_itself::<T, N>() {
            return Self::NOTHING;
        }
        // As an argument it is a part of another definition, which needs a description of it.
        let fingerprint = mix(T::FINGERPRINT, if N::IS_ARGUMENT { 2 } else { 1 });
        if is_cut_argument::<N>() {
            Self::cut::<T>(fingerprint)
        } else {
            Self::with_fields::<T>(fingerprint, fields::<T, N>())
        }
    }

    const fn cut<T: Instance>(fingerprint: u64) -> Self {
        Self { fingerprint: fingerprint | 1, key: T::DEFINITION.key, is_cut: true, has_cut: true, ..Self::NOTHING }
    }

    const fn with_fields<T: Instance>(fingerprint: u64, fields: &'static [Self]) -> Self {
        let mut has_cut = false;
        let mut i = 0;
        while i < fields.len() {
            has_cut |= fields[i].has_cut;
            i += 1;
        }
        // Zero has another meaning.
        Self { fingerprint: fingerprint | 1, key: T::DEFINITION.key, has_cut, fields, ..Self::NOTHING }
    }

    /// The argument of an instance.
    #[must_use]
    pub const fn argument(self) -> Self {
        Self { is_argument: true, ..self }
    }
}

/// A separate function, because the fields must not be evaluated where an instance is a reference.
const fn fields<T: InstanceInside<N>, N: Nesting>() -> &'static [Reached] {
    T::FIELDS
}

/// What an instance reaches at a nesting.
pub(super) enum Extent {
    /// Every instance that it reaches is described at least once. A walk over the schema needs at least this nesting.
    Complete(usize),
    /// An instance is only referred to.
    Incomplete,
    /// There are more instances than in any finite recursion that people write.
    TooMany,
}

/// The number of instances that one instance may reach.
const MANY: usize = 256;

/// The number of instances of one generic type that may lead to each other, with different arguments.
const MANY_INSTANCES: usize = 6;

/// Visits all instances that `root` reaches, breadth first, so that each is met first where the most instances may be
/// described inside it.
pub(super) const fn extent(root: Reached, is_flattened: bool) -> Extent {
    if !root.has_cut {
        return Extent::Complete(0);
    }
    let mut seen = [0; 2 * MANY];
    let mut queue = [Visited { reached: Reached::NOTHING, from: 0 }; MANY];
    if !is_flattened {
        add(&mut seen, root.fingerprint);
    }
    queue[0].reached = root;
    let mut next = 0;
    let mut length = 1;
    let mut has_arguments = false;
    let mut is_incomplete = false;
    while next < length {
        let fields = queue[next].reached.fields;
        let mut i = 0;
        while i < fields.len() {
            let field = fields[i];
            has_arguments |= field.is_argument;
            if field.fingerprint != 0 && add(&mut seen, field.fingerprint) {
                is_incomplete |= field.is_cut;
                if length == MANY || field.is_cut && instances(&queue, next, field.key) >= MANY_INSTANCES {
                    return Extent::TooMany;
                }
                queue[length] = Visited { reached: field, from: next };
                length += 1;
            }
            i += 1;
        }
        next += 1;
    }
    if is_incomplete {
        return Extent::Incomplete;
    }
    // The walk over a schema takes the description of a type that it meets first. It meets all definitions breadth
    // first, so each is met where the most instances are described inside it. An argument lies deeper in the schema
    // than here. But no path from one definition to the next visits one twice.
    Extent::Complete(if has_arguments { smaller(length - 1, ENOUGH) } else { 0 })
}

/// A nesting that is enough in practice. The compiler limits the number of constants that depend on each other.
const ENOUGH: usize = 6;

const fn smaller(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[derive(Clone, Copy)]
struct Visited {
    reached: Reached,
    /// The index of the instance that leads here.
    from: usize,
}

/// The number of instances of one generic type on the way to an instance.
const fn instances(queue: &[Visited; MANY], mut i: usize, key: u64) -> usize {
    let mut count = 0;
    loop {
        if queue[i].reached.key == key {
            count += 1;
        }
        if i == 0 {
            return count;
        }
        i = queue[i].from;
    }
}

/// Adds a fingerprint to the hash table. Returns whether it is new.
const fn add(seen: &mut [u64; 2 * MANY], fingerprint: u64) -> bool {
    let mut i = (fingerprint >> 8) as usize % (2 * MANY);
    while seen[i] != 0 {
        if seen[i] == fingerprint {
            return false;
        }
        i = (i + 1) % (2 * MANY);
    }
    seen[i] = fingerprint;
    true
}
