//! Hashes of texts and numbers.

use super::compare::Packed;

/// The initial value of the hash of names, which is 64-bit FNV-1a. The derive uses the same hash.
pub(crate) const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01b3;

/// Continues a hash with a text. The derive computes the same hash.
#[inline]
pub(crate) const fn hash(hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = hash;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(FNV_PRIME);
        i += 1;
    }
    hash
}

/// A hash of a text that takes one step of the const interpreter for every sixteen bytes. The derive computes the same
/// hash.
#[expect(clippy::cast_possible_truncation, reason = "these are the halves of the number")]
#[expect(unsafe_code, reason = "the safe way takes ten calls for each step")]
#[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
#[inline]
pub(crate) const fn fingerprint(text: &str) -> u64 {
    let length = size_of_val(text);
    let bytes = &raw const *text as *const [u8];
    let mut hash = length as u128 * 0x9e37_79b9_7f4a_7c15;
    if length < 16 {
        let mut chunk = 0;
        let mut i = 0;
        while i < length {
            // SAFETY: the text has this byte.
            chunk |= (unsafe { (*bytes)[i] } as u128) << (8 * i);
            i += 1;
        }
        hash = (hash ^ chunk).wrapping_mul(WIDE_PRIME);
        return (hash ^ (hash >> 64)) as u64;
    }
    let last = length - 16;
    let mut i = 0;
    loop {
        // SAFETY: the text has sixteen bytes from `i` on, and every value of them is a number.
        let chunk = unsafe { (*(&raw const (*bytes)[i] as *const Packed<u128>)).0 };
        hash = (hash ^ chunk).wrapping_mul(WIDE_PRIME);
        // The low bits of a product do not depend on the high bits of its factors.
        hash ^= hash >> 64;
        if i == last {
            return hash as u64;
        }
        i += 16;
        if i > last {
            i = last;
        }
    }
}
const WIDE_PRIME: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

/// Mixes `value` into a hash.
#[expect(clippy::manual_rotate, reason = "`rotate_left` costs the const interpreter nine times as much")]
#[inline]
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    (((hash << 23) | (hash >> 41)) ^ value).wrapping_mul(FNV_PRIME)
}
