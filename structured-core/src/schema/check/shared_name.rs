//! `#[serde(flatten)]`: no name of a property occurs twice, or is an alias of another property.
//!
//! The names of one flattened field are put into a table, and those of the other fields are looked up there.

use crate::schema::catalog::{MANY_FLATTENED, through_newtypes};
use crate::schema::link::NodeRef;
use crate::schema::node::{Object, Property, Shape};
use crate::schema::table::{Probe, Table};
use crate::schema::text::{self, fail, fingerprint};

/// The number of names that most flattened types stay within.
const FEW: usize = 64;
/// The maximum number of names of one flattened type that are compared.
const MANY: usize = 16_384;

/// Checks that the flattened property `i` of an object of `owner` shares no name with the others.
#[track_caller]
#[inline]
pub(super) const fn no_shared_name(owner: &str, object: &'static Object, i: usize) {
    let few = Names::<FEW>::of(object.properties[i].value);
    if few.overflow { large::<MANY>(owner, object, i) } else { few.all(owner, object, i) }
}

/// A separate function, because the table would fill the stack of the caller at run time. It is generic,
/// so that this crate has no machine code for it.
#[track_caller]
#[inline(never)]
const fn large<const N: usize>(owner: &str, object: &'static Object, i: usize) {
    Names::<N>::of(object.properties[i].value).all(owner, object, i);
}

/// The names by which serde reads the properties of a flattened type.
struct Names<const N: usize> {
    places: Table<N>,
    list: [Name; N],
    length: usize,
    /// Whether there were more than `N`.
    overflow: bool,
}

#[derive(Clone, Copy)]
struct Name {
    text: &'static str,
    /// Whether it is an alias, which is not a name in the schema.
    is_alias: bool,
}

impl<const N: usize> Names<N> {
    #[inline]
    const fn of(link: NodeRef) -> Self {
        let list = [Name { text: "", is_alias: false }; N];
        let mut names = Self { places: Table::new(), list, length: 0, overflow: false };
        names.add_all(link, 0);
        names
    }

    #[inline]
    const fn add_all(&mut self, link: NodeRef, flattened: usize) {
        let mut i = 0;
        match &through_newtypes(link).node().shape {
            Shape::Object(object) if flattened < MANY_FLATTENED => {
                while i < object.properties.len() && !self.overflow {
                    let property = &object.properties[i];
                    if property.flatten {
                        self.add_all(property.value, flattened + 1);
                    } else {
                        self.add_names(property);
                    }
                    i += 1;
                }
            }
            Shape::Union(union) => {
                while i < union.branches.len() && !self.overflow {
                    self.add_all(union.branches[i].value, flattened + 1);
                    i += 1;
                }
            }
            _ => {}
        }
    }

    #[inline]
    const fn add_names(&mut self, property: &Property) {
        self.add(property.name(), false);
        let mut i = 0;
        while i < property.aliases.len() {
            self.add(property.aliases[i], true);
            i += 1;
        }
    }

    #[inline]
    const fn add(&mut self, text: &'static str, is_alias: bool) {
        let key = fingerprint(text);
        let probe = self.search(key, text);
        if let Some(place) = probe.found {
            self.list[place].is_alias &= is_alias;
            return;
        }
        if self.length == N {
            self.overflow = true;
            return;
        }
        self.list[self.length] = Name { text, is_alias };
        self.places.set(probe, key, self.length);
        self.length += 1;
    }

    #[inline]
    const fn search(&self, key: u64, text: &str) -> Probe {
        let mut probe = self.places.find(key);
        while let Some(place) = probe.found
            && !text::same(self.list[place].text, text)
        {
            probe = self.places.find_next(key, probe);
        }
        probe
    }

    #[inline]
    const fn find(&self, text: &str) -> Option<Name> {
        match self.search(fingerprint(text), text).found {
            Some(place) => Some(self.list[place]),
            None => None,
        }
    }

    /// Looks up the names of the other fields. If two flattened fields share a name, the later one is reported.
    #[track_caller]
    #[inline]
    const fn all(&self, owner: &str, object: &'static Object, i: usize) {
        let inner = through_newtypes(object.properties[i].value).node().name();
        let mut k = 0;
        while k < object.properties.len() {
            let other = &object.properties[k];
            if !other.flatten {
                self.own(owner, inner, other);
            } else if k < i {
                self.flattened(owner, inner, through_newtypes(other.value).node().name(), other.value, 0);
            }
            k += 1;
        }
    }

    /// A field that is not flattened. serde reads it first, including its aliases.
    #[track_caller]
    #[inline]
    const fn own(&self, owner: &str, inner: &str, other: &Property) {
        if let Some(Name { is_alias: false, .. }) = self.find(other.name()) {
            fail(&[
                "property `",
                other.name(),
                "` of `",
                owner,
                "` occurs twice: from a field of its own and, flattened, from `",
                inner,
                "`\nhelp: rename one of them with `#[serde(rename = \"...\")]`",
            ]);
        }
        let mut i = 0;
        while i < other.aliases.len() {
            if let Some(Name { is_alias: false, text }) = self.find(other.aliases[i]) {
                fail(&[
                    "`",
                    text,
                    "` is an alias of `",
                    other.name(),
                    "` and, flattened from `",
                    inner,
                    "`, a name of another property, and serde reads one field from it\n\
                     help: remove the alias, or rename one of them",
                ]);
            }
            i += 1;
        }
    }

    /// The names of another flattened type.
    #[track_caller]
    #[inline]
    const fn flattened(&self, owner: &str, inner: &str, other: &str, link: NodeRef, flattened: usize) {
        let mut i = 0;
        match &through_newtypes(link).node().shape {
            Shape::Object(object) if flattened < MANY_FLATTENED => {
                while i < object.properties.len() {
                    let property = &object.properties[i];
                    if property.flatten {
                        self.flattened(owner, inner, other, property.value, flattened + 1);
                    } else {
                        self.names_of(owner, inner, other, property);
                    }
                    i += 1;
                }
            }
            Shape::Union(union) => {
                while i < union.branches.len() {
                    self.flattened(owner, inner, other, union.branches[i].value, flattened + 1);
                    i += 1;
                }
            }
            _ => {}
        }
    }

    #[track_caller]
    #[inline]
    const fn names_of(&self, owner: &str, inner: &str, other: &str, property: &Property) {
        match self.find(property.name()) {
            Some(Name { is_alias: true, text }) => alias(owner, inner, other, text),
            Some(Name { is_alias: false, text }) => fail(&[
                "property `",
                text,
                "` of `",
                owner,
                "` occurs twice: flattened from `",
                other,
                "` and from `",
                inner,
                "`\nhelp: rename one of them with `#[serde(rename = \"...\")]`",
            ]),
            None => {}
        }
        let mut i = 0;
        while i < property.aliases.len() {
            if let Some(Name { is_alias: false, text }) = self.find(property.aliases[i]) {
                alias(owner, inner, other, text);
            }
            i += 1;
        }
    }
}

#[track_caller]
#[inline]
const fn alias(owner: &str, inner: &str, other: &str, name: &str) -> ! {
    fail(&[
        "`",
        name,
        "` is read as a property of `",
        other,
        "` and of `",
        inner,
        "`, which are both flattened into `",
        owner,
        "`, and is an alias\nhelp: remove the alias, or rename one of them",
    ])
}
