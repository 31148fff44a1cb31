//! Text built by the const interpreter from whole pieces, copied one after the other.
//!
//! The interpreter charges for each call and each statement, not for each byte. Many small functions of the standard
//! library are expensive there, because they check their arguments with further calls: `str::split_at` costs as much as
//! fifty additions, and `core::str::from_utf8` costs about 3 µs for each byte of the finished text. So this file has
//! `unsafe` blocks, with prices in `docs/const-schema.md`. They cannot cause undefined behaviour in a user's program: the
//! interpreter checks every access, and an access that is out of bounds or reads an uninitialised byte is a compile
//! error. Some functions are also called at run time, for example by the test that writes a schema file. There, the
//! condition before the block makes it sound.

mod compare;
mod hash;

pub(crate) use self::compare::{common_prefix, same};
pub(crate) use self::hash::{FNV_OFFSET, fingerprint, hash, mix};

use core::ptr;

/// The decimal digits.
const DIGITS: &str = "0123456789";

/// A buffer to write pieces to. It continues to count bytes after the buffer is full.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    buffer: &'a mut [u8],
    /// The size of the buffer.
    capacity: usize,
    /// The length below which a padded text fits, or zero if none does. Computing it for each piece would cost 1 %.
    padded_capacity: usize,
    /// Bytes of all pieces, including those that did not fit.
    length: usize,
    /// If a piece did not fit: the bytes of the pieces before the first such piece.
    cut_at: usize,
}

impl<'a> Text<'a> {
    #[inline]
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        let capacity = buffer.len();
        Self { buffer, capacity, padded_capacity: capacity.saturating_sub(PADDED), length: 0, cut_at: 0 }
    }

    /// Appends `piece`. A piece that does not fit is counted but not written.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    #[inline]
    pub(crate) const fn push(&mut self, piece: &str) {
        let start = self.length;
        let length = size_of_val(piece);
        self.length = start + length;
        if self.length > self.capacity {
            return self.cut(start);
        }
        if length == 0 {
            return;
        }
        let piece = &raw const *piece as *const u8;
        let buffer = &raw mut *self.buffer;
        // SAFETY: `start + length` is within the buffer. A piece does not overlap the buffer, which is borrowed mutably.
        // The bytes stay UTF-8, because only whole texts are written.
        unsafe { ptr::copy_nonoverlapping(piece, &raw mut (*buffer)[start], length) };
    }

    /// Appends two pieces. If one of them does not fit, neither is written.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    #[inline]
    pub(crate) const fn push_both(&mut self, first: &str, second: &str) {
        let second_length = size_of_val(second);
        if second_length == 0 {
            return self.push(first);
        }
        let start = self.length;
        let length = size_of_val(first);
        let middle = start + length;
        self.length = middle + second_length;
        if self.length > self.capacity {
            return self.cut(start);
        }
        let first = &raw const *first as *const u8;
        let second = &raw const *second as *const u8;
        let buffer = &raw mut *self.buffer;
        // SAFETY: as in `push`. No index is the length of the buffer, because the second piece is not empty.
        unsafe {
            ptr::copy_nonoverlapping(first, &raw mut (*buffer)[start], length);
            ptr::copy_nonoverlapping(second, &raw mut (*buffer)[middle], second_length);
        }
    }

    /// Appends `piece` and a padded text. If one of them does not fit, neither is written.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    #[expect(clippy::ptr_as_ptr, reason = "each call costs the const interpreter")]
    #[inline]
    pub(crate) const fn push_padded(&mut self, piece: &str, padded: &Padded) {
        let start = self.length;
        let length = size_of_val(piece);
        let middle = start + length;
        if middle >= self.padded_capacity {
            return self.push_both(piece, padded.as_str());
        }
        self.length = middle + padded.length;
        let piece = &raw const *piece as *const u8;
        let buffer = &raw mut *self.buffer;
        // SAFETY: as in `push`. The buffer has room for the padding too, which the next piece overwrites.
        unsafe {
            ptr::copy_nonoverlapping(piece, &raw mut (*buffer)[start], length);
            *(&raw mut (*buffer)[middle] as *mut [u8; PADDED]) = padded.bytes;
        }
    }

    /// Notes that a piece at `start` did not fit.
    const fn cut(&mut self, start: usize) {
        if start <= self.capacity {
            self.cut_at = start;
        }
    }

    /// Appends the bytes of `piece` from `start` to `end`, which must be character boundaries.
    #[inline]
    pub(crate) const fn push_part(&mut self, piece: &str, start: usize, end: usize) {
        self.push(part(piece, start, end));
    }

    /// Appends `number` in decimal.
    #[inline]
    pub(crate) const fn push_number(&mut self, number: usize) {
        let mut unit = 1;
        let mut left = number;
        while left >= 10 {
            (unit, left) = (unit * 10, left / 10);
        }
        while unit > 0 {
            let digit = number / unit % 10;
            self.push_part(DIGITS, digit, digit + 1);
            unit /= 10;
        }
    }

    /// Bytes of the whole text, including those that did not fit.
    #[inline]
    pub(crate) const fn length(&self) -> usize {
        self.length
    }

    /// Bytes that have been written to the buffer.
    #[inline]
    pub(crate) const fn written(&self) -> usize {
        if self.is_cut() { self.cut_at } else { self.length }
    }

    /// Whether the text is longer than the buffer.
    #[inline]
    pub(crate) const fn is_cut(&self) -> bool {
        self.length > self.capacity
    }
}

/// The size of a padded text.
const PADDED: usize = 96;

/// A short text with zeros after it, which the const interpreter copies in one step.
pub(crate) struct Padded {
    bytes: [u8; PADDED],
    /// At most [`PADDED`]. It is never changed, and it is a field because a call would cost the interpreter more.
    pub(crate) length: usize,
}

