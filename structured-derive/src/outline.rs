//! The numbers by which const code recognises the schema of a type in a file without writing it.
//!
//! structured-core describes outlines in `schema/drift/outline.rs`, and combines the numbers of several types. This crate
//! computes those of the texts that it knows: the texts of one type, and those of a schema file.

/// The base of the numbers that combine items, and the seed of the hashes.
pub(crate) const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The sum to which the hashes of an object's properties are added. It is not zero, which says that the sum is not known.
pub(crate) const EMPTY_OBJECT: u64 = 1;

/// A hash of the name of a definition, which is FNV-1a. Const code computes the same hash.
pub(crate) fn definition_hash(name: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    name.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

// The bits of the number of a property beside its hashes: see `Property::known` of structured-core.

/// The length of the name. All of these bits are set if it is longer.
pub(crate) const LENGTH_OF_NAME: u64 = 0x3ff;
pub(crate) const IS_DESCRIBED: u64 = 0x400;
pub(crate) const IS_DEFAULT: u64 = 0x800;
const UNHASHED: u64 = LENGTH_OF_NAME | IS_DESCRIBED | IS_DEFAULT;

/// A hash of the place and name of a property, which [`property_hash`] completes. It has none of the other bits, and is
/// not zero, which would say that the property is part of a sum.
pub(crate) fn name_hash(place: usize, name: &str) -> u64 {
    let hash = mix(text_hash(name), place as u64) & !UNHASHED;
    if hash == 0 { UNHASHED + 1 } else { hash }
}

/// A hash of the place, name and description of a property. `described` is the hash of the description, or zero.
pub(crate) const fn property_hash(name: u64, described: u64) -> u64 {
    mix(name, described)
}

/// The bits of the hash of a description that are the number of its paragraphs.
const PARAGRAPHS: u64 = 7;

/// A hash of a description, or `None` if it has too many paragraphs.
///
/// Const code joins the hashes of two descriptions where a schema joins their texts. So the hash of several paragraphs is
/// made of those of each.
pub(crate) fn description_hash(text: &str) -> Option<u64> {
    // Most descriptions have one paragraph, which has no escape.
    if !text.as_bytes().contains(&b'\\') {
        return Some(text_hash(text) & !PARAGRAPHS | 1);
    }
    let (mut hash, mut count) = (0_u64, 0);
    for paragraph in text.split("\\n\\n") {
        hash = hash.wrapping_mul(BASE).wrapping_add(text_hash(paragraph) & !PARAGRAPHS);
        count += 1;
    }
    (count <= PARAGRAPHS).then_some(hash | count)
}

/// A hash of a text. Const code computes the same hash.
///
/// It takes sixteen bytes at a time, because macros run unoptimized and const code is interpreted.
pub(crate) fn text_hash(text: &str) -> u64 {
    let mut rest = text.as_bytes();
    let mut hash = rest.len() as u128 * u128::from(BASE);
    let Some(last) = rest.last_chunk() else {
        let mut chunk = [0; 16];
        chunk[..rest.len()].copy_from_slice(rest);
        return low_half(step(hash, u128::from_le_bytes(chunk)));
    };
    while let Some((chunk, after)) = rest.split_first_chunk() {
        hash = step(hash, u128::from_le_bytes(*chunk));
        rest = after;
    }
    // The last step overlaps the one before it.
    if !rest.is_empty() {
        hash = step(hash, u128::from_le_bytes(*last));
    }
    low_half(hash)
}

const fn step(hash: u128, chunk: u128) -> u128 {
    let product = (hash ^ chunk).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    // The low bits of a product do not depend on the high bits of its factors.
    product ^ (product >> 64)
}

/// Combines two hashes.
const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ BASE) as u128 * (b ^ 0xf39c_c060_5ced_c835) as u128;
    low_half(product >> 64) ^ low_half(product)
}

#[expect(clippy::cast_possible_truncation, reason = "the high half is left out")]
const fn low_half(number: u128) -> u64 {
    number as u64
}
