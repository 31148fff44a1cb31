//! Hashes of texts and numbers.

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

/// A hash of a text that takes one step of the const interpreter for every eight bytes.
#[inline]
pub(crate) const fn fingerprint(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let length = size_of_val(text);
    let mut hash = mix(FNV_OFFSET, length as u64);
    if length < 8 {
        return self::hash(hash, text);
    }
    let mut i = 0;
    while i + 8 <= length {
        hash = mix(hash, eight(bytes, i));
        i += 8;
    }
    mix(hash, eight(bytes, length - 8))
}

/// Mixes `value` into a hash.
#[expect(clippy::manual_rotate, reason = "`rotate_left` costs the const interpreter nine times as much")]
#[inline]
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    (((hash << 23) | (hash >> 41)) ^ value).wrapping_mul(FNV_PRIME)
}

/// Bytes as a number. `u64::from_ne_bytes` does the same with a call, which the const interpreter charges for.
union ShortChunk {
    bytes: [u8; 8],
    number: u64,
}

/// The eight bytes of `bytes` from `start` on, as a number.
#[expect(unsafe_code, reason = "the safe way takes ten calls")]
#[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
#[inline]
const fn eight(bytes: &[u8], start: usize) -> u64 {
    assert!(start + 8 <= bytes.len());
    let bytes = &raw const *bytes;
    // SAFETY: there are eight bytes from `start` on, and every value of them is a number.
    unsafe { ShortChunk { bytes: *(&raw const (*bytes)[start] as *const [u8; 8]) }.number }
}
