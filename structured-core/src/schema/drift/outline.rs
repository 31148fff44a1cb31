//! Whether a file has the schema of a type, decided without writing the schema.
//!
//! Writing a schema and comparing it is most of what a bound file costs. So the derive of each type hashes the texts that it
//! knows, and the derive of the bound type hashes the texts of the file. Const code then only follows the types and
//! combines their hashes. If the result is that of the file, the file has the schema. If not, or if the schema has a part
//! that is not described here, the schema is written and compared with the file.
//!
//! An outline has two numbers, each of which combines a list:
//!
//! - The *bodies* are the indices of the [bodies](crate::schema::plain::body) of all properties of plain types, in order.
//! - The *items* are the other parts of the schema, the inner ones before the outer ones. An item is a hash of a text or a
//!   small number, or both, combined by `^`:
//!
//! ```text
//! root    = object, then for each definition: DEFINITION ^ name, schema
//! schema  = content, then a hash of the description, or zero
//! content = one of
//!           object, then OPTION if it is one
//!           REFERENCE ^ name of the definition
//!           ROOT, a reference to the root
//!           schema of the items of a list, LIST
//!           ENUM ^ hash of the values
//!           schemas of the branches of a union, UNION ^ their number
//!           NULL
//!           SCALAR ^ body of a plain type
//!           RAW ^ hash of the text of another scalar, without the description
//! object  = contents of the properties that are not of plain types, OBJECT ^ sum of the hashes of all properties
//! ```
//!
//! For an option, REFERENCE, ROOT, LIST and ENUM are greater by one. The hash of a property combines its place, its name and
//! its description. For a property that is not of a plain type, the description is marked with [`NESTED`].
//!
//! Because the hashes of properties are added, the derive of a struct can add those whose types have the name of a plain
//! type. By chance, two different schemas have the same outline once in about 2⁶⁰ pairs.

#![expect(clippy::cast_possible_truncation, reason = "only the low halves of products and sums are used")]

mod hashes;
mod scalar;

use self::hashes::property_hash;
use self::scalar::MODULUS;
use crate::profile::{Keyword, Profile, SelfReference};
use crate::schema::catalog::{Catalog, MANY_WRAPPERS};
use crate::schema::link::NodeRef;
use crate::schema::names::Names;
use crate::schema::node::{Annotations, Node, Object, Property, ScalarKind, Shape, UNHASHED, Union};
use crate::schema::plain::{BOUNDED_BODY, FIRST_BODY};
use crate::schema::render::Cursor;
use crate::schema::text::{self, Text};

/// The outline of a schema or of a file: the items in the high half, and the bodies in the low half.
pub(crate) type Outline = u128;

// The derive has the same numbers, and computes the same hashes.

/// Items are the digits of a number to this base, of which the outline has the low half.
const BASE: u128 = 0x9e37_79b9_7f4a_7c15;

const DEFINITION: u64 = 1;
const OBJECT: u64 = 2;
const OPTION: u64 = 3;
const REFERENCE: u64 = 4;
const ROOT: u64 = 6;
const LIST: u64 = 8;
const ENUM: u64 = 10;
const INTEGER_ENUM: u64 = 12;
const NULL: u64 = 14;
const RAW: u64 = 15;
const SCALAR: u64 = 1 << 32;
const UNION: u64 = 2 << 32;
/// Marks the description of a property that is not of a plain type.
const NESTED: u64 = 1 << 63;
/// The bits of the hash of a description that are the number of its paragraphs.
const PARAGRAPHS: u64 = 7;

/// The bits of [`Property::known`] that are the hash of the place and name.
const NAME_HASH: u128 = u64::MAX as u128 & !UNHASHED;

/// Objects, lists and unions inside each other. The const interpreter allows 128 nested calls, and each takes up to four.
const MANY_LEVELS: usize = 24;
/// The longest name of a definition, in bytes.
const NAME: usize = 256;

/// An outline that is being computed.
struct Outliner<'a, const N: usize> {
    catalog: &'a Catalog<N>,
    names: &'a Names<N>,
    profile: &'a Profile,
    /// The bits of bodies whose bounds the profile leaves out, in four bodies. Zero if it leaves none out.
    bounded: u32,
    items: u128,
    bodies: u128,
    /// Whether all parts so far can be described.
    is_known: bool,
    /// The objects, lists and unions around the current place.
    levels: usize,
}

