//! Which branches of an untagged enum serde would never get to.
//!
//! serde tries one variant after the other, ignores keys that it does not know, and takes any string for a string; the
//! derive refuses a variant behind one that reads the same JSON.

use structured_lint::{JsonValue, Value};

use super::branches;

/// Deeper schemas are not compared; two that differ only there count as different.
const DEPTH: usize = 6;

/// The schema whose references are followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover<'r> {
    pub(super) root: &'r JsonValue,
}

impl<'r> Cover<'r> {
    /// Puts each branch before those that would hide it, and drops what stands twice.
    pub(super) fn order(self, branches: &mut Vec<JsonValue>) -> Option<&'static str> {
        if branches::is_told_apart(branches) {
            return None;
        }
        let count = branches.len();
        let mut ordered: Vec<JsonValue> = Vec::with_capacity(count);
        let mut moved = false;
        for branch in branches.drain(..) {
            if ordered.contains(&branch) {
                continue;
            }
            let hiding =
                ordered.iter().position(|earlier| self.covers(earlier, &branch) && !self.covers(&branch, earlier));
            moved |= hiding.is_some();
            ordered.insert(hiding.unwrap_or(ordered.len()), branch);
        }
        *branches = ordered;
        match (branches.len() < count, moved) {
            (true, _) => Some("a branch that stands twice stands once"),
            (_, true) => Some("a branch stands before the one that takes more than it"),
            _ => None,
        }
    }

    /// The branch that serde reads as an earlier one, so never.
    pub(super) fn hidden<'b>(self, branches: &[&'b JsonValue]) -> Option<&'b JsonValue> {
        let later = branches.iter().enumerate();
        let mut hidden =
            later.filter(|(index, later)| branches[..*index].iter().any(|earlier| self.covers(earlier, later)));
        hidden.next().map(|(_, branch)| *branch)
    }

    /// The branch that begins with the same property as an earlier one.
    pub(super) fn same_first<'b>(self, branches: &[&'b JsonValue]) -> Option<&'b JsonValue> {
        let first = |branch: &'b JsonValue| self.follow(branch).get("properties")?.members()?.first();
        let is_same = |a: &'b JsonValue, b: &'b JsonValue| {
            let (Some(a), Some(b)) = (first(a), first(b)) else { return false };
            a.name == b.name && self.covers_at(&a.value, &b.value, 1) && self.covers_at(&b.value, &a.value, 1)
        };
        let mut same = branches
            .iter()
            .enumerate()
            .filter(|(index, later)| branches[..*index].iter().any(|earlier| is_same(earlier, later)));
        same.next().map(|(_, branch)| *branch)
    }

    /// Whether a branch is `null`, or refers to a schema that is.
    pub(super) fn is_null(self, branch: &JsonValue) -> bool {
        is_null(self.follow(branch))
    }

    fn covers(self, a: &JsonValue, b: &JsonValue) -> bool {
        self.covers_at(a, b, DEPTH)
    }

    /// Whether serde reads as `a` whatever `b` admits. Where it is hard to say, it is not.
    fn covers_at(self, a: &JsonValue, b: &JsonValue, depth: usize) -> bool {
        let (a, b) = (self.follow(a), self.follow(b));
        if depth == 0 {
            return false;
        }
        if std::ptr::eq(a, b) {
            return true;
        }
        if is_null(b) {
            return takes_null(a);
        }
        if is_nullable(b) && !takes_null(a) {
            return false;
        }
        if let Some(branches) = unions(b) {
            return branches
                .iter()
                .filter(|branch| !is_null(branch))
                .all(|branch| self.covers_at(a, branch, depth - 1));
        }
        if let Some(branches) = unions(a) {
            return branches.iter().any(|branch| self.covers_at(branch, b, depth - 1));
        }
        match (kind(a), kind(b)) {
            (Some("string"), Some("string")) => match (a.get("enum"), b.get("enum")) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(a), Some(b)) => has_all(a, b),
            },
            (Some("number"), Some("number" | "integer")) | (Some("integer"), Some("integer")) => {
                match (a.get("enum"), b.get("enum")) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(a), Some(b)) => has_all(a, b),
                }
            }
            (Some("boolean"), Some("boolean")) => true,
            (Some("array"), Some("array")) => match (a.get("items"), b.get("items")) {
                (Some(a), Some(b)) => self.covers_at(a, b, depth - 1),
                _ => false,
            },
            (Some("object"), Some("object")) => self.object_covers(a, b, depth),
            _ => false,
        }
    }

    /// A property that may be `null` may be missing, to serde.
    fn object_covers(self, a: &JsonValue, b: &JsonValue, depth: usize) -> bool {
        let (Some(a), Some(b)) = (a.get("properties"), b.get("properties")) else { return false };
        a.members().unwrap_or_default().iter().all(|property| match b.get(&property.name) {
            Some(other) => self.covers_at(&property.value, other, depth - 1),
            None => is_nullable(self.follow(&property.value)),
        })
    }

    fn follow<'n>(self, node: &'n JsonValue) -> &'n JsonValue
    where
        'r: 'n,
    {
        let mut node = node;
        // The linter has refused a reference that leads back to itself; this is for its branches.
        for _ in 0..DEPTH {
            node = match node.get("$ref").and_then(JsonValue::as_str) {
                Some("#") => self.root,
                Some(target) => match structured_lint::resolve_ref(self.root, target) {
                    Some(definition) => &definition.value,
                    None => return node,
                },
                None => match unions(node) {
                    // One branch is that branch.
                    Some([only]) => only,
                    _ => return node,
                },
            };
        }
        node
    }
}

fn unions(node: &JsonValue) -> Option<&[JsonValue]> {
    node.get("anyOf").and_then(JsonValue::elements)
}

/// The type beside `null`.
fn kind(node: &JsonValue) -> Option<&str> {
    match &node.get("type")?.value {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(JsonValue::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn is_null(node: &JsonValue) -> bool {
    node.get("type").and_then(JsonValue::as_str) == Some("null")
}

fn is_nullable(node: &JsonValue) -> bool {
    let kinds = node.get("type").and_then(JsonValue::elements).unwrap_or_default();
    kinds.iter().any(|kind| kind.as_str() == Some("null")) || unions(node).unwrap_or_default().iter().any(is_null)
}

fn takes_null(node: &JsonValue) -> bool {
    is_null(node) || is_nullable(node)
}

fn has_all(a: &JsonValue, b: &JsonValue) -> bool {
    let (a, b) = (a.elements().unwrap_or_default(), b.elements().unwrap_or_default());
    b.iter().all(|value| a.contains(value))
}
