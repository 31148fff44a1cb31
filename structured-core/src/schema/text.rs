//! Text built by the const interpreter from whole pieces, copied one after the other.
//!
//! The interpreter charges for each call and each turn of a loop, not for each byte. A safe copy of a piece goes
//! through several layers of the standard library and costs ten times what a raw copy does, and `core::str::from_utf8`
//! costs about 3 µs for each byte of the finished text. So this file has `unsafe` blocks. They cannot cause undefined
//! behaviour in a user's program: the interpreter checks every access, and an access that is out of bounds or reads an
//! uninitialised byte is a compile error. Some functions are also called at run time, for example by the test that
//! writes a schema file. There, the condition before the block makes it sound.

use core::marker::PhantomData;

/// The decimal digits.
const DIGITS: &str = "0123456789";

/// A buffer to write pieces to. It continues to count bytes after the buffer is full.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    buffer: *mut u8,
    /// The size of the buffer, which is borrowed.
    capacity: usize,
    borrowed: PhantomData<&'a mut [u8]>,
    /// Bytes of all pieces, including those that did not fit.
    length: usize,
    /// Bytes of the pieces up to the first that did not fit.
    written: usize,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        let (capacity, buffer) = (buffer.len(), buffer.as_mut_ptr());
        Self { buffer, capacity, borrowed: PhantomData, length: 0, written: 0 }
    }

    /// Appends `piece`. A piece that does not fit is counted but not written.
    ///
    /// It calls as few functions as possible: even `str::len` takes the const interpreter three nested calls.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    pub(crate) const fn push(&mut self, piece: &str) {
        let bytes = &raw const *piece as *const [u8];
        let (start, length) = (self.length, bytes.len());
        self.length = start + length;
        if self.length <= self.capacity {
            // SAFETY: `start + length` is within the buffer. A piece does not overlap the buffer, which is borrowed
            // mutably. The bytes stay UTF-8, because only whole texts are written.
            unsafe { core::ptr::copy_nonoverlapping(bytes as *const u8, self.buffer.add(start), length) };
            self.written = self.length;
        }
    }

    /// Appends two pieces, as [`push`](Self::push) does for each. If one of them does not fit, neither is written.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    pub(crate) const fn push_both(&mut self, first: &str, second: &str) {
        let (first, second) = (&raw const *first as *const [u8], &raw const *second as *const [u8]);
        let (start, middle) = (self.length, self.length + first.len());
        self.length = middle + second.len();
        if self.length <= self.capacity {
            // SAFETY: as in `push`.
            unsafe {
                core::ptr::copy_nonoverlapping(first as *const u8, self.buffer.add(start), middle - start);
                core::ptr::copy_nonoverlapping(second as *const u8, self.buffer.add(middle), self.length - middle);
            }
            self.written = self.length;
        }
    }

    /// Appends the bytes of `piece` from `start` to `end`, which must be character boundaries.
    #[expect(unsafe_code, reason = "two safe splits cost the const interpreter ten times as much")]
    pub(crate) const fn push_part(&mut self, piece: &str, start: usize, end: usize) {
        let bytes = piece.as_bytes();
        assert!(start <= end && end <= bytes.len());
        assert!(start == bytes.len() || bytes[start] & 0xc0 != 0x80);
        assert!(end == bytes.len() || bytes[end] & 0xc0 != 0x80);
        let to = self.length;
        self.length = to + (end - start);
        if self.length <= self.capacity {
            // SAFETY: both ranges are within their buffers, and they do not overlap, because the buffer is borrowed
            // mutably. The part begins and ends at character boundaries, so the bytes stay UTF-8.
            unsafe {
                core::ptr::copy_nonoverlapping(bytes.as_ptr().add(start), self.buffer.add(to), end - start);
            }
            self.written = self.length;
        }
    }

    /// Appends `number` in decimal.
    pub(crate) const fn push_number(&mut self, number: usize) {
        let (mut unit, mut left) = (1, number);
        while left >= 10 {
            (unit, left) = (unit * 10, left / 10);
        }
        while unit > 0 {
            let digit = number / unit % 10;
            self.push(DIGITS.split_at(digit + 1).0.split_at(digit).1);
            unit /= 10;
        }
    }

    /// Bytes of the whole text, including those that did not fit.
    pub(crate) const fn length(&self) -> usize {
        self.length
    }

    /// Bytes that have been written to the buffer.
    pub(crate) const fn written(&self) -> usize {
        self.written
    }

    /// Whether the text is longer than the buffer.
    pub(crate) const fn is_cut(&self) -> bool {
        self.length > self.capacity
    }
}

