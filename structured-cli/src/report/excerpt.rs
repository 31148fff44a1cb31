//! The lines around a place, as a report shows them.

use std::borrow::Cow;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use structured_lint::Position;

use crate::visible::pictured;

/// Longer lines are cut to a window around the place: a minified schema is one line.
const LINE_WIDTH: usize = 160;

/// How much of a long line is shown before the place, and from the place on, in bytes.
const BEFORE: usize = 32;
const BEHIND: usize = 56;

/// The mark after a neighbouring line that was cut.
const CUT: &str = "…";

/// The line of a place and the lines around it, or the part of a long line around the place, without control
/// characters, ready to be printed.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    name: &'a str,
    position: Option<Position>,
    text: String,
    /// The number of the first line of `text`, from 0.
    first_line: usize,
    /// The underlined part of `text`: its start and its length.
    pub(super) underlined: (usize, usize),
}

impl<'a> Excerpt<'a> {
    /// The lines of `source` around `position`.
    pub(super) fn new(name: &'a str, source: &str, position: Option<Position>) -> Self {
        let mut excerpt = Self { name, position, text: String::new(), first_line: 0, underlined: (0, 0) };
        let Some(position) = position else { return excerpt };
        excerpt.first_line = position.line.saturating_sub(1);
        let at = position.span.start.min(source.len());
        let (before, after) = source.split_at_checked(at).unwrap_or((source, ""));
        let (above, left) = before.rsplit_once('\n').map_or((None, before), |(above, left)| (Some(above), left));
        let (right, below) = after.split_once('\n').map_or((after, None), |(right, below)| (right, Some(below)));
        let right = right.strip_suffix('\r').unwrap_or(right);
        // An underline does not extend beyond the end of its line.
        let length = (position.span.end.saturating_sub(at)).min(right.len()).min(BEHIND);
        let spanned = pictured(first(right, length));
        if left.len() + right.len() > LINE_WIDTH {
            excerpt.place(&pictured(last(left, BEFORE)), &spanned, &pictured(first(right, BEHIND)));
            return excerpt;
        }
        if let Some(above) = above {
            excerpt.first_line = excerpt.first_line.saturating_sub(1);
            excerpt.text = format!("{}\n", neighbour(above.rsplit('\n').next().unwrap_or_default()));
        }
        excerpt.place(&pictured(left), &spanned, &pictured(right));
        // No line follows a line break at the end of the file.
        if let Some(below) = below.filter(|below| !below.is_empty()) {
            excerpt.text.push('\n');
            excerpt.text.push_str(&neighbour(below.split('\n').next().unwrap_or_default()));
        }
        excerpt
    }

    fn place(&mut self, left: &str, spanned: &str, right: &str) {
        self.text.push_str(left);
        self.underlined = (self.text.len(), spanned.len());
        self.text.push_str(right);
    }
}

/// A line beside that of the place, cut if it is long.
fn neighbour(line: &str) -> String {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let shown: Cow<'_, str> =
        if line.len() > LINE_WIDTH { format!("{}{CUT}", first(line, BEFORE + BEHIND)).into() } else { line.into() };
    pictured(&shown)
}

/// The first complete characters in at most `bytes` bytes.
fn first(text: &str, bytes: usize) -> &str {
    let whole = (0..=bytes.min(text.len())).rev().find_map(|end| text.get(..end));
    whole.unwrap_or_default()
}

/// The last complete characters in at most `bytes` bytes.
fn last(text: &str, bytes: usize) -> &str {
    let whole = (text.len().saturating_sub(bytes)..=text.len()).find_map(|start| text.get(start..));
    whole.unwrap_or_default()
}

impl SourceCode for Excerpt<'_> {
    /// Always the whole excerpt, because it was made for one place. A request without context lines asks for the place
    /// itself.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Some(position) = self.position else { return Err(MietteError::OutOfBounds) };
        let (line, column) = if before == 0 {
            (position.line.saturating_sub(1), position.column.saturating_sub(1))
        } else {
            (self.first_line, 0)
        };
        let (data, span) = (self.text.as_bytes(), (0, self.text.len()).into());
        let count = self.text.split('\n').count();
        Ok(Box::new(MietteSpanContents::new_named(self.name.to_owned(), data, span, line, column, count)))
    }
}
