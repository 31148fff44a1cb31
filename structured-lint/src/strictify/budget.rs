//! A limit for the copies that a fix may make: replacing references by their definitions must not double the schema
//! again and again.

use crate::json::{JsonValue, Value};

/// More than any profile's properties.
const NODES: usize = 50_000;

/// The number of values that may still be copied.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(NODES)
    }
}

impl Budget {
    /// Pays for a copy of `node`. `None` if the budget does not suffice.
    pub(super) fn spend(&mut self, node: &JsonValue) -> Option<()> {
        self.0 = self.0.checked_sub(1)?;
        match &node.value {
            Value::Object(members) => members.iter().try_for_each(|member| self.spend(&member.value)),
            Value::Array(elements) => elements.iter().try_for_each(|element| self.spend(element)),
            _ => Some(()),
        }
    }
}
