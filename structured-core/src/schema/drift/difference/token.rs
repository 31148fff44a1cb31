//! The tokens of minified JSON, found by const code.

/// The byte at `at`, or zero after the end.
#[inline]
pub(super) const fn byte(text: &str, at: usize) -> u8 {
    if at < text.len() { text.as_bytes()[at] } else { 0 }
}

/// The name, with its quotes, of the member that begins at `at`, or `None` at the end of the object.
#[inline]
pub(super) const fn name_at(text: &str, at: usize) -> Option<&str> {
    if byte(text, at) != b'"' {
        return None;
    }
    Some(text.split_at(end_of_string(text, at)).0.split_at(at).1)
}

/// Whether the object that contains `at` has a member of this name, at `at` or after it.
#[inline]
pub(super) const fn has_member(text: &str, at: usize, name: &str) -> bool {
    let mut at = at;
    while let Some(found) = name_at(text, at) {
        if crate::schema::text::same(found, name) {
            return true;
        }
        at = end_of_value(text, at + found.len() + 1);
        if byte(text, at) != b',' {
            return false;
        }
        at += 1;
    }
    false
}

/// The end of the object that contains `at`, before its brace.
#[inline]
pub(super) const fn end_of_members(text: &str, at: usize) -> usize {
    end_of_nesting(text, at, 1) - 1
}

/// The position after the value that begins at `at`.
#[inline]
pub(super) const fn end_of_value(text: &str, at: usize) -> usize {
    match byte(text, at) {
        b'"' => end_of_string(text, at),
        b'{' | b'[' => end_of_nesting(text, at + 1, 1),
        _ => {
            let mut at = at;
            while !matches!(byte(text, at), b',' | b'}' | b']' | 0) {
                at += 1;
            }
            at
        }
    }
}

/// Whether a list contains neither lists nor objects.
#[inline]
pub(super) const fn is_list_of_scalars(text: &str, at: usize) -> bool {
    let mut at = at + 1;
    loop {
        match byte(text, at) {
            b'{' | b'[' => return false,
            b']' | 0 => return true,
            b'"' => at = end_of_string(text, at),
            _ => at += 1,
        }
    }
}

/// The position after the bracket that closes `depth` levels.
#[inline]
const fn end_of_nesting(text: &str, at: usize, depth: usize) -> usize {
    let (mut at, mut depth) = (at, depth);
    while at < text.len() && depth > 0 {
        match byte(text, at) {
            b'"' => {
                at = end_of_string(text, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// The position after the last quote of the string that begins at `at`.
#[inline]
const fn end_of_string(text: &str, at: usize) -> usize {
    let mut at = at + 1;
    while at < text.len() {
        match byte(text, at) {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}
