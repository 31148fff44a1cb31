//! What a schema requires of arrays.

use serde_json::Value;

use super::source::{Local, SourceId};
use super::{Reader, count, never};
use crate::Error;
use crate::shape::Shape;

impl<'a> Reader<'a> {
    /// The arrays that satisfy all of `locals`.
    pub(super) fn array(&mut self, locals: &[Local<'a>]) -> Result<Shape, Error> {
        let at = locals.first().map_or("#", |local| &local.at);
        let (min, max) = (count(locals, "minItems")?.unwrap_or(0), count(locals, "maxItems")?);
        if max.is_some_and(|max| max < min) {
            return Ok(never(at, "`maxItems` is less than `minItems`, so no array fits"));
        }
        let schemas = self.item_schemas(locals)?;
        let items = match schemas.first() {
            Some(first) => {
                let at = self.sources.at(*first);
                self.applied_together(&schemas, &at)?
            }
            None if max == Some(0) => Shape::Null,
            None => return Err(Error::schema(at, "an array must have `items`; help: give the schema of an item")),
        };
        Ok(Shape::Array { items: Box::new(items), min, max })
    }

    /// The schemas that `items` applies to each item.
    pub(super) fn item_schemas(&mut self, locals: &[Local<'a>]) -> Result<Vec<SourceId>, Error> {
        let mut schemas = Vec::new();
        for local in locals {
            match local.get("items") {
                None => {}
                Some(items @ (Value::Object(_) | Value::Bool(_))) => {
                    schemas.push(self.sources.add(items, || format!("{}/items", local.at)));
                }
                Some(Value::Array(_)) => {
                    let reason = "`items` must be one schema for all items; help: write an object with a property for each \
                                  item instead of a list";
                    return Err(Error::schema(&*local.at, reason));
                }
                Some(_) => return Err(Error::schema(&*local.at, "`items` must be a schema")),
            }
        }
        Ok(schemas)
    }
}
