//! Which regular expressions Python's `re` compiles, and which of them mean something else in ECMA-262.
//!
//! The API compiles a pattern with Python's `re` and refuses the schema if that fails ("… is not a 'regex'."). JSON
//! Schema itself asks for ECMA-262. The derive is stricter: it takes only what every reader takes
//! (`structured_core::profile::pattern_fault`). A schema that was not derived is reported as an error only where the
//! API refuses it.

/// What is wrong with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PatternFault {
    /// Python's `re` does not compile it: the API refuses the schema.
    NotPython(&'static str),
    /// It means something else, or nothing, in ECMA-262, which other readers of the schema use.
    NotEcma(&'static str),
}

/// Deeper groups are refused: no reader has to follow them.
const MOST_OPEN_GROUPS: usize = 64;

/// Python's `re` has no group number that a pattern may refer to beyond this one.
const MOST_GROUPS: usize = 100;

/// What is wrong with `pattern`, by the rules of Python 3.11 and of ECMA-262; `None` if it is fine.
///
/// Look-around and references back to groups are not looked for: both readers know them.
pub(super) const fn fault(pattern: &str) -> Option<PatternFault> {
    let mut parser = Parser {
        bytes: pattern.as_bytes(),
        at: 0,
        last: Last::Nothing,
        open: [0; MOST_OPEN_GROUPS],
        depth: 0,
        groups: 0,
        is_closed: [false; MOST_GROUPS],
        not_ecma: None,
    };
    while parser.at < parser.bytes.len() {
        if let Err(why) = parser.step() {
            return Some(PatternFault::NotPython(why));
        }
    }
    if parser.depth > 0 {
        return Some(PatternFault::NotPython("a `(` has no `)`"));
    }
    match parser.not_ecma {
        Some(why) => Some(PatternFault::NotEcma(why)),
        None => None,
    }
}

/// What stands before the place, as a quantifier sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The start of the pattern, of a group or of an alternative, or an anchor.
    Nothing,
    Item,
    Quantified,
}

type Step<T = ()> = Result<T, &'static str>;

struct Parser<'p> {
    bytes: &'p [u8],
    at: usize,
    last: Last,
    /// The numbers of the groups that are open; 0 for one that captures nothing.
    open: [usize; MOST_OPEN_GROUPS],
    depth: usize,
    /// How many groups have been opened that capture.
    groups: usize,
    is_closed: [bool; MOST_GROUPS],
    not_ecma: Option<&'static str>,
}

