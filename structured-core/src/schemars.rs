//! `schemars::JsonSchema` (1.x) with the constant schema, for crates that ask for that trait.

pub use alloc::borrow::Cow;
pub use alloc::string::String;

pub use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::schema::constant::name;
use crate::schema::{self, json_schema};

/// The name of `T` in a schema.
#[must_use]
pub fn schema_name<T: schema::Schema>() -> Cow<'static, str> {
    Cow::Borrowed(name::<T>())
}

/// The path of `T`, which generators use to distinguish types. `module` is the module of the type.
#[must_use]
pub fn schema_id<T: schema::Schema>(module: &str) -> Cow<'static, str> {
    Cow::Owned(alloc::format!("{module}::{}", name::<T>()))
}

/// The schema of `T`, inlined. The types that it refers to are added to the definitions of the generator, and its
/// references point there. If the generator has other definitions of these names, a number is appended to them.
pub fn schema<T: schema::Schema>(generator: &mut SchemaGenerator) -> Schema {
    let path = alloc::format!("#{}/", generator.settings().definitions_path.trim_end_matches('/'));
    let mut suffix = String::new();
    let mut number = 1;
    loop {
        let (schema, definitions) = with_definitions::<T>(&path, &suffix);
        let known = generator.definitions_mut();
        if definitions.iter().all(|(name, definition)| known.get(name).is_none_or(|known| known == definition)) {
            known.extend(definitions);
            return Schema::try_from(schema).unwrap_or_default();
        }
        number += 1;
        suffix = alloc::format!("_{number}");
    }
}

/// The schema of `T` and its definitions, which are at `path`. Their names end in `suffix`.
fn with_definitions<T: schema::Schema>(path: &str, suffix: &str) -> (Value, Map<String, Value>) {
    let mut schema: Value = serde_json::from_str(json_schema::<T>()).unwrap_or_default();
    let root = name::<T>();
    let own = match schema.as_object_mut().and_then(|members| members.remove("$defs")) {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    let mut is_recursive = lead_to(&mut schema, path, root, suffix);
    let mut definitions = Map::new();
    for (name, mut definition) in own {
        is_recursive |= lead_to(&mut definition, path, root, suffix);
        definitions.insert(name + suffix, definition);
    }
    if is_recursive {
        definitions.entry(String::from(root) + suffix).or_insert_with(|| schema.clone());
    }
    (schema, definitions)
}

/// Makes the references of a schema point to the definitions at `path`, whose names end in `suffix`. Returns whether one
/// of them pointed to the root, whose definition is called `root`.
fn lead_to(schema: &mut Value, path: &str, root: &str, suffix: &str) -> bool {
    let mut found = false;
    let mut open = alloc::vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get_mut("$ref") {
                    if target == "#" {
                        *target = alloc::format!("{path}{root}{suffix}");
                        found = true;
                    } else if let Some(name) = target.strip_prefix("#/$defs/") {
                        *target = alloc::format!("{path}{name}{suffix}");
                    }
                }
                open.extend(members.values_mut());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}