/// The outline of the schema with the definitions of `catalog`. It is zero if the schema has a part that no outline
/// describes.
#[inline]
pub(crate) const fn outline<const N: usize>(catalog: &Catalog<N>, names: &Names<N>, profile: &Profile) -> Outline {
    let bounded = if profile.keywords.contains(Keyword::Minimum) { 0 } else { 0x0101_0101 * BOUNDED_BODY as u32 };
    let mut outliner = Outliner { catalog, names, profile, bounded, items: 0, bodies: 0, is_known: true, levels: 0 };
    outliner.schema();
    let Outliner { items, bodies, is_known, .. } = outliner;
    if is_known { items << 64 | bodies } else { 0 }
}

impl<const N: usize> Outliner<'_, N> {
    #[inline]
    const fn schema(&mut self) {
        let node = self.catalog.entries[0].node();
        // The description of the root is not part of the schema.
        let (Shape::Object(object), None) = (&node.shape, node.annotations.title) else {
            self.is_known = false;
            return;
        };
        self.object(object);
        let mut i = 0;
        while i < self.catalog.length && self.is_known {
            if self.catalog.is_in_defs(i, self.profile) {
                let name = self.name(i);
                self.item(DEFINITION ^ name);
                let described = self.definition(self.catalog.entries[i].node());
                self.item(described);
            }
            i += 1;
        }
    }

    /// Adds an item. No product of two 64-bit numbers has more than 128 bits.
    #[inline]
    const fn item(&mut self, item: u64) {
        self.items = (self.items * BASE + item as u128) & (u64::MAX as u128);
    }

    /// A hash of the name of entry `i`.
    #[inline]
    const fn name(&mut self, i: usize) -> u64 {
        if let Some(hash) = self.names.hash(i) {
            return hash;
        }
        let mut bytes = [0; NAME];
        let mut text = Text::new(&mut bytes);
        self.names.push_after("", &mut text, self.catalog, i);
        self.is_known &= !text.is_cut();
        let length = text.written();
        text::hash(text::FNV_OFFSET, text::written(&bytes, length))
    }

    /// Adds an object without its description.
    const fn object(&mut self, object: &'static Object) {
        if object.flattened || object.sum == 0 || self.levels == MANY_LEVELS {
            self.is_known = false;
            return;
        }
        self.levels += 1;
        // Only the low half of the sum counts. Adding to a `u64` takes a call more, because it may overflow.
        let mut sum = object.sum as u128;
        let mut left = object.properties;
        loop {
            // Most properties have plain types. Four of them take half as many steps as one by one.
            while let [a, b, c, d, others @ ..] = left
                && a.known | b.known | c.known | d.known <= UNHASHED
            {
                let bodies = u32::from_le_bytes([d.body, c.body, b.body, a.body]);
                if bodies & self.bounded != 0 {
                    break;
                }
                self.bodies = (self.bodies * (1 << 32) + bodies as u128) % MODULUS;
                left = others;
            }
            let [property, others @ ..] = left else { break };
            left = others;
            if property.known <= UNHASHED {
                // The body is zero or one for another type with the name of a plain type. No file has such a body.
                self.body(property.body);
            } else {
                sum += self.property(property) as u128;
            }
        }
        self.item(OBJECT ^ sum as u64);
        self.levels -= 1;
    }

    /// Adds the content of a property, and returns its hash.
    #[inline]
    const fn property(&mut self, property: &'static Property) -> u64 {
        let name = (property.known & NAME_HASH) as u64;
        let described = (property.known >> 64) as u64;
        if property.body >= FIRST_BODY {
            self.body(property.body);
            return property_hash(name, described);
        }
        // Not a pair, because the interpreter would build it.
        let described = if let None = property.title
            && let None = property.constraints
        {
            self.value(property.value, described, true)
        } else {
            let mut cursor = Cursor::START;
            cursor.title = property.title;
            if let Some(constraints) = property.constraints {
                cursor.constrain(constraints);
            }
            self.scalar(property.value, described, cursor, true)
        };
        property_hash(name, described)
    }

    /// Adds the content of a definition, and returns the hash of its description.
    #[inline]
    const fn definition(&mut self, node: &'static Node) -> u64 {
        if let Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) = &node.shape {
            return self.shape(node, 0, false) ^ NESTED;
        }
        self.is_known = false;
        0
    }

    /// Adds the schema of the items of a list or of a branch of a union.
    #[inline]
    const fn schema_of(&mut self, link: NodeRef) {
        if self.levels == MANY_LEVELS {
            self.is_known = false;
            return;
        }
        self.levels += 1;
        let described = self.value(link, 0, false);
        self.item(described ^ NESTED);
        self.levels -= 1;
    }

    /// Adds the content of a schema. Returns the hash of its description, which is marked unless it is that of a property
    /// of a plain type. `described` is the hash of the description at the place.
    const fn value(&mut self, link: NodeRef, described: u64, is_property: bool) -> u64 {
        let mut link = link;
        let mut described = described;
        let mut is_nullable = false;
        let mut newtypes = 0;
        loop {
            let body = link.body();
            if body != 0 {
                return self.plain(body, is_nullable, described, is_property);
            }
            let node = link.node();
            match &node.shape {
                Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                    if let Some(_) = &node.definition
                        && let Some(entry) = self.catalog.entry_of(link)
                        && (entry == 0 || self.catalog.entries[entry].is_defined)
                    {
                        self.reference(entry, is_nullable);
                        return described ^ NESTED;
                    }
                    return self.shape(node, described, is_nullable);
                }
                Shape::Nullable(inner) => {
                    is_nullable = true;
                    link = *inner;
                }
                Shape::Array(array) => {
                    self.is_known &= array.length.is_none();
                    return self.array(array.items, is_nullable, described, is_property);
                }
                Shape::Newtype(newtype) if newtypes < MANY_WRAPPERS => {
                    if let Some(_) = &node.definition
                        && let Some(entry) = self.catalog.entry_of(link)
                    {
                        self.reference(entry, is_nullable);
                        return described ^ NESTED;
                    }
                    if newtype.constraints.is_some() || node.annotations.title.is_some() {
                        let cursor = Cursor { is_nullable, ..Cursor::START };
                        return self.scalar(link, described, cursor, is_property);
                    }
                    described = self.joined(described, &node.annotations);
                    link = newtype.inner;
                    newtypes += 1;
                }
                Shape::Scalar(_) => {
                    let cursor = Cursor { is_nullable, ..Cursor::START };
                    return self.scalar(link, described, cursor, is_property);
                }
                Shape::Enclosing => {
                    match self.catalog.entry_of(link) {
                        Some(entry) => self.reference(entry, is_nullable),
                        None => self.is_known = false,
                    }
                    return described ^ NESTED;
                }
                Shape::Newtype(_) | Shape::Rejected => {
                    self.is_known = false;
                    return 0;
                }
            }
        }
    }

    #[inline]
    const fn reference(&mut self, entry: usize, is_nullable: bool) {
        if entry == 0 && matches!(self.profile.self_reference, SelfReference::Root) {
            return self.item(ROOT + is_nullable as u64);
        }
        let name = self.name(entry);
        self.item((REFERENCE + is_nullable as u64) ^ name);
    }

    /// Adds an object, enum or union. Returns the marked hash of its description.
    const fn shape(&mut self, node: &'static Node, described: u64, is_nullable: bool) -> u64 {
        let None = node.annotations.title else {
            self.is_known = false;
            return 0;
        };
        match &node.shape {
            Shape::Object(object) => {
                self.object(object);
                if is_nullable {
                    self.item(OPTION);
                }
            }
            Shape::Enum(values) => {
                let kind = if let ScalarKind::String = values.kind { ENUM } else { INTEGER_ENUM };
                self.item((kind + is_nullable as u64) ^ values.hash);
            }
            Shape::Union(union) => self.union(union, is_nullable),
            _ => {}
        }
        self.joined(described, &node.annotations) ^ NESTED
    }

    #[inline]
    const fn union(&mut self, union: &Union, is_nullable: bool) {
        let mut count = 0;
        while count < union.branches.len() {
            self.schema_of(union.branches[count].value);
            count += 1;
        }
        if is_nullable || union.has_null() {
            let annotations = if let Some(null) = &union.null { &null.annotations } else { &Annotations::NONE };
            self.is_known &= annotations.title.is_none();
            self.item(NULL);
            let described = self.joined(0, annotations);
            self.item(described);
            count += 1;
        }
        self.item(UNION ^ count as u64);
    }
}
