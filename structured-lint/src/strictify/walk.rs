//! The walk through a schema, part by part.

use super::fixer::{Effect, Fixer};
use super::object::constants;
use crate::help;
use crate::json::{JsonValue, Value};
use crate::schema::shape::{SHAPES, is_for_arrays, is_for_objects, types};

impl Fixer<'_, '_> {
    /// Fixes `schema` and everything in it, except the definitions of a root.
    pub(super) fn schema(&mut self, schema: &mut JsonValue) {
        // A server that is not strict ignores the keywords beside a reference.
        if schema.members().is_none() || (!self.profile.strict && schema.get("$ref").is_some()) {
            return;
        }
        let inlined = self.inlined.len();
        self.merge_all_of(schema);
        self.merge_reference(schema);
        self.one_of(schema);
        self.drop_empty_branches(schema);
        if !self.is_at_root {
            self.distribute(schema);
        }
        if self.is_combined(schema) {
            self.inlined.truncate(inlined);
            return;
        }
        self.infer_type(schema);
        let constants = constants(schema);
        self.close_unevaluated(schema);
        self.describe_default(schema);
        self.drop_annotations(schema);
        self.exclusive_bounds(schema);
        self.describe_constraints(schema);
        self.children(schema);
        self.inlined.truncate(inlined);
        self.nullable(schema);
        self.wrap_reference(schema);
        self.close(schema);
        self.require(schema, &constants);
    }

    /// Fixes the parts of `schema`, as far as they describe its values.
    fn children(&mut self, schema: &mut JsonValue) {
        let types = types(schema);
        let (has_properties, has_items) = (is_for_objects(schema, &types), is_for_arrays(schema, &types));
        let properties = schema.get_mut("properties").filter(|_| has_properties);
        if let Some(Value::Object(properties)) = properties.map(|properties| &mut properties.value) {
            for property in properties {
                let name = property.name.clone();
                self.within(&["properties", &name], |this| this.schema(&mut property.value));
            }
        }
        if let Some(items) = schema.get_mut("items").filter(|_| has_items) {
            self.within(&["items"], |this| this.schema(items));
        }
        if let Some(Value::Array(branches)) = schema.get_mut("anyOf").map(|branches| &mut branches.value) {
            for (index, branch) in branches.iter_mut().enumerate() {
                self.within(&["anyOf", &index.to_string()], |this| this.schema(branch));
            }
        }
    }

    fn infer_type(&mut self, schema: &mut JsonValue) {
        let is_typed = ["type", "$ref"].iter().chain(SHAPES).any(|keyword| schema.get(keyword).is_some());
        if is_typed || !self.profile.strict {
            return;
        }
        if let Some(kind) = help::inferred_type(schema) {
            // `properties` and `items` do not apply to values of other types.
            let effect =
                if schema.get("enum").or(schema.get("const")).is_some() { Effect::Same } else { Effect::Narrower };
            self.changed(effect, format!("added {}", help::type_member(&kind)));
            schema.set("type", kind.value);
        }
    }
}
