//! Patterns with the meaning that JSON Schema, and so ECMA-262, gives them, in the syntax that `regex-syntax` reads.
//!
//! Where readers of such patterns differ, only what all of them accept is allowed: `\s` matches what is white space to
//! all of them, and `\S` what is white space to none. Syntax that ECMA-262 lacks, or gives another meaning, is refused.

use core::iter::Peekable;
use core::str::Chars;

use regex_syntax::hir::Hir;

/// The characters that every reader takes for white space, and those that some do.
const SPACE: &str = r" \t\n\r";
const ANY_SPACE: &str = r" \t-\r\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
const LINE_ENDS: &str = r"\n\r\x{2028}\x{2029}";

/// # Errors
///
/// When the pattern contains something that cannot be read.
pub(crate) fn parse(pattern: &str) -> Result<Hir, String> {
    let mut reader = Reader { rest: pattern.chars().peekable(), out: String::new() };
    let respelled = reader.pattern().map(|()| reader.out);
    let parsed = respelled.and_then(|respelled| {
        regex_syntax::parse(&respelled).map_err(|error| {
            let text = error.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        })
    });
    parsed.map_err(|why| format!("the pattern `{pattern}` cannot be read: {why}"))
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

/// The expression for one character, or for a class of characters.
enum Atom {
    One(char),
    /// A class, as it is written in the result.
    Set(String),
}

impl Reader<'_> {
    fn pattern(&mut self) -> Result<(), String> {
        // Whether a quantifier is allowed here: not after nothing, and not after another quantifier.
        let mut may_repeat = false;
        while let Some(character) = self.rest.next() {
            match character {
                '^' | '$' | '|' | '(' => {
                    self.out.push(character);
                    may_repeat = false;
                    if character == '(' {
                        self.group()?;
                    }
                    continue;
                }
                '*' | '+' | '?' | '{' => {
                    if !may_repeat {
                        return Err(format!("`{character}` has nothing before it that it could repeat"));
                    }
                    self.quantifier(character)?;
                    may_repeat = false;
                    continue;
                }
                ')' => self.out.push(')'),
                '.' => self.out.extend(["[^", LINE_ENDS, "]"]),
                '[' => self.class()?,
                '\\' => self.escape_outside()?,
                ']' | '}' => return Err(format!("`{character}` closes nothing; help: write `\\{character}`")),
                other => self.literal(other),
            }
            may_repeat = true;
        }
        Ok(())
    }

    fn literal(&mut self, character: char) {
        self.out.push_str(&spelled(character));
    }

    /// What may follow `(`.
    fn group(&mut self) -> Result<(), String> {
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match (self.rest.next(), self.rest.peek()) {
            (Some(':'), _) => self.out.push_str("?:"),
            (Some('<'), Some(next)) if !matches!(next, '=' | '!') => {
                self.out.push_str("?<");
                while let Some(character) = self.rest.next_if(|next| next.is_alphanumeric() || *next == '_') {
                    self.out.push(character);
                }
                self.out.extend(self.rest.next());
            }
            _ => return Err("look-around and flags cannot be enforced".to_owned()),
        }
        Ok(())
    }

    fn quantifier(&mut self, first: char) -> Result<(), String> {
        self.out.push(first);
        if first == '{' {
            let mut counts = String::new();
            while let Some(character) = self.rest.next_if(|next| next.is_ascii_digit() || *next == ',') {
                counts.push(character);
            }
            let is_whole = counts.starts_with(|c: char| c.is_ascii_digit()) && counts.matches(',').count() <= 1;
            if !is_whole || self.rest.next() != Some('}') {
                return Err("`{` begins no count; help: write `\\{`".to_owned());
            }
            self.out.extend([counts.as_str(), "}"]);
        }
        // A lazy quantifier matches the same texts.
        self.rest.next_if_eq(&'?');
        Ok(())
    }

    fn escape_outside(&mut self) -> Result<(), String> {
        // Refused, with a help, by the code for anchors.
        if let Some(boundary) = self.rest.next_if(|next| matches!(next, 'b' | 'B')) {
            self.out.extend(['\\', boundary]);
            return Ok(());
        }
        match self.escape(None)? {
            Atom::One(character) => self.literal(character),
            Atom::Set(set) => self.out.extend(["[", &set, "]"]),
        }
        Ok(())
    }

    /// A class, from after its bracket on.
    fn class(&mut self) -> Result<(), String> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut set = String::new();
        loop {
            let atom = match self.rest.next() {
                None => return Err("`[` is not closed".to_owned()),
                Some(']') => break,
                Some(character) => self.atom(character, is_negated)?,
            };
            if self.rest.peek() != Some(&'-') {
                set.push_str(&atom.spelled());
                continue;
            }
            self.rest.next();
            match (atom, self.rest.next()) {
                (_, None) => return Err("`[` is not closed".to_owned()),
                (atom, Some(']')) => {
                    set.extend([&atom.spelled(), &spelled('-')].map(String::as_str));
                    break;
                }
                (first, Some(character)) => match (first, self.atom(character, is_negated)?) {
                    (Atom::One(low), Atom::One(high)) if low > high => {
                        return Err(format!("the range from `{low}` to `{high}` is empty"));
                    }
                    (Atom::One(low), Atom::One(high)) => set.extend([&spelled(low), "-", &spelled(high)]),
                    // Beside a class, `-` is a literal.
                    (first, second) => {
                        set.extend([first.spelled(), spelled('-'), second.spelled()].iter().map(String::as_str));
                    }
                },
            }
        }
        // The syntax of the result has no empty class.
        let all = r"\x{0}-\x{10FFFF}";
        match (set.is_empty(), is_negated) {
            (true, false) => self.out.extend(["[^", all, "]"]),
            (true, true) => self.out.extend(["[", all, "]"]),
            (false, false) => self.out.extend(["[", &set, "]"]),
            (false, true) => self.out.extend(["[^", &set, "]"]),
        }
        Ok(())
    }

    fn atom(&mut self, character: char, is_negated: bool) -> Result<Atom, String> {
        match character {
            '\\' if self.rest.next_if_eq(&'b').is_some() => Ok(Atom::One('\x08')),
            '\\' => self.escape(Some(is_negated)),
            other => Ok(Atom::One(other)),
        }
    }

    /// What follows a backslash. `class` tells whether it is in a class, and whether that is negated.
    fn escape(&mut self, class: Option<bool>) -> Result<Atom, String> {
        let is_negated = class == Some(true);
        let complement = |set: &str| Ok(Atom::Set(format!("[^{set}]")));
        let Some(character) = self.rest.next() else { return Err("`\\` is the last character".to_owned()) };
        Ok(Atom::One(match character {
            'd' => return Ok(Atom::Set(DIGIT.to_owned())),
            'w' => return Ok(Atom::Set(WORD.to_owned())),
            's' => return Ok(Atom::Set(if is_negated { ANY_SPACE } else { SPACE }.to_owned())),
            'D' => return complement(DIGIT),
            'W' => return complement(WORD),
            'S' => return complement(if is_negated { SPACE } else { ANY_SPACE }),
            'p' | 'P' => return self.property(character),
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0B',
            'f' => '\x0C',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            'x' => self.hexadecimal(2)?,
            'u' => self.unicode()?,
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 % 32),
                _ => return Err("`\\c` is followed by no letter".to_owned()),
            },
            other if other.is_ascii_punctuation() => other,
            other => return Err(format!("`\\{other}` has no meaning that can be enforced")),
        }))
    }

    /// `\p{…}`: a general category, or `Name=Value`.
    fn property(&mut self, kind: char) -> Result<Atom, String> {
        let wrong = || format!("`\\{kind}` names no general category or `Script=…`");
        self.rest.next_if_eq(&'{').ok_or_else(wrong)?;
        let mut name = String::new();
        while let Some(character) = self.rest.next_if(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '='))
        {
            name.push(character);
        }
        self.rest.next_if_eq(&'}').ok_or_else(wrong)?;
        let is_category = name.len() <= 2 && name.starts_with(|first: char| first.is_ascii_uppercase());
        if !is_category && !name.contains('=') {
            return Err(wrong());
        }
        Ok(Atom::Set(format!("\\{kind}{{{name}}}")))
    }

    fn unicode(&mut self) -> Result<char, String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let mut digits = String::new();
            while let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit) {
                digits.push(digit);
            }
            self.rest.next_if_eq(&'}').ok_or("`\\u{` is not closed")?;
            return u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).ok_or_else(no_character);
        }
        let first = self.digits(4)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or_else(no_character);
        }
        let mut ahead = self.rest.clone();
        if (ahead.next(), ahead.next()) != (Some('\\'), Some('u')) {
            return Err(no_character());
        }
        self.rest = ahead;
        let second = self.digits(4)?.checked_sub(0xDC00).filter(|second| *second < 0x400).ok_or_else(no_character)?;
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + second).ok_or_else(no_character)
    }

    fn hexadecimal(&mut self, count: usize) -> Result<char, String> {
        char::from_u32(self.digits(count)?).ok_or_else(no_character)
    }

    fn digits(&mut self, count: usize) -> Result<u32, String> {
        (0..count).try_fold(0, |value, _| {
            let digit = self.rest.next().and_then(|digit| digit.to_digit(16)).ok_or_else(no_character)?;
            Ok(16 * value + digit)
        })
    }
}

fn no_character() -> String {
    "an escape names no character".to_owned()
}

impl Atom {
    /// The character as part of a class.
    fn spelled(&self) -> String {
        match self {
            Self::One(character) => spelled(*character),
            Self::Set(set) => set.clone(),
        }
    }
}

/// A character that has no special meaning, in a class or outside of one.
fn spelled(character: char) -> String {
    if character.is_ascii_alphanumeric() { character.into() } else { format!("\\x{{{:X}}}", u32::from(character)) }
}
