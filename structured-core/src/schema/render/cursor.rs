//! The state of a schema object whose type is not written yet.

use crate::profile::Keyword;
use crate::schema::node::{Annotations, Constraints};
use crate::schema::text::{Padded, Text};

/// The number of attributes with constraints that one place can have: its own, and those of nested newtypes.
/// `check::keyword` refuses a type with more.
pub(crate) const PLACES: usize = 8;

/// What has been written of a schema object, and what is still to be written.
#[derive(Clone, Copy)]
pub(crate) struct Cursor {
    /// Whether the text ends inside a string: a description or a title.
    pub(crate) in_string: bool,
    /// The title, which is written after all descriptions.
    pub(crate) title: Option<&'static str>,
    pub(crate) is_nullable: bool,
    /// The constraints of the place, then of the newtypes around the type.
    pub(crate) constraints: [Option<&'static Constraints>; PLACES],
}

impl Cursor {
    pub(crate) const START: Self =
        Self { in_string: false, title: None, is_nullable: false, constraints: [None; PLACES] };

    #[inline]
    pub(crate) const fn constrain(&mut self, constraints: &'static Constraints) {
        let mut i = 0;
        while i < PLACES {
            if self.constraints[i].is_none() {
                self.constraints[i] = Some(constraints);
                return;
            }
            i += 1;
        }
    }

    /// Whether an attribute has the keyword.
    #[inline]
    pub(super) const fn has(&self, keyword: Keyword) -> bool {
        let mut i = 0;
        while i < PLACES {
            match self.constraints[i] {
                Some(constraints) if constraints.keywords.contains(keyword) => return true,
                Some(_) => {}
                None => return false,
            }
            i += 1;
        }
        false
    }
}

/// What precedes a description, by whether another one is open before it.
///
/// It is a static because a constant in an index expression would be copied as a whole.
pub(super) static DESCRIPTIONS: [Padded; 2] = [Padded::new("\"description\":\""), Padded::new("\\n\\n")];

/// Continues with the annotations of the type itself, after those of the place.
#[inline]
pub(super) const fn annotate(text: &mut Text<'_>, cursor: &mut Cursor, annotations: &Annotations) {
    if let Some(description) = annotations.description {
        text.push_padded("", &DESCRIPTIONS[cursor.in_string as usize]);
        text.push(description);
        cursor.in_string = true;
    }
    if cursor.title.is_none() {
        cursor.title = annotations.title;
    }
}

/// Writes the title.
#[inline]
pub(super) const fn title(text: &mut Text<'_>, cursor: &mut Cursor) {
    if let Some(title) = cursor.title {
        text.push(if cursor.in_string { "\",\"title\":\"" } else { "\"title\":\"" });
        text.push(title);
        cursor.title = None;
        cursor.in_string = true;
    }
}
