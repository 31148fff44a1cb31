//! What schemas say about strings.

use super::source::Local;
use super::{count, never};
use crate::shape::{Shape, Text};
use crate::{Error, format, text};

/// The strings that satisfy all of `locals`.
pub(super) fn text(locals: &[Local<'_>]) -> Result<Shape, Error> {
    let mut patterns = Vec::new();
    for local in locals {
        if let Some(pattern) = local.get("pattern") {
            let pattern = pattern.as_str().ok_or_else(|| Error::schema(&*local.at, "`pattern` must be a string"))?;
            push(&mut patterns, pattern.to_owned());
        }
        if let Some(name) = local.get("format") {
            let name = name.as_str().ok_or_else(|| Error::schema(&*local.at, "`format` must be a string"))?;
            let Some(forms) = format::pattern(name) else {
                return Err(Error::schema(&*local.at, format!("the format `{name}` cannot be enforced")));
            };
            forms.into_iter().for_each(|form| push(&mut patterns, form));
        }
        // Again when the grammar is made; here the place is known.
        let own = Text { min: 0, max: None, patterns: patterns.clone() };
        text::text(&own).map_err(|reason| Error::schema(&*local.at, reason))?;
    }
    let text = Text { min: count(locals, "minLength")?.unwrap_or(0), max: count(locals, "maxLength")?, patterns };
    if text.max.is_some_and(|max| max < text.min) {
        let at = locals.first().map_or("#", |local| &local.at);
        return Ok(never(at, "`maxLength` is less than `minLength`, so no string fits"));
    }
    Ok(Shape::Text(text))
}

fn push(patterns: &mut Vec<String>, pattern: String) {
    if !patterns.contains(&pattern) {
        patterns.push(pattern);
    }
}