impl Parser<'_> {
    const fn peek(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.bytes.len() { self.bytes[self.at + ahead] } else { 0 }
    }

    const fn has(&self, ahead: usize) -> bool {
        self.at + ahead < self.bytes.len()
    }

    const fn is_not_ecma(&mut self, why: &'static str) {
        if self.not_ecma.is_none() {
            self.not_ecma = Some(why);
        }
    }

    /// Reads one item, quantifier, bracket or bar.
    const fn step(&mut self) -> Step {
        match self.peek(0) {
            b'\\' => self.escape(),
            b'[' => self.set(),
            b'(' => self.open_group(),
            b')' => self.close_group(),
            b'*' | b'+' | b'?' => {
                self.at += 1;
                self.quantifier()
            }
            b'{' => self.braces(),
            b'|' | b'^' | b'$' => {
                self.at += 1;
                self.last = Last::Nothing;
                Ok(())
            }
            _ => {
                self.at += 1;
                self.last = Last::Item;
                Ok(())
            }
        }
    }

    /// Takes note of a quantifier that has been read, and of what makes it lazy or possessive.
    const fn quantifier(&mut self) -> Step {
        match self.last {
            Last::Nothing => return Err("a quantifier has nothing to repeat"),
            Last::Quantified => return Err("a quantifier repeats a quantifier"),
            Last::Item => {}
        }
        self.last = Last::Quantified;
        if self.has(0) && self.peek(0) == b'?' {
            self.at += 1;
        } else if self.has(0) && self.peek(0) == b'+' {
            self.at += 1;
            self.is_not_ecma("a possessive quantifier is none in ECMA-262");
        }
        Ok(())
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; anything else is a brace.
    const fn braces(&mut self) -> Step {
        let start = self.at;
        self.at += 1;
        let (low, has_low) = match self.digits() {
            Ok(digits) => digits,
            Err(why) => return Err(why),
        };
        let (mut high, mut has_high, mut has_comma) = (low, has_low, false);
        if self.peek(0) == b',' {
            has_comma = true;
            self.at += 1;
            (high, has_high) = match self.digits() {
                Ok(digits) => digits,
                Err(why) => return Err(why),
            };
        }
        if self.peek(0) != b'}' || (!has_low && !has_comma) {
            self.at = start + 1;
            self.last = Last::Item;
            return Ok(());
        }
        self.at += 1;
        if has_high && high < low {
            return Err("a quantifier has a greatest count below its least");
        }
        if !has_low {
            self.is_not_ecma("a quantifier without a least count is none in ECMA-262");
        }
        self.quantifier()
    }

    /// A number, and whether there is one.
    const fn digits(&mut self) -> Step<(u64, bool)> {
        let (mut number, start) = (0_u64, self.at);
        while self.has(0) && self.peek(0).is_ascii_digit() {
            number = number * 10 + (self.peek(0) - b'0') as u64;
            if number > u32::MAX as u64 - 1 {
                return Err("a quantifier counts too far");
            }
            self.at += 1;
        }
        Ok((number, self.at > start))
    }

    const fn open_group(&mut self) -> Step {
        self.at += 1;
        if self.peek(0) != b'?' {
            return self.push(true);
        }
        self.at += 1;
        match self.peek(0) {
            b':' | b'=' | b'!' => {
                self.at += 1;
                self.push(false)
            }
            b'>' => {
                self.at += 1;
                self.is_not_ecma("an atomic group is none in ECMA-262");
                self.push(false)
            }
            b'<' if self.peek(1) == b'=' || self.peek(1) == b'!' => {
                self.at += 2;
                self.push(false)
            }
            b'<' => {
                Err("a named group is spelled `(?P<name>…)` in Python, and otherwise in ECMA-262: leave the name out")
            }
            b'P' => self.named(),
            b'#' => self.comment(),
            b'(' => Err("a group that depends on another one is not supported"),
            _ => self.flags(),
        }
    }

    const fn push(&mut self, captures: bool) -> Step {
        if self.depth == MOST_OPEN_GROUPS {
            return Err("groups nest too deep");
        }
        if captures {
            self.groups += 1;
        }
        self.open[self.depth] = if captures { self.groups } else { 0 };
        self.depth += 1;
        self.last = Last::Nothing;
        Ok(())
    }

    const fn close_group(&mut self) -> Step {
        if self.depth == 0 {
            return Err("a `)` has no `(`");
        }
        self.at += 1;
        self.depth -= 1;
        let number = self.open[self.depth];
        if number > 0 && number < MOST_GROUPS {
            self.is_closed[number] = true;
        }
        self.last = Last::Item;
        Ok(())
    }

    /// `(?P<name>`, `(?P=name)`.
    const fn named(&mut self) -> Step {
        self.is_not_ecma("`(?P…` is Python's: leave the name of the group out");
        let (kind, start) = (self.peek(1), self.at + 2);
        let end = match kind {
            b'<' => b'>',
            b'=' => b')',
            _ => return Err("`(?P` is followed by a name"),
        };
        self.at = start;
        while self.has(0) && self.peek(0) != end {
            let byte = self.peek(0);
            let is_word = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
            if !is_word || (self.at == start && byte.is_ascii_digit()) {
                return Err("the name of a group is no identifier");
            }
            self.at += 1;
        }
        if !self.has(0) || self.at == start {
            return Err("the name of a group is missing, or does not end");
        }
        let name = (start, self.at);
        self.at += 1;
        let is_known = self.has_group_named(name, start - 4);
        match (kind, is_known) {
            (b'<', true) => Err("two groups have one name"),
            (b'<', false) => self.push(true),
            (_, true) => {
                self.last = Last::Item;
                Ok(())
            }
            (_, false) => Err("a reference names no group before it"),
        }
    }

    /// Whether a group of this name begins before `end`.
    const fn has_group_named(&self, name: (usize, usize), end: usize) -> bool {
        let length = name.1 - name.0;
        let mut at = 0;
        while at + 4 + length < end {
            let is_name = self.bytes[at] == b'('
                && self.bytes[at + 1] == b'?'
                && self.bytes[at + 2] == b'P'
                && self.bytes[at + 3] == b'<';
            let mut same = 0;
            while is_name && same < length && self.bytes[at + 4 + same] == self.bytes[name.0 + same] {
                same += 1;
            }
            if is_name && same == length && self.bytes[at + 4 + length] == b'>' {
                return true;
            }
            at += 1;
        }
        false
    }

    const fn comment(&mut self) -> Step {
        self.is_not_ecma("`(?#…)` is Python's comment");
        while self.has(0) && self.peek(0) != b')' {
            self.at += 1;
        }
        if !self.has(0) {
            return Err("a comment does not end");
        }
        self.at += 1;
        Ok(())
    }

    /// `(?i)`, which Python has at the start only, and `(?i:…)`.
    const fn flags(&mut self) -> Step {
        let is_start = self.at == 2;
        let (mut is_off, mut count) = (false, 0);
        while self.has(0) {
            match self.peek(0) {
                b'i' | b'm' | b's' | b'x' => count += 1,
                b'a' | b'u' if !is_off => count += 1,
                b'-' if !is_off => (is_off, count) = (true, 0),
                _ => break,
            }
            self.at += 1;
        }
        if count == 0 {
            return Err("`(?` is followed by something that Python's `re` does not know");
        }
        self.is_not_ecma("flags in a pattern are none in ECMA-262");
        match self.peek(0) {
            b':' => {
                self.at += 1;
                self.push(false)
            }
            b')' if is_start && !is_off => {
                self.at += 1;
                Ok(())
            }
            b')' => Err("flags for the whole pattern do not stand at its start"),
            _ => Err("`(?` is followed by something that Python's `re` does not know"),
        }
    }

    const fn escape(&mut self) -> Step {
        let escaped = self.peek(1);
        if !self.has(1) {
            return Err("a `\\` has nothing after it");
        }
        self.last = Last::Item;
        match escaped {
            b'A' | b'Z' => {
                self.last = Last::Nothing;
                self.is_not_ecma("`\\A` and `\\Z` are Python's: write `^` and `$`");
                self.at += 2;
                Ok(())
            }
            b'b' | b'B' => {
                self.last = Last::Nothing;
                self.at += 2;
                Ok(())
            }
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => {
                self.at += 2;
                Ok(())
            }
            b'1'..=b'9' => self.back_reference(),
            _ => match self.escaped_character() {
                Ok(_) => Ok(()),
                Err(why) => Err(why),
            },
        }
    }

    /// `\1` to `\99`, or an octal number of three digits.
    const fn back_reference(&mut self) -> Step {
        let (one, two, three) = (self.peek(1), self.peek(2), self.peek(3));
        if matches!(one, b'0'..=b'7') && matches!(two, b'0'..=b'7') && matches!(three, b'0'..=b'7') {
            self.at += 4;
            self.is_not_ecma("an octal escape is none in ECMA-262");
            return if one > b'3' { Err("an octal escape is beyond `\\377`") } else { Ok(()) };
        }
        let mut number = (one - b'0') as usize;
        self.at += 2;
        if two.is_ascii_digit() {
            number = number * 10 + (two - b'0') as usize;
            self.at += 1;
        }
        if number < MOST_GROUPS && self.is_closed[number] {
            Ok(())
        } else {
            Err("a reference names no group that ends before it")
        }
    }

    /// A character that is escaped, in a set or out of one; its code point.
    const fn escaped_character(&mut self) -> Step<u32> {
        let escaped = self.peek(1);
        match escaped {
            b'x' => self.hexadecimal(2),
            b'u' => self.hexadecimal(4),
            b'U' => {
                self.is_not_ecma("`\\U` is Python's: write the character itself, or `\\u` and four digits");
                match self.hexadecimal(8) {
                    Ok(code) if code > 0x0010_ffff => Err("`\\U` is followed by no character's number"),
                    other => other,
                }
            }
            b'N' => Err("`\\N{…}` is only known to Python: write the character itself"),
            b'0' => {
                self.at += 2;
                let mut more = 0;
                while more < 2 && matches!(self.peek(0), b'0'..=b'7') {
                    self.at += 1;
                    more += 1;
                }
                Ok(0)
            }
            b'a' => {
                self.is_not_ecma("`\\a` is Python's");
                self.at += 2;
                Ok(7)
            }
            b't' | b'n' | b'v' | b'f' | b'r' => {
                self.at += 2;
                Ok(match escaped {
                    b't' => 9,
                    b'n' => 10,
                    b'v' => 11,
                    b'f' => 12,
                    _ => 13,
                })
            }
            b'p' | b'P' => Err("Python's `re` has no `\\p{…}`: list the characters, as in `[a-zA-Z]`"),
            b'z' => Err("Python's `re` has no `\\z`: write `$`"),
            b'a'..=b'z' | b'A'..=b'Z' => Err("Python's `re` does not know this escape"),
            _ => {
                self.at += 1;
                Ok(self.character())
            }
        }
    }

    /// `\x41`, `\u0041`.
    const fn hexadecimal(&mut self, digits: usize) -> Step<u32> {
        let (mut code, mut read) = (0_u32, 0);
        while read < digits {
            let digit = match self.peek(2 + read) {
                digit @ b'0'..=b'9' => digit - b'0',
                digit @ b'a'..=b'f' => digit - b'a' + 10,
                digit @ b'A'..=b'F' => digit - b'A' + 10,
                _ => return Err("Python's `re` wants two digits after `\\x`, and four after `\\u`"),
            };
            code = code * 16 + digit as u32;
            read += 1;
        }
        self.at += 2 + digits;
        Ok(code)
    }

    /// The character at the place, which is passed.
    const fn character(&mut self) -> u32 {
        let first = self.peek(0);
        let (mut code, length) = match first {
            0..=0x7f => (first as u32, 1),
            0x80..=0xdf => (first as u32 & 0x1f, 2),
            0xe0..=0xef => (first as u32 & 0x0f, 3),
            _ => (first as u32 & 0x07, 4),
        };
        let mut more = 1;
        while more < length {
            code = code << 6 | self.peek(more) as u32 & 0x3f;
            more += 1;
        }
        self.at += length;
        code
    }

    const fn set(&mut self) -> Step {
        const UNTERMINATED: &str = "a `[` has no `]`";
        self.at += 1;
        if self.peek(0) == b'^' {
            self.at += 1;
        }
        let start = self.at;
        loop {
            if !self.has(0) {
                return Err(UNTERMINATED);
            }
            if self.peek(0) == b']' && self.at > start {
                break;
            }
            if self.peek(0) == b']' {
                self.is_not_ecma("a `]` at the start of a set ends it in ECMA-262: write `\\]`");
            }
            let low = match self.member() {
                Ok(member) => member,
                Err(why) => return Err(why),
            };
            if self.peek(0) != b'-' || self.peek(1) == b']' {
                continue;
            }
            self.at += 1;
            if !self.has(0) {
                return Err(UNTERMINATED);
            }
            let high = match self.member() {
                Ok(member) => member,
                Err(why) => return Err(why),
            };
            match (low, high) {
                (Some(low), Some(high)) if low <= high => {}
                (Some(_), Some(_)) => return Err("a range of a set ends before it starts"),
                _ => return Err("a range of a set starts or ends with a class of characters"),
            }
        }
        self.at += 1;
        self.last = Last::Item;
        Ok(())
    }

    /// One character of a set; `None` for a class of them.
    const fn member(&mut self) -> Step<Option<u32>> {
        if self.peek(0) != b'\\' {
            return Ok(Some(self.character()));
        }
        if !self.has(1) {
            return Err("a `\\` has nothing after it");
        }
        match self.peek(1) {
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => {
                self.at += 2;
                Ok(None)
            }
            b'b' => {
                self.at += 2;
                Ok(Some(8))
            }
            b'1'..=b'7' => {
                self.is_not_ecma("an octal escape is none in ECMA-262");
                self.at += 1;
                let (mut code, mut read) = (0, 0);
                while read < 3 && matches!(self.peek(0), b'0'..=b'7') {
                    code = code * 8 + (self.peek(0) - b'0') as u32;
                    self.at += 1;
                    read += 1;
                }
                if code > 0o377 { Err("an octal escape is beyond `\\377`") } else { Ok(Some(code)) }
            }
            b'8' | b'9' => Err("Python's `re` does not know this escape"),
            _ => match self.escaped_character() {
                Ok(code) => Ok(Some(code)),
                Err(why) => Err(why),
            },
        }
    }
}
