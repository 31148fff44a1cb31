//! The hashes that const code computes. The derive computes the same ones.

use super::{BASE, Outliner, PARAGRAPHS};
use crate::schema::node::Annotations;

impl<const N: usize> Outliner<'_, N> {
    /// The hash of the description of a place and of its type. The schema has both, with an empty line between them.
    #[inline]
    pub(super) const fn joined(&mut self, described: u64, annotations: &Annotations) -> u64 {
        let own = annotations.hash;
        if own == 0 {
            self.is_known &= annotations.description.is_none();
            return described;
        }
        if described == 0 {
            return own;
        }
        let mut hash = (described & !PARAGRAPHS) as u128;
        let mut count = own & PARAGRAPHS;
        while count > 0 {
            hash = (hash * BASE) & (u64::MAX as u128);
            count -= 1;
        }
        let count = (described & PARAGRAPHS) + (own & PARAGRAPHS);
        self.is_known &= count <= PARAGRAPHS;
        (hash + (own & !PARAGRAPHS) as u128) as u64 | count
    }
}

/// The hash of a property with the hash of its place and name, and that of its description. The derive computes the same.
#[inline]
pub(super) const fn property_hash(name: u64, described: u64) -> u64 {
    let product = (name as u128 ^ BASE) * (described ^ 0xf39c_c060_5ced_c835) as u128;
    (product >> 64) as u64 ^ product as u64
}
