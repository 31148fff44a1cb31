//! `oneOf`.

use super::fixer::{Effect, Fixer};
use crate::help;
use crate::json::{JsonValue, Value};
use crate::schema::shape::SHAPES;

impl Fixer<'_, '_> {
    pub(super) fn one_of(&mut self, schema: &mut JsonValue) {
        if schema.get("anyOf").is_some() {
            return;
        }
        if schema.get("oneOf").is_some() {
            schema.rename("oneOf", "anyOf");
            self.changed(Effect::Wider, "turned `oneOf` into `anyOf`");
            self.drop_type_of_branches(schema);
        }
    }

    /// A type that all branches have adds nothing beside them, and an object without properties is refused.
    fn drop_type_of_branches(&mut self, schema: &mut JsonValue) {
        let branches = schema.get("anyOf").and_then(JsonValue::elements).unwrap_or_default();
        let Some(kind) = schema.get("type").filter(|_| self.profile.strict) else { return };
        let has_it = |branch: &JsonValue| {
            let is_nullable = branch.get("nullable").is_some_and(|nullable| nullable.value == Value::Bool(true));
            let is_union = SHAPES.iter().any(|shape| branch.get(shape).is_some());
            let inferred = help::inferred_type(branch).filter(|_| !is_union);
            !is_nullable && branch.get("type").or(inferred.as_ref()) == Some(kind)
        };
        if schema.get("properties").is_none() && !branches.is_empty() && branches.iter().all(has_it) {
            schema.remove("type");
            self.changed(Effect::Same, "dropped `type`, which every branch has");
        }
    }
}
