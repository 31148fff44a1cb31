//! The differences between two minified JSON texts, found by const code. Each has a JSON pointer and both values.
//!
//! Both texts are walked together, without recursion. This is done only if the texts are known to differ.

mod token;

use self::token::{end_of_members, end_of_value, has_member, is_list_of_scalars, name_at};
use crate::schema::text::{self, Buffer, Text};

/// Nested objects and lists that are walked into. Deeper ones are compared as a whole.
const LEVELS: usize = 32;

/// The number of differences that are listed.
const MOST: usize = 8;

/// The longest part of a value that is shown, in bytes.
const SHOWN: usize = 200;

/// The number of bytes that may be inspected. The compiler warns about constants that take about ten times as long.
const EFFORT: usize = 150_000;

/// The capacity of the list: a place and two values for each difference.
pub(super) const ROOM: usize = MOST * 1024;

/// The differences, one per line.
#[inline]
pub(super) const fn differences(schema: &str, file: &str) -> Buffer<ROOM> {
    let mut bytes = [0; ROOM];
    let mut out = Text::new(&mut bytes);
    let mut walk = Walk {
        schema,
        file,
        at: (0, 0),
        steps: [Step { is_object: false, name: (0, 0), count: 0 }; LEVELS],
        depth: 0,
        found: 0,
        effort: 0,
    };
    walk.value(&mut out);
    while walk.depth > 0 && walk.found < MOST && walk.effort < EFFORT {
        if walk.steps[walk.depth - 1].is_object { walk.member(&mut out) } else { walk.element(&mut out) }
    }
    if walk.found == 0 {
        name_byte(schema, file, &mut out);
    } else if walk.depth > 0 {
        out.push("\nand perhaps at more places");
    }
    let length = out.written();
    Buffer::of(bytes, length)
}

/// Names the first byte that differs, for texts that are too long to be walked.
#[inline]
const fn name_byte(schema: &str, file: &str, out: &mut Text<'_>) {
    let mut at = text::common_prefix(schema.as_bytes(), file.as_bytes());
    while !schema.is_char_boundary(at) {
        at -= 1;
    }
    out.push("at byte ");
    out.push_number(at);
    out.push(" of the minified texts: the type says ");
    push_value(schema.split_at(at).1, out);
    out.push(", the file says ");
    push_value(file.split_at(at).1, out);
}

/// An object or a list that the walk is in.
#[derive(Clone, Copy)]
struct Step {
    is_object: bool,
    /// The name of the member that the walk is in, as bytes of the schema.
    name: (usize, usize),
    /// The number of elements that the walk has reached.
    count: usize,
}

struct Walk<'a> {
    schema: &'a str,
    file: &'a str,
    /// Where the walk is in the schema and in the file.
    at: (usize, usize),
    steps: [Step; LEVELS],
    depth: usize,
    found: usize,
    effort: usize,
}

impl<'a> Walk<'a> {
    /// Compares or enters the values that begin here.
    #[inline]
    const fn value(&mut self, out: &mut Text<'_>) {
        let (a, b) = (token::byte(self.schema, self.at.0), token::byte(self.file, self.at.1));
        let is_object = a == b'{' && b == b'{';
        let is_list = a == b'['
            && b == b'['
            && !(is_list_of_scalars(self.schema, self.at.0) && is_list_of_scalars(self.file, self.at.1));
        if (is_object || is_list) && self.depth < LEVELS {
            self.steps[self.depth] = Step { is_object, name: (0, 0), count: 0 };
            self.depth += 1;
            self.at = (self.at.0 + 1, self.at.1 + 1);
            return;
        }
        let (ours, theirs) = (self.take_ours(), self.take_theirs());
        if !text::same(ours, theirs) {
            self.differ(ours, theirs, out);
        }
    }

    /// Compares the next member of an object, or leaves the object.
    #[inline]
    const fn member(&mut self, out: &mut Text<'_>) {
        self.pass_commas();
        let (ours, theirs) = (name_at(self.schema, self.at.0), name_at(self.file, self.at.1));
        match (ours, theirs) {
            (None, None) => self.leave(),
            (Some(ours), None) => self.only_ours(ours, out),
            (None, Some(theirs)) => self.only_theirs(theirs, out),
            (Some(ours), Some(theirs)) if text::same(ours, theirs) => {
                self.steps[self.depth - 1].name = (self.at.0 + 1, self.at.0 + ours.len() - 1);
                self.effort += ours.len();
                self.at = (self.at.0 + ours.len() + 1, self.at.1 + ours.len() + 1);
                self.value(out);
            }
            (Some(ours), Some(theirs)) => {
                self.effort += self.schema.len() - self.at.0 + self.file.len() - self.at.1;
                match (has_member(self.file, self.at.1, ours), has_member(self.schema, self.at.0, theirs)) {
                    (true, true) => self.order(ours, theirs, out),
                    (false, true) => self.only_ours(ours, out),
                    (true, false) => self.only_theirs(theirs, out),
                    (false, false) => {
                        self.say(self.depth - 1, &["the type has ", ours, ", the file has ", theirs], out);
                        self.pass_ours(ours);
                        self.pass_theirs(theirs);
                    }
                }
            }
        }
    }

