//! Comparing texts in few steps.

/// A number at any address.
#[repr(C, packed)]
pub(super) struct Packed<T>(pub(super) T);

/// 512 bytes as numbers, at any address.
#[rustfmt::skip]
#[repr(C, packed)]
struct Chunk512(
    u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128,
    u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128, u128,
);

impl Chunk512 {
    /// Whether both have the same bytes. It has no branch, because the const interpreter charges for each.
    const fn same(a: &Self, b: &Self) -> bool {
        let differences = (a.0 ^ b.0)
            | (a.1 ^ b.1)
            | (a.2 ^ b.2)
            | (a.3 ^ b.3)
            | (a.4 ^ b.4)
            | (a.5 ^ b.5)
            | (a.6 ^ b.6)
            | (a.7 ^ b.7)
            | (a.8 ^ b.8)
            | (a.9 ^ b.9)
            | (a.10 ^ b.10)
            | (a.11 ^ b.11)
            | (a.12 ^ b.12)
            | (a.13 ^ b.13)
            | (a.14 ^ b.14)
            | (a.15 ^ b.15)
            | (a.16 ^ b.16)
            | (a.17 ^ b.17)
            | (a.18 ^ b.18)
            | (a.19 ^ b.19)
            | (a.20 ^ b.20)
            | (a.21 ^ b.21)
            | (a.22 ^ b.22)
            | (a.23 ^ b.23)
            | (a.24 ^ b.24)
            | (a.25 ^ b.25)
            | (a.26 ^ b.26)
            | (a.27 ^ b.27)
            | (a.28 ^ b.28)
            | (a.29 ^ b.29)
            | (a.30 ^ b.30)
            | (a.31 ^ b.31);
        differences == 0
    }
}

/// Whether two texts are the same. It compares 512, sixteen or eight bytes in one step.
#[expect(unsafe_code, reason = "the safe way takes ten calls for each step")]
#[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
#[inline]
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let length = size_of_val(a);
    let mut i = 0;
    if length != size_of_val(b) {
        return false;
    }
    // Pointers to the whole texts, because a pointer to an item may only be used for that item.
    let a = &raw const *a as *const [u8];
    let b = &raw const *b as *const [u8];
    // In each of the loops, the last step may overlap the one before it, so that single bytes remain only of short texts.
    if length >= 512 {
        let last = length - 512;
        loop {
            // SAFETY: both texts have 512 bytes from `i` on, and every value of them is one of the numbers.
            let is_same = unsafe {
                Chunk512::same(&*(&raw const (*a)[i] as *const Chunk512), &*(&raw const (*b)[i] as *const Chunk512))
            };
            if !is_same {
                return false;
            }
            if i == last {
                return true;
            }
            i += 512;
            if i > last {
                i = last;
            }
        }
    }
    if length >= 16 {
        let last = length - 16;
        loop {
            // SAFETY: as above, with sixteen bytes.
            let differs = unsafe {
                (*(&raw const (*a)[i] as *const Packed<u128>)).0 != (*(&raw const (*b)[i] as *const Packed<u128>)).0
            };
            if differs {
                return false;
            }
            if i == last {
                return true;
            }
            i += 16;
            if i > last {
                i = last;
            }
        }
    }
    if length >= 8 {
        let last = length - 8;
        // SAFETY: as above, with eight bytes, from the beginning and before the end. The two steps are enough for a text
        // of less than sixteen bytes.
        return unsafe {
            (*(a as *const Packed<u64>)).0 == (*(b as *const Packed<u64>)).0
                && (*(&raw const (*a)[last] as *const Packed<u64>)).0
                    == (*(&raw const (*b)[last] as *const Packed<u64>)).0
        };
    }
    while i < length {
        // SAFETY: both texts have this byte.
        if unsafe { (*a)[i] != (*b)[i] } {
            return false;
        }
        i += 1;
    }
    true
}

/// The number of bytes at the beginning that two texts have in common. It compares sixteen bytes in one step.
#[inline]
pub(crate) const fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let (a_chunks, _) = a.as_chunks::<16>();
    let (b_chunks, _) = b.as_chunks::<16>();
    let chunks = if a_chunks.len() < b_chunks.len() { a_chunks.len() } else { b_chunks.len() };
    let mut i = 0;
    while i < chunks && u128::from_ne_bytes(a_chunks[i]) == u128::from_ne_bytes(b_chunks[i]) {
        i += 1;
    }
    let mut same = 16 * i;
    while same < a.len() && same < b.len() && a[same] == b[same] {
        same += 1;
    }
    same
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::same;

    /// Texts of all lengths around the steps of the comparison, with a difference at each byte.
    #[test]
    fn two_texts_are_the_same_if_all_their_bytes_are() {
        for length in (0..300).chain([511, 512, 513, 1023, 1024, 1025, 1500]) {
            let text: String = ('a'..='z').cycle().take(length).collect();
            assert!(same(&text, &text.clone()), "{length}");
            assert!(!same(&text, &(text.clone() + "a")), "{length}");
            for place in 0..length {
                let mut other = text.clone();
                other.replace_range(place..=place, "!");
                assert!(!same(&text, &other), "{place} of {length}");
            }
        }
    }
}
