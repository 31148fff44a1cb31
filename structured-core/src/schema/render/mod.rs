//! The JSON text of a schema, written by the const interpreter.
//!
//! A property usually costs two pieces: its `prefix` (name and description, joined by the macro) and the body of its
//! scalar type. The members of a schema object have the order `description`, `title`, `type`, the rest, so that a prefix
//! can end inside a description. A body then closes the description, or continues it with the type's own.
//!
//! Nested parts are kept on a separate stack, because the interpreter allows only 128 nested calls and types may be
//! nested deeper.

mod cursor;
mod frame;
mod object;
mod plain;
mod reference;
mod scalar;

pub(crate) use self::cursor::{Cursor, PLACES};
use self::cursor::{annotate, title};
use self::frame::{Frame, OpenObject};
use self::object::OBJECTS;
use self::plain::{Bodies, WITH_BOUNDS, WITHOUT_BOUNDS, list_start};
use self::reference::{OPTION, REFERENCES, SINGLE};
use self::scalar::{constraints, scalar_type};
pub(crate) use self::scalar::{form_description, scalar};
use crate::profile::{Keyword, Profile, SelfReference};
use crate::schema::catalog::Catalog;
use crate::schema::link::NodeRef;
use crate::schema::merged::flattened_union;
use crate::schema::names::Names;
use crate::schema::node::{Annotations, Array, Node, Object, Scalar, ScalarKind, Shape, Union};
use crate::schema::text::{Padded, Text};

/// What is written between the name of a definition and its description.
static DESCRIBED: Padded = Padded::new("\":{\"description\":\"");

/// A schema that is being written.
struct Renderer<'a, const N: usize> {
    catalog: &'a Catalog<N>,
    names: &'a Names<N>,
    profile: &'a Profile,
    /// The bodies of properties of plain types in this profile.
    plain: &'static Bodies,
    text: Text<'a>,
    /// The unfinished parts, outermost first.
    stack: &'a mut [Frame; N],
    depth: usize,
    /// Whether the nesting exceeds the stack.
    is_too_deep: bool,
}

/// Writes a whole schema and returns its length in bytes. If the text does not fit the buffer, writing stops, and the
/// length is greater than that of the buffer. Returns `None` if more values are nested than the catalog has room for
/// definitions.
#[inline]
pub(crate) const fn render<const N: usize>(
    catalog: &Catalog<N>,
    names: &Names<N>,
    profile: &Profile,
    buffer: &mut [u8],
) -> Option<usize> {
    let plain = if profile.keywords.contains(Keyword::Minimum) { &WITH_BOUNDS } else { &WITHOUT_BOUNDS };
    let text = Text::new(buffer);
    let stack = &mut [Frame::EMPTY; N];
    Renderer { catalog, names, profile, plain, text, stack, depth: 0, is_too_deep: false }.schema()
}