    /// Compares the next element of a list, or leaves the list.
    #[inline]
    const fn element(&mut self, out: &mut Text<'_>) {
        self.pass_commas();
        let ours = token::byte(self.schema, self.at.0) != b']';
        let theirs = token::byte(self.file, self.at.1) != b']';
        self.steps[self.depth - 1].count += 1;
        match (ours, theirs) {
            (false, false) => self.leave(),
            (true, true) => self.value(out),
            (true, false) => {
                let value = self.take_ours();
                self.differ(value, "", out);
            }
            (false, true) => {
                let value = self.take_theirs();
                self.differ("", value, out);
            }
        }
    }

    #[inline]
    const fn only_ours(&mut self, name: &str, out: &mut Text<'_>) {
        self.say(self.depth - 1, &["the type has ", name, ", which the file lacks"], out);
        self.pass_ours(name);
    }

    #[inline]
    const fn only_theirs(&mut self, name: &str, out: &mut Text<'_>) {
        self.say(self.depth - 1, &["the file has ", name, ", which the type lacks"], out);
        self.pass_theirs(name);
    }

    /// Reports that both objects have both members in a different order. What follows is not compared.
    #[inline]
    const fn order(&mut self, ours: &str, theirs: &str, out: &mut Text<'_>) {
        let pieces = ["the type has ", ours, " where the file has ", theirs, ", and the order counts"];
        self.say(self.depth - 1, &pieces, out);
        self.at = (end_of_members(self.schema, self.at.0), end_of_members(self.file, self.at.1));
        self.effort += self.at.0 + self.at.1;
    }

    /// Reports two values.
    #[inline]
    const fn differ(&mut self, ours: &str, theirs: &str, out: &mut Text<'_>) {
        self.say(self.depth, &["the type says "], out);
        push_value(ours, out);
        out.push(", the file says ");
        push_value(theirs, out);
    }

    /// Begins the line of a difference at the place that the outer `depth` steps lead to.
    #[inline]
    const fn say(&mut self, depth: usize, pieces: &[&str], out: &mut Text<'_>) {
        out.push(if self.found == 0 { "at " } else { "\nand at " });
        if depth == 0 {
            out.push("the root");
        }
        let mut i = 0;
        while i < depth {
            let step = self.steps[i];
            out.push("/");
            if step.is_object {
                push_escaped(self.schema.split_at(step.name.1).0.split_at(step.name.0).1, out);
            } else {
                out.push_number(step.count - 1);
            }
            i += 1;
        }
        out.push(": ");
        let mut i = 0;
        while i < pieces.len() {
            out.push(pieces[i]);
            i += 1;
        }
        self.found += 1;
    }

    #[inline]
    const fn take_ours(&mut self) -> &'a str {
        let (start, end) = (self.at.0, end_of_value(self.schema, self.at.0));
        self.at.0 = end;
        self.effort += end - start;
        self.schema.split_at(end).0.split_at(start).1
    }

    #[inline]
    const fn take_theirs(&mut self) -> &'a str {
        let (start, end) = (self.at.1, end_of_value(self.file, self.at.1));
        self.at.1 = end;
        self.effort += end - start;
        self.file.split_at(end).0.split_at(start).1
    }

    /// Passes over a member that only the schema has.
    #[inline]
    const fn pass_ours(&mut self, name: &str) {
        self.at.0 += name.len() + 1;
        self.take_ours();
    }

    #[inline]
    const fn pass_theirs(&mut self, name: &str) {
        self.at.1 += name.len() + 1;
        self.take_theirs();
    }

    #[inline]
    const fn pass_commas(&mut self) {
        if token::byte(self.schema, self.at.0) == b',' {
            self.at.0 += 1;
        }
        if token::byte(self.file, self.at.1) == b',' {
            self.at.1 += 1;
        }
    }

    #[inline]
    const fn leave(&mut self) {
        self.depth -= 1;
        self.at = (self.at.0 + 1, self.at.1 + 1);
    }
}

/// Writes a value. The end of a long value is left out.
#[inline]
const fn push_value(value: &str, out: &mut Text<'_>) {
    if value.is_empty() {
        out.push("nothing");
        return;
    }
    if value.len() <= SHOWN {
        out.push(value);
        return;
    }
    let mut end = SHOWN;
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    out.push(value.split_at(end).0);
    out.push(" …");
}

/// Writes a name as part of a JSON pointer: `~` becomes `~0`, and `/` becomes `~1`.
#[inline]
const fn push_escaped(name: &str, out: &mut Text<'_>) {
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
        out.push(before);
        out.push(escape);
        rest = after.split_at(1).1;
        at = 0;
    }
    out.push(rest);
}