/// The first `length` bytes of a buffer that a [`Text`] has written.
#[expect(unsafe_code, reason = "checking the bytes costs the const interpreter 3 µs for each")]
pub(crate) const fn written(buffer: &[u8], length: usize) -> &str {
    let bytes = buffer.split_at(length).0;
    // SAFETY: a `Text` writes whole `str`s one after the other, so every prefix up to its length is UTF-8.
    unsafe { core::str::from_utf8_unchecked(bytes) }
}

/// The bytes of `text` from `start` to `end`, which must be character boundaries.
#[expect(unsafe_code, reason = "two safe splits cost the const interpreter ten times as much")]
pub(crate) const fn part(text: &str, start: usize, end: usize) -> &str {
    let bytes = text.as_bytes();
    assert!(start <= end && end <= bytes.len());
    assert!(start == bytes.len() || bytes[start] & 0xc0 != 0x80);
    assert!(end == bytes.len() || bytes[end] & 0xc0 != 0x80);
    // SAFETY: the range is within the text, and begins and ends at character boundaries.
    unsafe { core::str::from_utf8_unchecked(core::slice::from_raw_parts(bytes.as_ptr().add(start), end - start)) }
}

/// The first `length` bytes of `text`, in a new buffer.
#[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
pub(crate) const fn copied<const N: usize>(text: &[u8], length: usize) -> [u8; N] {
    assert!(length <= N && length <= text.len());
    let mut bytes = [0; N];
    // SAFETY: both buffers hold `length` bytes, and one of them is new.
    unsafe { core::ptr::copy_nonoverlapping(text.as_ptr(), bytes.as_mut_ptr(), length) };
    bytes
}

/// Text of at most `N` bytes.
#[derive(Debug)]
pub(crate) struct Buffer<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Buffer<N> {
    /// The joined `pieces`.
    pub(crate) const fn joined(pieces: &[&str]) -> Self {
        let mut bytes = [0; N];
        let mut text = Text::new(&mut bytes);
        let mut i = 0;
        while i < pieces.len() {
            text.push(pieces[i]);
            i += 1;
        }
        let length = text.written;
        Self { bytes, length }
    }

    /// The text of `length` bytes that a [`Text`] has written to `bytes`.
    pub(crate) const fn of(bytes: [u8; N], length: usize) -> Self {
        Self { bytes, length }
    }

    /// The text, without what did not fit.
    pub(crate) const fn as_str(&self) -> &str {
        written(&self.bytes, self.length)
    }
}

/// Fails with the joined `pieces` as the message, at the call in the user's code.
#[track_caller]
pub(crate) const fn fail(pieces: &[&str]) -> ! {
    fail_with(&Buffer::<2048>::joined(pieces))
}

#[track_caller]
pub(crate) const fn fail_with<const N: usize>(message: &Buffer<N>) -> ! {
    panic!("{}", message.as_str())
}

/// `number` in decimal.
pub(crate) const fn decimal(number: usize) -> Buffer<20> {
    let mut bytes = [0; 20];
    let mut text = Text::new(&mut bytes);
    text.push_number(number);
    let length = text.written();
    Buffer::of(bytes, length)
}

/// Bytes as a number. `u128::from_ne_bytes` does the same with a call, which the const interpreter charges for.
union Chunk {
    bytes: [u8; 16],
    number: u128,
}

/// Bytes as numbers.
union Chunks {
    bytes: [u8; 64],
    numbers: [u128; 4],
}