impl Padded {
    /// Fails to compile if the text has more than [`PADDED`] bytes.
    pub(crate) const fn new(text: &str) -> Self {
        Self::of(text.as_bytes(), text.len())
    }

    /// The first `length` bytes of a text.
    pub(crate) const fn of(text: &[u8], length: usize) -> Self {
        Self { bytes: copied(text, length), length }
    }

    #[inline]
    pub(crate) const fn as_str(&self) -> &str {
        written(&self.bytes, self.length)
    }
}

/// The first `length` bytes of a buffer that a [`Text`] has written.
#[expect(unsafe_code, reason = "checking the bytes costs the const interpreter 3 µs for each")]
#[inline]
pub(crate) const fn written(buffer: &[u8], length: usize) -> &str {
    // SAFETY: a `Text` writes whole `str`s one after the other, so every prefix up to its length is UTF-8.
    unsafe { core::str::from_utf8_unchecked(first(buffer, length)) }
}

/// The first `length` items of a list.
#[expect(unsafe_code, reason = "`split_at` costs the const interpreter ten times as much")]
#[inline]
pub(crate) const fn first<T>(list: &[T], length: usize) -> &[T] {
    assert!(length <= list.len());
    // SAFETY: the list has as many items.
    unsafe { &*ptr::slice_from_raw_parts((&raw const *list).cast(), length) }
}

/// The bytes of `text` from `start` to `end`, which must be character boundaries.
#[expect(unsafe_code, reason = "two safe splits cost the const interpreter ten times as much")]
#[inline]
pub(crate) const fn part(text: &str, start: usize, end: usize) -> &str {
    let bytes = text.as_bytes();
    let length = size_of_val(text);
    assert!(start <= end && end <= length);
    if start == end {
        return "";
    }
    assert!(bytes[start] & 0xc0 != 0x80);
    assert!(end == length || bytes[end] & 0xc0 != 0x80);
    let bytes = &raw const *bytes;
    // SAFETY: the range is within the text, and begins and ends at character boundaries.
    unsafe { &*(ptr::slice_from_raw_parts(&raw const (*bytes)[start], end - start) as *const str) }
}

/// The first `length` bytes of `text`, in a new buffer.
#[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
pub(crate) const fn copied<const N: usize>(text: &[u8], length: usize) -> [u8; N] {
    assert!(length <= N && length <= text.len());
    let mut bytes = [0; N];
    // SAFETY: both buffers hold `length` bytes, and one of them is new.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), bytes.as_mut_ptr(), length) };
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
    #[inline]
    pub(crate) const fn joined(pieces: &[&str]) -> Self {
        let mut bytes = [0; N];
        let mut text = Text::new(&mut bytes);
        let mut i = 0;
        while i < pieces.len() {
            text.push(pieces[i]);
            i += 1;
        }
        let length = text.written();
        Self { bytes, length }
    }

    /// The text of `length` bytes that a [`Text`] has written to `bytes`.
    #[inline]
    pub(crate) const fn of(bytes: [u8; N], length: usize) -> Self {
        Self { bytes, length }
    }

    /// The text, without what did not fit.
    #[inline]
    pub(crate) const fn as_str(&self) -> &str {
        written(&self.bytes, self.length)
    }
}

/// Fails with the joined `pieces` as the message, at the call in the user's code.
#[track_caller]
#[inline]
pub(crate) const fn fail(pieces: &[&str]) -> ! {
    fail_with(&Buffer::<2048>::joined(pieces))
}

#[track_caller]
pub(crate) const fn fail_with<const N: usize>(message: &Buffer<N>) -> ! {
    panic!("{}", message.as_str())
}

/// `number` in decimal.
#[inline]
pub(crate) const fn decimal(number: usize) -> Buffer<20> {
    let mut bytes = [0; 20];
    let mut text = Text::new(&mut bytes);
    text.push_number(number);
    let length = text.written();
    Buffer::of(bytes, length)
}

/// The value of an integer in JSON notation.
#[inline]
pub(crate) const fn integer(text: &str) -> i128 {
    let bytes = text.as_bytes();
    let mut value = 0;
    let mut i = 0;
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
    use super::{Padded, Text, written};

    #[test]
    fn pieces_that_do_not_fit_are_counted_and_not_written() {
        let mut buffer = [b'.'; 8];
        let mut text = Text::new(&mut buffer);
        text.push_both("one", "");
        text.push_both("", "two");
        text.push_both("", "");
        text.push("");
        assert_eq!((text.length(), text.written(), text.is_cut()), (6, 6, false));
        text.push_both("3", "four");
        text.push("5");
        assert_eq!((text.length(), text.written(), text.is_cut()), (12, 6, true));
        assert_eq!(written(&buffer, 6), "onetwo");
        assert_eq!(buffer[6..], *b"..");
    }

    #[test]
    fn a_padded_text_is_written_like_any_other_wherever_the_buffer_ends() {
        let padded = Padded::new("<padded>");
        for size in 0..200 {
            let mut buffers = [[b'.'; 200]; 2];
            let [first, second] = &mut buffers;
            let mut text = Text::new(&mut first[..size]);
            let mut expected = Text::new(&mut second[..size]);
            for piece in ["", "one", "a piece that is longer than the padded text", "", "é", "the last"] {
                text.push_padded(piece, &padded);
                expected.push_both(piece, padded.as_str());
            }
            assert_eq!((text.length(), text.written()), (expected.length(), expected.written()), "{size}");
            let length = expected.written();
            assert_eq!(written(&buffers[0], length), written(&buffers[1], length), "{size}");
            assert!(buffers[0][size..].iter().all(|byte| *byte == b'.'), "{size}");
        }
    }
}
