//! Where two minified JSON texts differ first, found by const code: as a JSON pointer, with both texts, and with what
//! tells a member in another order from one that is new, gone or renamed.

use crate::schema::text;

/// How deep the walk to a difference keeps its path; deeper parts are left out of the message.
const PATH_LEVELS: usize = 32;

/// From where on a difference is only named by its texts: the walk would take the compiler too long.
const WALKED_BYTES: usize = 200_000;

/// How far a member is looked for: the compiler counts the turns of all walks together.
const SEARCHED_BYTES: usize = 100_000;

/// The longest excerpt of a difference, in bytes.
const EXCERPT: usize = 60;

/// Where two texts differ first, and what they say there.
pub(super) struct Difference<'a> {
    pointer: text::Buffer<512>,
    pub(super) schema: &'a str,
    pub(super) file: &'a str,
    pub(super) remark: Remark<'a>,
}

impl<'a> Difference<'a> {
    pub(super) const fn first(schema: &'a str, file: &'a str) -> Self {
        let same = text::common_prefix(schema.as_bytes(), file.as_bytes());
        let mut place = if same < WALKED_BYTES { Place::before(schema, same) } else { Place::at(same) };
        if !place.in_string && ends_token(schema, same) && ends_token(file, same) {
            place.leave(same);
        }
        let mut bytes = [0; 512];
        let mut written = text::Text::new(&mut bytes);
        let mut i = 0;
        while i < place.depth && i < PATH_LEVELS {
            written.push("/");
            match place.names[i] {
                (0, index) => written.push_number(index),
                (start, end) => push_escaped(&mut written, schema.split_at(end).0.split_at(start).1),
            }
            i += 1;
        }
        let length = written.written();
        let pointer = text::Buffer::of(bytes, length);
        let remark = Remark::new(schema, file, place.start);
        Self { pointer, schema: excerpt(schema, place.start), file: excerpt(file, place.start), remark }
    }

    pub(super) const fn place(&self) -> &str {
        if self.pointer.is_empty() { "the root" } else { self.pointer.as_str() }
    }
}

/// What the two texts have in place of each other's member, where members of an object differ: one that is new or gone
/// reads like one that was renamed, and so do members in another order.
pub(super) struct Remark<'a> {
    pub(super) before: &'static str,
    pub(super) name: &'a str,
    pub(super) after: &'static str,
}

impl<'a> Remark<'a> {
    const NONE: Self = Self { before: "", name: "", after: "" };

    const fn new(schema: &'a str, file: &'a str, start: usize) -> Self {
        let (Some(ours), Some(theirs)) = (member_name(schema, start), member_name(file, start)) else {
            return Self::NONE;
        };
        match (has_member(file, start, ours), has_member(schema, start, theirs)) {
            (true, true) => {
                Self { before: "; the file has ", name: ours, after: " further down, and the order counts" }
            }
            (false, true) => Self { before: "; the file lacks ", name: ours, after: "" },
            (true, false) => Self { before: "; the type lacks ", name: theirs, after: "" },
            (false, false) => Self::NONE,
        }
    }
}

/// The name, with its quotes, of the member that begins at `start`.
const fn member_name(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    if !is_name(bytes, start) {
        return None;
    }
    Some(text.split_at(end_of_string(bytes, start)).0.split_at(start).1)
}

