//! The schema of a type by the documented rules, written at run time without regard to cost.
//!
//! It reads the types from the model alone, and shares no code with the derive or the constant rendering.

mod definitions;
mod parts;
mod render;
mod types;

use super::model::{Case, Constraint, Notes, Ty};

/// Whether the schema of a type is an object, as that of a root must be.
pub(crate) fn is_object(case: &Case, root: &Ty) -> bool {
    Catalog { case, entries: Vec::new() }.is_object(root)
}

/// The minified schema of a type that the case names.
pub(crate) fn schema(case: &Case, root: &Ty) -> String {
    let mut catalog = Catalog { case, entries: vec![Entry { ty: root.clone(), uses: 0 }] };
    let mut i = 0;
    while i < catalog.entries.len() {
        let ty = catalog.entries[i].ty.clone();
        catalog.contents(&ty);
        i += 1;
    }
    catalog.render()
}

struct Entry {
    ty: Ty,
    uses: usize,
}

struct Catalog<'a> {
    case: &'a Case,
    /// The definitions in the order of a breadth-first walk from the root.
    entries: Vec<Entry>,
}

/// A part of an object.
#[derive(Clone)]
enum Part {
    /// A member. Its name is quoted.
    Property { name: String, notes: Notes, value: Value },
    /// The members of one variant of a flattened enum, the tag first.
    Variants(Vec<(Notes, Vec<Part>)>),
}

/// The content of a place of the schema.
#[derive(Clone)]
enum Value {
    Type(Ty, Vec<Constraint>),
    /// An object without variants.
    Object(Notes, Vec<Part>),
    /// One object for each variant of a flattened enum.
    Objects(Notes, Vec<(Notes, Vec<Part>)>),
    Strings(Notes, Vec<String>),
    Null(Notes),
}
