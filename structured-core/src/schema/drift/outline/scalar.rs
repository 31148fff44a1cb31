//! Plain types, lists of them, and other scalars.

use super::{LIST, NESTED, NULL, Outliner, PARAGRAPHS, RAW, SCALAR};
use crate::schema::catalog::MANY_WRAPPERS;
use crate::schema::link::NodeRef;
use crate::schema::node::{Annotations, Newtype, Scalar, ScalarKind, Shape};
use crate::schema::plain::{self, OPTION_BODY};
use crate::schema::render::{self, Cursor};
use crate::schema::text::{self, Text};

/// Bodies are the digits of a number to the base 256, of which the outline has the remainder of this prime number.
///
/// It is not near a power of two. Otherwise a power of 256 would leave a small remainder, and a change of one body could
/// cancel that of another.
pub(super) const MODULUS: u128 = 11_400_714_819_323_198_393;
/// The longest schema of a scalar, in bytes.
const SCALAR_LENGTH: usize = 1024;

impl<const N: usize> Outliner<'_, N> {
    /// Adds a property of a plain type.
    #[inline]
    pub(super) const fn body(&mut self, body: u8) {
        let body = self.in_profile(body);
        self.bodies = (self.bodies * 256 + body as u128) % MODULUS;
    }

    /// The body that the profile has for a plain type.
    #[inline]
    const fn in_profile(&self, body: u8) -> u8 {
        if body as u32 & self.bounded == 0 { body } else { plain::unbounded(body) }
    }

    /// Adds a plain type. Returns what [`value`](Self::value) does.
    #[inline]
    pub(super) const fn plain(&mut self, body: u8, is_nullable: bool, described: u64, is_property: bool) -> u64 {
        let body = if is_nullable { body | OPTION_BODY } else { body };
        if is_property {
            self.body(body | (described != 0) as u8);
            return described;
        }
        let body = self.in_profile(body);
        self.item(SCALAR ^ body as u64);
        described ^ NESTED
    }

    #[inline]
    pub(super) const fn array(&mut self, items: NodeRef, is_nullable: bool, described: u64, is_property: bool) -> u64 {
        // A list of newtypes that add nothing is like one of plain types.
        if let Shape::Newtype(_) | Shape::Scalar(_) = &items.node().shape {
            let list = plain::list(self.plain_number(bare(items)));
            if list != plain::NOTHING {
                return self.plain(plain::body(list, false), is_nullable, described, is_property);
            }
        }
        self.schema_of(items);
        self.item(LIST + is_nullable as u64);
        described ^ NESTED
    }

    /// The number of a plain type, or of another one whose schema is the same in this profile.
    #[inline]
    const fn plain_number(&self, link: NodeRef) -> usize {
        match &link.node().shape {
            Shape::Scalar(scalar) if scalar.form.is_none() && !self.has_bounds(scalar) => {
                plain::without_bounds(scalar.kind)
            }
            _ => (link.body() / 2) as usize,
        }
    }

    /// Whether the schema of a scalar may have bounds that its type implies.
    #[inline]
    const fn has_bounds(&self, scalar: &Scalar) -> bool {
        scalar.range.is_some() && self.bounded == 0
    }

    /// Adds a scalar that is not plain. `cursor` has the title and the constraints of the place.
    pub(super) const fn scalar(&mut self, link: NodeRef, described: u64, mut cursor: Cursor, is_property: bool) -> u64 {
        let mut link = link;
        let mut described = described;
        let mut newtypes = 0;
        let scalar = loop {
            let node = link.node();
            match &node.shape {
                Shape::Scalar(scalar) => break scalar,
                Shape::Nullable(inner) => {
                    cursor.is_nullable = true;
                    link = *inner;
                }
                Shape::Newtype(newtype) if newtypes < MANY_WRAPPERS => {
                    described = self.joined(described, &node.annotations);
                    if cursor.title.is_none() {
                        cursor.title = node.annotations.title;
                    }
                    if let Some(constraints) = newtype.constraints {
                        cursor.constrain(constraints);
                    }
                    link = newtype.inner;
                    newtypes += 1;
                }
                _ => {
                    self.is_known = false;
                    return 0;
                }
            }
        };
        let is_bare = matches!((&cursor.title, &cursor.constraints[0]), (None, None));
        if is_bare && matches!(scalar.kind, ScalarKind::Null) {
            self.item(NULL);
            return described ^ NESTED;
        }
        let form = render::form_description(self.profile, scalar);
        if let Some(text) = form {
            let hash = text::fingerprint(text) & !PARAGRAPHS | 1;
            described = self.joined(described, &Annotations { description: form, hash, ..Annotations::NONE });
        }
        let has_form = scalar.form.is_some() && form.is_none();
        if is_bare && !has_form && !self.has_bounds(scalar) {
            let body = plain::body(plain::without_bounds(scalar.kind), false);
            return self.plain(body, cursor.is_nullable, described, is_property);
        }
        let mut bytes = [0; SCALAR_LENGTH];
        let mut text = Text::new(&mut bytes);
        render::scalar(&mut text, self.profile, scalar, cursor);
        let length = text.written();
        // A number without zero is a union, and the description of a form is not part of the text.
        self.is_known &= !text.is_cut() && form.is_none() && !(self.has_bounds(scalar) && scalar.excludes_zero());
        self.item(RAW ^ text::fingerprint(text::written(&bytes, length)));
        described ^ NESTED
    }
}

/// The type inside newtypes that add nothing to its schema.
#[inline]
const fn bare(link: NodeRef) -> NodeRef {
    let mut link = link;
    let mut newtypes = 0;
    while newtypes < MANY_WRAPPERS {
        let node = link.node();
        match (&node.shape, &node.annotations) {
            (
                Shape::Newtype(Newtype { inner, constraints: None, .. }),
                Annotations { title: None, description: None, .. },
            ) => link = *inner,
            _ => break,
        }
        newtypes += 1;
    }
    link
}
