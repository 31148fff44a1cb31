//! Finding the end of the plain part of a JSON string.

/// How many bytes from the start need no decoding: those before a quote, a backslash or a control character.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = special_bytes(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let start = words.len() * 8;
    match tail.split_first_chunk::<4>() {
        // An incomplete word is filled with spaces, which are plain.
        Some((half, rest)) => match special_bytes(u64::from(u32::from_le_bytes(*half)) | SPACES << 32) {
            0 => start + 4 + plain_length_bytewise(rest),
            found => start + found.trailing_zeros() as usize / 8,
        },
        None => start + plain_length_bytewise(tail),
    }
}

#[inline]
fn plain_length_bytewise(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| byte != b'"' && byte != b'\\' && byte >= 0x20).count()
}

const ONES: u64 = u64::MAX / 255;
const SPACES: u64 = ONES * 0x20;

/// Sets the high bit of each byte of `word` that is not plain. Only the lowest set bit is exact, and only that is used.
#[inline]
fn special_bytes(word: u64) -> u64 {
    const HIGHS: u64 = ONES << 7;
    let quote = word ^ (ONES * u64::from(b'"'));
    let backslash = word ^ (ONES * u64::from(b'\\'));
    let zero_in = |word: u64| word.wrapping_sub(ONES) & !word;
    let below_space = word.wrapping_sub(SPACES) & !word;
    (zero_in(quote) | zero_in(backslash) | below_space) & HIGHS
}