impl<const N: usize> Renderer<'_, N> {
    #[inline]
    const fn schema(&mut self) -> Option<usize> {
        let root = &self.catalog.entries[0];
        let node = root.node();
        self.text.push("{");
        if let Shape::Object(object) = &node.shape
            && flattened_union(object).is_none()
        {
            let mut cursor = Cursor::START;
            // The description of an object at the root is part of the response format or tool.
            annotate(&mut self.text, &mut cursor, &Annotations { description: None, ..node.annotations });
            title(&mut self.text, &mut cursor);
            self.begin_object(object, &cursor, "");
            self.run();
            self.definitions(",\"$defs\":{\"", "}");
            self.text.push("}");
        } else {
            self.definitions("\"$defs\":{\"", "},");
            self.begin_definition(root.link);
            self.run();
        }
        if self.is_too_deep { None } else { Some(self.text.length()) }
    }

    /// Writes `$defs`, if there are any, between `before` and `after`. `before` includes the quote of the first name.
    #[inline]
    const fn definitions(&mut self, before: &str, after: &str) {
        let mut is_first = true;
        let mut i = 0;
        while i < self.catalog.length && !self.text.is_cut() {
            if self.catalog.is_in_defs(i, self.profile) {
                self.definition(if is_first { before } else { ",\"" }, i);
                is_first = false;
            }
            i += 1;
        }
        if !is_first {
            self.text.push(after);
        }
    }

    /// Writes the definition of entry `i`, with its name, after `before`.
    #[inline]
    const fn definition(&mut self, before: &str, i: usize) {
        let link = self.catalog.entries[i].link;
        let node = link.node();
        // Most definitions are objects with a description. This takes fewer calls for them.
        if let Some(name) = self.names.bare(i)
            && let Shape::Object(object) = &node.shape
            && let Annotations { title: None, description: Some(description), .. } = &node.annotations
            && !object.flattened
        {
            self.text.push(before);
            self.text.push_padded(name, &DESCRIBED);
            self.text.push_padded(description, &OBJECTS[1][0]);
            self.next_property(OpenObject::new(object, "}"));
        } else {
            self.names.push_after(before, &mut self.text, self.catalog, i);
            self.text.push("\":{");
            self.begin_definition(link);
        }
        self.run();
    }

    /// Writes a definition or the root, with its annotations and its closing brace. Its contents are left to
    /// [`run`](Self::run).
    #[inline]
    const fn begin_definition(&mut self, link: NodeRef) {
        let node = link.node();
        let mut cursor = Cursor::START;
        annotate(&mut self.text, &mut cursor, &node.annotations);
        match &node.shape {
            Shape::Newtype(newtype) => {
                if let Some(constraints) = newtype.constraints {
                    cursor.constrain(constraints);
                }
                self.begin(newtype.inner, cursor);
            }
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => self.begin_shape(node, cursor),
            _ => self.begin(link, cursor),
        }
    }

    /// Continues with the unfinished parts until all of them are finished.
    #[inline]
    const fn run(&mut self) {
        while self.depth > 0 && !self.text.is_cut() {
            self.depth -= 1;
            let frame = self.stack[self.depth];
            match frame {
                Frame::Object(object) => self.next_property(object),
                Frame::Merged(object) => self.next_merged_property(object),
                Frame::Value(link) => self.begin(link, Cursor::START),
                Frame::Union { union, around, next, is_nullable } => {
                    self.next_branch(union, around, next, is_nullable);
                }
                Frame::Array { length, places } => {
                    if let Some(length) = length {
                        self.text.push(",\"minItems\":");
                        self.text.push_number(length);
                        self.text.push(",\"maxItems\":");
                        self.text.push_number(length);
                    }
                    constraints(&mut self.text, &places);
                    self.text.push("}");
                }
            }
        }
        self.depth = 0;
    }

    #[inline]
    const fn push_frame(&mut self, frame: Frame) {
        if self.depth == N {
            self.is_too_deep = true;
            return;
        }
        self.stack[self.depth] = frame;
        self.depth += 1;
    }

    /// Writes the inside of the schema object for `link`, with its closing brace. Its contents are left to
    /// [`run`](Self::run).
    #[inline]
    const fn begin(&mut self, link: NodeRef, mut cursor: Cursor) {
        let mut link = link;
        loop {
            let node = link.node();
            match &node.shape {
                Shape::Scalar(kind) => return scalar(&mut self.text, self.profile, kind, cursor),
                // Nobody sees this schema, because the program does not compile.
                Shape::Rejected => {
                    let any = Scalar::new("", ScalarKind::String);
                    return scalar(&mut self.text, self.profile, &any, cursor);
                }
                Shape::Nullable(inner) => {
                    cursor.is_nullable = true;
                    link = *inner;
                }
                Shape::Newtype(newtype) => {
                    if node.definition.is_some()
                        && let Some(entry) = self.catalog.entry_of(link)
                    {
                        return self.reference(entry, cursor);
                    }
                    annotate(&mut self.text, &mut cursor, &node.annotations);
                    if let Some(constraints) = newtype.constraints {
                        cursor.constrain(constraints);
                    }
                    link = newtype.inner;
                }
                Shape::Array(array) => return self.begin_array(array, cursor),
                Shape::Enclosing => {
                    // The check of the schema refuses a reference to a type that is not listed.
                    let entry = if let Some(entry) = self.catalog.entry_of(link) { entry } else { 0 };
                    return self.reference(entry, cursor);
                }
                Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => {
                    if node.definition.is_some()
                        && let Some(entry) = self.catalog.entry_of(link)
                        && (entry == 0 || self.catalog.entries[entry].is_defined)
                    {
                        return self.reference(entry, cursor);
                    }
                    annotate(&mut self.text, &mut cursor, &node.annotations);
                    return self.begin_shape(node, cursor);
                }
            }
        }
    }

    /// Writes a reference to entry `entry`. Beside annotations and for an option, it is the branch of a union.
    #[inline]
    const fn reference(&mut self, entry: usize, mut cursor: Cursor) {
        title(&mut self.text, &mut cursor);
        let form = if cursor.is_nullable { OPTION } else { SINGLE };
        let around = &REFERENCES[form][cursor.in_string as usize];
        let before = around.before.as_str();
        if entry == 0 && matches!(self.profile.self_reference, SelfReference::Root) {
            self.text.push_part(before, 0, before.len() - "/$defs/".len());
        } else {
            self.names.push_after(before, &mut self.text, self.catalog, entry);
        }
        self.text.push_padded("", &around.after);
    }

    #[inline]
    const fn begin_array(&mut self, array: &Array, mut cursor: Cursor) {
        let has_length_keywords = self.profile.keywords.contains(Keyword::MinItems);
        if let (Some(length), false) = (array.length, has_length_keywords) {
            let annotations = Annotations { description: Some("Number of items: "), ..Annotations::NONE };
            annotate(&mut self.text, &mut cursor, &annotations);
            self.text.push_number(length);
        }
        title(&mut self.text, &mut cursor);
        self.text.push(list_start(cursor.is_nullable, cursor.in_string));
        let length = if has_length_keywords { array.length } else { None };
        self.push_frame(Frame::Array { length, places: cursor.constraints });
        self.push_frame(Frame::Value(array.items));
    }

    /// Writes an object, enum or union whose own annotations have been written.
    #[inline]
    const fn begin_shape(&mut self, node: &'static Node, mut cursor: Cursor) {
        title(&mut self.text, &mut cursor);
        match &node.shape {
            Shape::Object(object) => {
                if object.flattened
                    && let Some(union) = flattened_union(object)
                {
                    return self.begin_union(union, Some(object), &cursor);
                }
                self.begin_object(object, &cursor, "}");
            }
            Shape::Enum(values) => {
                let type_member = scalar_type(values.kind, cursor.is_nullable, cursor.in_string);
                self.text.push_part(type_member, 0, type_member.len() - 1);
                self.text.push(",\"enum\":[");
                self.text.push(values.list);
                self.text.push(if cursor.is_nullable { ",null]}" } else { "]}" });
            }
            Shape::Union(union) => self.begin_union(union, None, &cursor),
            _ => {}
        }
    }

    /// Writes the beginning of a union. `around` is the object that it is flattened into.
    #[inline]
    const fn begin_union(&mut self, union: &Union, around: Option<&'static Object>, cursor: &Cursor) {
        self.text.push(if cursor.in_string { "\",\"anyOf\":[" } else { "\"anyOf\":[" });
        self.push_frame(Frame::Union {
            union: *union,
            around,
            next: 0,
            is_nullable: cursor.is_nullable || union.has_null(),
        });
    }

    /// Writes the branch of `null`, with the annotations of its variant.
    #[inline]
    const fn null_branch(&mut self, union: &Union) {
        let mut cursor = Cursor::START;
        self.text.push(",{");
        if let Some(null) = &union.null {
            annotate(&mut self.text, &mut cursor, &null.annotations);
            title(&mut self.text, &mut cursor);
        }
        self.text.push(if cursor.in_string { "\",\"type\":\"null\"}" } else { "\"type\":\"null\"}" });
    }

    #[inline]
    const fn next_branch(&mut self, union: Union, around: Option<&'static Object>, next: usize, is_nullable: bool) {
        if next == union.branches.len() {
            if is_nullable {
                self.null_branch(&union);
            }
            self.text.push("]}");
            return;
        }
        self.text.push(if next == 0 { "{" } else { ",{" });
        self.push_frame(Frame::Union { union, around, next: next + 1, is_nullable });
        match around {
            Some(object) => self.begin_merged(object, &union.branches[next], Cursor::START),
            None => self.begin(union.branches[next].value, Cursor::START),
        }
    }
}