/// Whether the object that `start` is in has a member of this name, at `start` or behind it.
const fn has_member(text: &str, start: usize, name: &str) -> bool {
    let (bytes, mut at, mut depth) = (text.as_bytes(), start, 0_usize);
    while at < bytes.len() && at - start < SEARCHED_BYTES {
        match bytes[at] {
            b'"' => {
                let end = end_of_string(bytes, at);
                if depth == 0 && text::same(text.split_at(end).0.split_at(at).1, name) && is_name(bytes, at) {
                    return true;
                }
                at = end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return false,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    false
}

/// Where in a minified JSON text something is.
struct Place {
    /// Where the token begins that the place is in.
    start: usize,
    /// The names around it, as bytes of the text, outermost first; for an array, zero and the index.
    names: [(usize, usize); PATH_LEVELS],
    depth: usize,
    in_string: bool,
}

impl Place {
    const fn at(start: usize) -> Self {
        Self { start, names: [(0, 0); PATH_LEVELS], depth: 0, in_string: false }
    }

    /// The place of the token that the byte `end` of `text` is in.
    const fn before(text: &str, end: usize) -> Self {
        let bytes = text.as_bytes();
        let mut place = Self::at(0);
        let (mut at, mut in_string, mut name_expected) = (0, false, false);
        while at < end {
            let byte = bytes[at];
            if in_string {
                if byte == b'\\' {
                    at += 1;
                } else if byte == b'"' {
                    in_string = false;
                    if name_expected {
                        place.name((place.start + 1, at));
                    }
                }
            } else {
                match byte {
                    b'"' => {
                        in_string = true;
                        place.start = at;
                    }
                    b'{' => {
                        place.enter();
                        name_expected = true;
                        place.start = at + 1;
                    }
                    b'[' => {
                        place.enter();
                        name_expected = false;
                        place.start = at + 1;
                    }
                    b'}' | b']' => {
                        place.depth -= 1;
                        name_expected = false;
                        place.start = at + 1;
                    }
                    b',' => {
                        // What the comma separates shows by what follows: a name is followed by a colon.
                        name_expected = is_name(bytes, at + 1);
                        place.count();
                        place.start = at + 1;
                    }
                    b':' => {
                        name_expected = false;
                        place.start = at + 1;
                    }
                    _ => {}
                }
            }
            at += 1;
        }
        // In a name: the difference is in the object, not in a property.
        if name_expected && place.depth > 0 {
            place.depth -= 1;
        }
        place.in_string = in_string;
        place
    }

    /// Goes behind the value at the place, which ends at `end`: there is one more in one of the texts.
    const fn leave(&mut self, end: usize) {
        self.start = end;
        if self.depth == 0 || self.depth > PATH_LEVELS {
            return;
        }
        if self.names[self.depth - 1].0 == 0 {
            self.count();
        } else {
            self.depth -= 1;
        }
    }

    /// Goes to the next element, if this is an array.
    const fn count(&mut self) {
        if self.depth > 0 && self.depth <= PATH_LEVELS && self.names[self.depth - 1].0 == 0 {
            self.names[self.depth - 1].1 += 1;
        }
    }

    const fn enter(&mut self) {
        self.depth += 1;
        self.name((0, 0));
    }

    const fn name(&mut self, name: (usize, usize)) {
        if self.depth <= PATH_LEVELS && self.depth > 0 {
            self.names[self.depth - 1] = name;
        }
    }
}

/// Appends a name as a JSON pointer has it: `~` is `~0`, and `/` is `~1`.
const fn push_escaped(written: &mut text::Text<'_>, name: &str) {
    let mut rest = name;
    let mut at = 0;
    while at < rest.len() {
        let escape = match rest.as_bytes()[at] {
            b'~' => "~0",
            b'/' => "~1",
            _ => {
                at += 1;
                continue;
            }
        };
        let (before, after) = rest.split_at(at);
        written.push(before);
        written.push(escape);
        rest = after.split_at(1).1;
        at = 0;
    }
    written.push(rest);
}

/// Whether no token goes on at `at`.
const fn ends_token(text: &str, at: usize) -> bool {
    at >= text.len() || matches!(text.as_bytes()[at], b',' | b'}' | b']')
}

/// Whether the string that begins at `at` is a property's name.
const fn is_name(bytes: &[u8], at: usize) -> bool {
    if at >= bytes.len() || bytes[at] != b'"' {
        return false;
    }
    let end = end_of_string(bytes, at);
    end < bytes.len() && bytes[end] == b':'
}

/// Behind the last quote of the string that begins at `at`.
const fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    if at < bytes.len() { at + 1 } else { bytes.len() }
}

/// The token at `start`, cut if it is long.
const fn excerpt(text: &str, start: usize) -> &str {
    let bytes = text.as_bytes();
    if start >= bytes.len() || matches!(bytes[start], b'}' | b']') {
        return "nothing more";
    }
    let start = if bytes[start] == b',' { start + 1 } else { start };
    let (mut end, mut in_string) = (start, false);
    while end < bytes.len() && end - start < EXCERPT {
        match bytes[end] {
            b'\\' if in_string => end += 1,
            b'"' => in_string = !in_string,
            b',' | b'}' | b']' if !in_string => break,
            _ => {}
        }
        end += 1;
    }
    while end < bytes.len() && !text.is_char_boundary(end) {
        end += 1;
    }
    if end > bytes.len() {
        end = bytes.len();
    }
    text.split_at(end).0.split_at(start).1
}
