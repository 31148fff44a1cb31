//! The escapes of a JSON string.

/// The character of an escape with one letter, like `\n`.
pub(crate) fn simple_escape(letter: u8) -> Option<char> {
    Some(match letter {
        b'"' | b'\\' | b'/' => char::from(letter),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// The number with these hexadecimal digits; `None` if one of them is not a digit.
pub(crate) fn hex_digits(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, &digit| Some(number << 4 | char::from(digit).to_digit(16)?))
}

/// The character of an escape, and the length of the escape without its backslash. `None` if it is not valid, or is
/// half of a character.
#[inline]
pub(super) fn escape(rest: &[u8]) -> Option<(char, usize)> {
    match *rest.first()? {
        b'u' => unicode_escape(rest),
        letter => simple_escape(letter).map(|character| (character, 1)),
    }
}

/// The length of an escape without its backslash, which may be half of a character. `None` if it is not valid.
pub(super) fn escape_length(rest: &[u8]) -> Option<usize> {
    match *rest.first()? {
        b'u' => code_unit(rest).map(|_| 5),
        letter => simple_escape(letter).map(|_| 1),
    }
}

fn unicode_escape(rest: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(rest)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 5));
    }
    let second = code_unit(rest.get(5..)?.strip_prefix(b"\\")?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, 11))
}

/// The code unit of an escape `\uXXXX` without its backslash, which may be half of a character.
pub(crate) fn code_unit(rest: &[u8]) -> Option<u16> {
    let digits = rest.strip_prefix(b"u")?.first_chunk::<4>()?;
    hex_digits(digits)?.try_into().ok()
}
