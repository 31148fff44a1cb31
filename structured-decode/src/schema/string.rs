//! What a schema requires of strings.

use std::collections::HashSet;

use super::source::Local;
use super::{count, never};
use crate::shape::{Shape, Text};
use crate::{Error, format, text};

/// The strings that satisfy all of `locals`.
pub(super) fn text(locals: &[Local<'_>]) -> Result<Shape, Error> {
    let mut patterns = Vec::new();
    let mut seen = HashSet::new();
    for local in locals {
        for pattern in patterns_of(local)? {
            if seen.insert(pattern.clone()) {
                // The grammar checks this again, but the place is known only here.
                let alone = Text { patterns: vec![pattern.clone()], ..Text::default() };
                text::text(&alone).map_err(|reason| Error::schema(&*local.at, reason))?;
                patterns.push(pattern);
            }
        }
    }
    let text = Text { min: count(locals, "minLength")?.unwrap_or(0), max: count(locals, "maxLength")?, patterns };
    if text.max.is_some_and(|max| max < text.min) {
        let at = locals.first().map_or("#", |local| &local.at);
        return Ok(never(at, "`maxLength` is less than `minLength`, so no string fits"));
    }
    Ok(Shape::Text(text))
}

/// The patterns that `pattern` and `format` of one schema ask for.
fn patterns_of(local: &Local<'_>) -> Result<Vec<String>, Error> {
    let mut patterns = Vec::new();
    if let Some(pattern) = local.get("pattern") {
        let pattern = pattern.as_str().ok_or_else(|| Error::schema(&*local.at, "`pattern` must be a string"))?;
        patterns.push(pattern.to_owned());
    }
    if let Some(name) = local.get("format") {
        let name = name.as_str().ok_or_else(|| Error::schema(&*local.at, "`format` must be a string"))?;
        let forms = format::patterns(name);
        patterns
            .extend(forms.ok_or_else(|| Error::schema(&*local.at, format!("the format `{name}` cannot be enforced")))?);
    }
    Ok(patterns)
}
