//! Narrowing a schema to what the Rust type behind it can hold.
//!
//! The published schema says `integer` where the type says `u8`, and `string` where it says `char`. The schema and the
//! type's description are walked side by side, and each place takes on the bounds of its type.

use std::collections::VecDeque;

use structured_core::node::{Node, Property, Scalar, Shape as TypeShape};
use structured_core::{Link, StructuredOutput};

use crate::schema::{self, Unbounded};
use crate::shape::{Document, Integers, Numbers, Shape, Text};
use crate::{Error, text};

pub(crate) fn read<T: StructuredOutput>() -> Result<Document, Error> {
    let document = schema::read(T::JSON_SCHEMA, Unbounded::Open)?;
    let root = T::NODE.map_err(|_| Error::schema("#", "the type has no schema"))?;
    let mut walk = Walk { links: vec![None; document.definitions.len()], open: VecDeque::new() };
    walk.meet(0, root);
    let mut definitions = document.definitions.clone();
    while let Some((index, link)) = walk.open.pop_front() {
        definitions[index] = walk.narrowed(&document.definitions[index], link).ok_or_else(|| {
            Error::schema(&document.places[index], "the type is described otherwise than its schema is")
        })?;
    }
    Document { definitions, ..document }.checked()
}

struct Walk {
    /// Which type each definition is of, once met.
    links: Vec<Option<Link>>,
    /// Definitions that have been met and not yet been narrowed.
    open: VecDeque<(usize, Link)>,
}

impl Walk {
    fn meet(&mut self, definition: usize, link: Link) {
        if self.links[definition].is_none() {
            self.links[definition] = Some(link);
            self.open.push_back((definition, link));
        }
    }

    /// `None` if `shape` is not the schema of what `link` leads to.
    fn narrowed(&mut self, shape: &Shape, link: Link) -> Option<Shape> {
        // A reference inside a generic type to itself names no node; its definition has been met before.
        if let (Shape::Ref(_), TypeShape::Enclosing(_)) = (shape, link.node().shape()) {
            return Some(shape.clone());
        }
        match (shape, link.node().shape()) {
            (Shape::Ref(index), _) => {
                self.meet(*index, link);
                Some(shape.clone())
            }
            (_, TypeShape::Newtype(newtype)) => self.narrowed(shape, newtype.inner()),
            // A reference with a description.
            (Shape::AnyOf(branches), _) if branches.len() == 1 => self.narrowed(&branches[0], link),
            (Shape::Enum(_), TypeShape::Nullable(_) | TypeShape::Enum(_)) | (Shape::Boolean, TypeShape::Scalar(_)) => {
                Some(shape.clone())
            }
            (Shape::AnyOf(branches), TypeShape::Nullable(inner)) => {
                let some: Vec<_> = branches.iter().filter(|&branch| *branch != Shape::Null).cloned().collect();
                let narrowed = self.narrowed(&Shape::AnyOf(some), inner)?;
                Some(Shape::AnyOf(vec![narrowed, Shape::Null]))
            }
            // `Option<Option<T>>` is one union.
            (_, TypeShape::Nullable(inner)) => self.narrowed(shape, inner),
            (Shape::AnyOf(branches), TypeShape::Union(union)) => {
                let both = branches.iter().zip(union.branches());
                let narrowed = both.map(|(branch, part)| self.narrowed(branch, part.value())).collect::<Option<_>>();
                narrowed.filter(|_| branches.len() == union.branches().len()).map(Shape::AnyOf)
            }
            (Shape::Object(properties), TypeShape::Object(object)) => {
                let fields = flattened(object.properties())?;
                let both = properties.iter().zip(&fields);
                let narrowed =
                    both.map(|((name, value), field)| Some((name.clone(), self.narrowed(value, field.value())?)));
                narrowed.collect::<Option<_>>().filter(|_| properties.len() == fields.len()).map(Shape::Object)
            }
            (Shape::Array { items, min, max }, TypeShape::Array(array)) => {
                let length = array.length().and_then(|length| u32::try_from(length).ok());
                Some(Shape::Array {
                    items: Box::new(self.narrowed(items, array.items())?),
                    min: length.unwrap_or(*min),
                    max: length.or(*max),
                })
            }
            (_, TypeShape::Scalar(scalar)) => scalar_shape(shape, scalar, link.node()),
            _ => None,
        }
    }
}

/// All properties, those of flattened objects in their place.
fn flattened(properties: &'static [Property]) -> Option<Vec<&'static Property>> {
    let mut all = Vec::new();
    for property in properties {
        if !property.is_flattened() {
            all.push(property);
            continue;
        }
        let mut node = property.value().node();
        let inner = loop {
            match node.shape() {
                TypeShape::Object(object) => break object,
                TypeShape::Newtype(newtype) => node = newtype.inner().node(),
                _ => return None,
            }
        };
        all.extend(flattened(inner.properties())?);
    }
    Some(all)
}

fn scalar_shape(shape: &Shape, scalar: Scalar, node: &'static Node) -> Option<Shape> {
    match shape {
        Shape::Integer(range) => {
            let (min, max) = scalar.range()?;
            // The range of a signed one has a gap.
            let zero = range.zero && !node.name().starts_with("NonZero");
            Some(Shape::Integer(Integers { min: range.min.max(min), max: range.max.min(max), zero, ..*range }))
        }
        Shape::Number(Numbers::Double) if node.name() == "f32" => Some(Shape::Number(Numbers::Single)),
        Shape::Number(_) => Some(shape.clone()),
        Shape::Text(text) => Some(Shape::Text(text_of(text, node.name()))),
        _ => None,
    }
}

/// Strings that a type other than `String` is read from.
fn text_of(text: &Text, name: &str) -> Text {
    let mut text = text.clone();
    let format = match name {
        "char" => {
            (text.min, text.max) = (1, Some(1));
            return text;
        }
        "Ipv4Addr" | "IpAddr" => "ipv4",
        "Ipv6Addr" => "ipv6",
        _ => return text,
    };
    text.patterns.extend(text::format(format));
    text
}
