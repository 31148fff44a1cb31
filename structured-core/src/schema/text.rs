//! Text built by the const interpreter from whole pieces, copied one after the other.
//!
//! The interpreter charges for each call and each turn of a loop, not for each byte. A safe copy of a piece goes
//! through several layers of the standard library and costs ten times what a raw copy does, and `core::str::from_utf8`
//! costs about 3 µs for each byte of the finished text. So this file has `unsafe` blocks. They cannot cause undefined
//! behaviour in a user's program: the interpreter checks every access, and an access that is out of bounds or reads an
//! uninitialised byte is a compile error. Some functions are also called at run time, for example by the test that
//! writes a schema file. There, the condition before the block makes it sound.

/// The decimal digits.
const DIGITS: &str = "0123456789";

/// A buffer to write pieces to. It continues to count bytes after the buffer is full.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    buffer: &'a mut [u8],
    /// Bytes of all pieces, including those that did not fit.
    length: usize,
    /// Bytes of the pieces up to the first that did not fit.
    written: usize,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(buffer: &'a mut [u8]) -> Self {
        Self { buffer, length: 0, written: 0 }
    }

    /// Appends `piece`. A piece that does not fit is counted but not written.
    #[expect(unsafe_code, reason = "a safe copy costs the const interpreter ten times as much")]
    pub(crate) const fn push(&mut self, piece: &str) {
        let start = self.length;
        self.length = start + piece.len();
        if self.length <= self.buffer.len() {
            // SAFETY: `start + piece.len()` is within the buffer. A piece does not overlap the buffer, which is
            // borrowed mutably. The bytes stay UTF-8, because only whole texts are written.
            unsafe {
                core::ptr::copy_nonoverlapping(piece.as_ptr(), self.buffer.as_mut_ptr().add(start), piece.len());
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
        if self.length <= self.buffer.len() {
            // SAFETY: both ranges are within their buffers, and they do not overlap, because the buffer is borrowed
            // mutably. The part begins and ends at character boundaries, so the bytes stay UTF-8.
            unsafe {
                core::ptr::copy_nonoverlapping(
                    bytes.as_ptr().add(start),
                    self.buffer.as_mut_ptr().add(to),
                    end - start,
                );
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
        self.length > self.buffer.len()
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

/// Whether two texts are the same. It compares up to sixteen bytes in one step.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    // The last step overlaps the previous one, so that no loop over single bytes is needed.
    match (a.last_chunk::<16>(), b.last_chunk::<16>()) {
        (Some(a_end), Some(b_end)) => {
            let ((a_chunks, _), (b_chunks, _)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
            let mut i = 0;
            while i < a_chunks.len() {
                if u128::from_ne_bytes(a_chunks[i]) != u128::from_ne_bytes(b_chunks[i]) {
                    return false;
                }
                i += 1;
            }
            u128::from_ne_bytes(*a_end) == u128::from_ne_bytes(*b_end)
        }
        _ => same_short(a, b),
    }
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
