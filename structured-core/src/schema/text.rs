//! Text built by the const interpreter: whole pieces, copied one behind the other.
//!
//! The interpreter pays by the call and by the loop turn, not by the byte, so there are no loops over bytes here, and
//! a cursor that shrinks (one split a piece) instead of an index into the whole buffer (two).

/// The decimal digits.
const DIGITS: &[u8; 10] = b"0123456789";

/// A place to write pieces to; keeps counting where the buffer has ended.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    rest: &'a mut [u8],
    pub(crate) length: usize,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self { rest: buffer, length: 0 }
    }

    /// Appends `piece`. By value, because a `&mut` in a struct cannot be reborrowed for its whole life.
    pub(crate) const fn push(self, piece: &str) -> Self {
        let length = self.length + piece.len();
        // One call less than `split_at_mut`, which makes this one.
        let Some((target, rest)) = self.rest.split_at_mut_checked(piece.len()) else {
            // No piece goes into what is left, so that the text is cut in one place.
            return Self { rest: &mut [], length };
        };
        target.copy_from_slice(piece.as_bytes());
        Self { rest, length }
    }

    /// Appends `number` in decimal.
    pub(crate) const fn push_number(self, number: usize) -> Self {
        let (mut digits, mut at, mut left) = ([0; 20], 20, number);
        while at == 20 || left > 0 {
            at -= 1;
            digits[at] = DIGITS[left % 10];
            left /= 10;
        }
        match core::str::from_utf8(digits.split_at(at).1) {
            Ok(text) => self.push(text),
            Err(_) => self,
        }
    }
}

/// Text of at most `N` bytes.
#[derive(Debug)]
pub(crate) struct Buffer<const N: usize> {
    pub(crate) bytes: [u8; N],
    pub(crate) length: usize,
}

impl<const N: usize> Buffer<N> {
    /// The text, cut where the buffer ended.
    pub(crate) const fn as_str(&self) -> &str {
        let length = if self.length < N { self.length } else { N };
        match core::str::from_utf8(self.bytes.split_at(length).0) {
            Ok(text) => text,
            Err(_) => "the text does not fit",
        }
    }
}

/// Fails with the joined `pieces`, at the call in the user's code.
#[track_caller]
pub(crate) const fn fail(pieces: &[&str]) -> ! {
    let mut bytes = [0; 2048];
    let mut text = Text::new(&mut bytes);
    let mut i = 0;
    while i < pieces.len() {
        text = text.push(pieces[i]);
        i += 1;
    }
    let length = text.length;
    fail_with(&Buffer { bytes, length })
}

#[track_caller]
pub(crate) const fn fail_with<const N: usize>(message: &Buffer<N>) -> ! {
    panic!("{}", message.as_str())
}

/// Whether two texts are the same; sixteen bytes a step.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    while let (Some((a_chunk, a_rest)), Some((b_chunk, b_rest))) =
        (a.split_first_chunk::<16>(), b.split_first_chunk::<16>())
    {
        if u128::from_le_bytes(*a_chunk) != u128::from_le_bytes(*b_chunk) {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    while let ([a_byte, a_rest @ ..], [b_byte, b_rest @ ..]) = (a, b) {
        if *a_byte != *b_byte {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    true
}

/// The value of an integer as JSON spells it.
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