/// Whether two texts are the same. It compares 64 or sixteen bytes in one step, and calls no function for it.
#[expect(unsafe_code, reason = "the safe way takes ten calls for each step")]
#[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (length, mut i) = (a.len(), 0);
    if length != b.len() {
        return false;
    }
    if length < 16 {
        return same_short(a, b);
    }
    while i + 64 <= length {
        // SAFETY: both texts have 64 bytes from `i` on, and every value of them is one of the numbers.
        let (a, b) = unsafe {
            let (a, b) = (&raw const a[i] as *const [u8; 64], &raw const b[i] as *const [u8; 64]);
            (Chunks { bytes: *a }.numbers, Chunks { bytes: *b }.numbers)
        };
        if (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]) != 0 {
            return false;
        }
        i += 64;
    }
    while i < length {
        // The last step overlaps the previous one, so that no loop over single bytes is needed.
        if i + 16 > length {
            i = length - 16;
        }
        // SAFETY: both texts have sixteen bytes from `i` on, and every value of them is a number.
        let (a, b) = unsafe {
            let (a, b) = (&raw const a[i] as *const [u8; 16], &raw const b[i] as *const [u8; 16]);
            (Chunk { bytes: *a }.number, Chunk { bytes: *b }.number)
        };
        if a != b {
            return false;
        }
        i += 16;
    }
    true
}

/// Like [`same`], for two texts of the same length, below sixteen bytes.
const fn same_short(a: &[u8], b: &[u8]) -> bool {
    if let (Some(a_start), Some(b_start), Some(a_end), Some(b_end)) =
        (a.first_chunk::<8>(), b.first_chunk::<8>(), a.last_chunk::<8>(), b.last_chunk::<8>())
    {
        return u64::from_ne_bytes(*a_start) == u64::from_ne_bytes(*b_start)
            && u64::from_ne_bytes(*a_end) == u64::from_ne_bytes(*b_end);
    }
    let mut i = 0;
    while i < a.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len()
}

/// The number of bytes at the beginning that two texts have in common. It compares sixteen bytes in one step.
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

/// The initial value of the hash of names, which is 64-bit FNV-1a. The derive uses the same hash.
pub(crate) const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01b3;

/// Continues a hash with a text. The derive computes the same hash.
pub(crate) const fn hash(hash: u64, text: &str) -> u64 {
    let (bytes, mut hash, mut i) = (text.as_bytes(), hash, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(FNV_PRIME);
        i += 1;
    }
    hash
}

/// A hash of a text that takes one step of the const interpreter for every eight bytes.
pub(crate) const fn fingerprint(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = mix(FNV_OFFSET, bytes.len() as u64);
    let Some(end) = bytes.last_chunk::<8>() else { return self::hash(hash, text) };
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut i = 0;
    while i < chunks.len() {
        hash = mix(hash, u64::from_le_bytes(chunks[i]));
        i += 1;
    }
    mix(hash, u64::from_le_bytes(*end))
}

/// Mixes `value` into a hash.
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(FNV_PRIME)
}

/// The value of an integer in JSON notation.
pub(crate) const fn integer(text: &str) -> i128 {
    let (bytes, mut value, mut i) = (text.as_bytes(), 0, 0);
    while i < bytes.len() {
        if bytes[i].is_ascii_digit() {
            value = value * 10 + (bytes[i] - b'0') as i128;
        }
        i += 1;
    }
    if !bytes.is_empty() && bytes[0] == b'-' { -value } else { value }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::{Text, same, written};

    /// Texts of all lengths around the steps of the comparison, with a difference at each byte.
    #[test]
    fn two_texts_are_the_same_if_all_their_bytes_are() {
        for length in 0..200 {
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

    #[test]
    fn pieces_that_do_not_fit_are_counted_and_not_written() {
        let mut buffer = [b'.'; 8];
        let mut text = Text::new(&mut buffer);
        text.push_both("one", "two");
        text.push("");
        assert_eq!((text.length(), text.written(), text.is_cut()), (6, 6, false));
        text.push_both("3", "four");
        text.push("5");
        assert_eq!((text.length(), text.written(), text.is_cut()), (12, 6, true));
        assert_eq!(written(&buffer, 6), "onetwo");
        assert_eq!(buffer[6..], *b"..");
    }
}
