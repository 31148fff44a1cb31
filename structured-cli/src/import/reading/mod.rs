//! A schema to items: one item per object, enum and union.

mod definition;
mod place;
mod reader;
mod union;

use std::collections::HashMap;

use structured_core::profile::Profile;
use structured_lint::JsonValue;

use self::definition::count_references;
pub(crate) use self::reader::{NoType, Reader};
use super::model::{Kind, Notes};
use super::names::Scope;

/// Reads `schema`, whose root type is to be called `name`; `sent_as` is its name on the wire, if it has one.
pub(super) fn read<'a>(
    schema: &'a JsonValue,
    name: &str,
    sent_as: Option<&str>,
    profile: &'a Profile,
) -> Result<Reader<'a>, Vec<NoType>> {
    let mut reader = Reader {
        schema,
        profile,
        items: Vec::new(),
        types: Scope::types(),
        definitions: HashMap::new(),
        open: Vec::new(),
        uses: HashMap::new(),
        remarks: Vec::new(),
        obstacles: Vec::new(),
        path: Vec::new(),
    };
    count_references(schema, schema, &mut reader.uses);
    let root = reader.claim(name);
    let ident = reader.items[root].ident.clone();
    let fields = reader.fields(schema, &ident);
    if !reader.obstacles.is_empty() {
        return Err(reader.obstacles);
    }
    let notes = Notes::of(schema);
    let item = &mut reader.items[root];
    item.kind = Kind::Struct(fields);
    item.name = sent_as.filter(|sent_as| *sent_as != ident).map(str::to_owned);
    item.notes = notes;
    reader.remark_unused();
    Ok(reader)
}
