//! Resolving `$ref`.

use std::collections::HashMap;

use serde_json::Value;

use super::source::{SourceId, Sources};
use crate::Error;

/// The schemas that references led to.
pub(super) struct References<'a> {
    root: &'a Value,
    /// The `$id` of the root: references may begin with it.
    root_id: &'a str,
    found: HashMap<&'a str, SourceId>,
}

impl<'a> References<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        let root_id = root.get("$id").and_then(Value::as_str).unwrap_or_default();
        Self { root, root_id: root_id.trim_end_matches('#'), found: HashMap::new() }
    }

    /// The schema that `reference` refers to. The reference is in the schema at `at`.
    pub(super) fn find(&mut self, reference: &'a str, at: &str, sources: &mut Sources<'a>) -> Result<SourceId, Error> {
        if let Some(&known) = self.found.get(reference) {
            return Ok(known);
        }
        let missing = |why: &str| Error::schema(at, format!("`$ref` names `{reference}`, {why}"));
        let inside = match reference.strip_prefix(self.root_id) {
            Some(rest) if rest.is_empty() || rest.starts_with('#') => rest,
            _ => reference,
        };
        let fragment = match inside.strip_prefix('#') {
            Some(fragment) => fragment,
            None if inside.is_empty() => "",
            None => return Err(missing("which is not in this schema")),
        };
        let pointer = percent_decoded(fragment)
            .ok_or_else(|| missing("in which a `%` is not followed by two hexadecimal digits"))?;
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return Err(missing(
                "which is an anchor and cannot be followed; help: write the path, as in `#/$defs/Name`",
            ));
        }
        let target = self.walk(&pointer).map_err(|resource| match resource {
            None => missing("which does not exist"),
            Some(at) => missing(&format!(
                "which is inside `{at}`, and the `$id` there gives references another meaning; help: remove that `$id`"
            )),
        })?;
        let found = sources.add(target, || format!("#{pointer}"));
        self.found.insert(reference, found);
        Ok(found)
    }

    /// The value at `pointer`. If there is none, the error names the schema on the way that has an `$id`.
    fn walk(&self, pointer: &str) -> Result<&'a Value, Option<String>> {
        let mut value = self.root;
        let mut end = 0;
        for token in pointer.split('/').skip(1) {
            if end > 0 && value.get("$id").is_some_and(Value::is_string) {
                return Err(Some(format!("#{}", &pointer[..end])));
            }
            end += 1 + token.len();
            let name = token.replace("~1", "/").replace("~0", "~");
            value = match value {
                Value::Object(members) => members.get(&name),
                Value::Array(items) if name == "0" || !name.starts_with(['0', '+']) => {
                    name.parse::<usize>().ok().and_then(|index| items.get(index))
                }
                _ => None,
            }
            .ok_or(None)?;
        }
        Ok(value)
    }
}

/// The pointer in the fragment of a URI.
fn percent_decoded(fragment: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(fragment.len()), fragment.as_bytes());
    while let [first, others @ ..] = rest {
        rest = others;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, others) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = others;
    }
    String::from_utf8(bytes).ok()
}
