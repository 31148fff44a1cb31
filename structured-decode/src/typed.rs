//! Narrowing a schema to what the Rust type behind it can hold.
//!
//! The published schema says `integer` where the type says `u8`, and `string` where it says `char`. The schema and the
//! type's description are walked side by side, and each place takes on the bounds of its type.

use std::collections::VecDeque;

use structured_core::NodeRef;
use structured_core::node::{Branch, Node, Object, Property, Scalar, Shape as TypeShape, Union};

use crate::schema::{self, Unbounded};
use crate::shape::{Document, Integers, Numbers, Shape, Text};
use crate::{Error, format};

/// The document of the type that `root` leads to, whose schema is `schema`.
pub(crate) fn read(schema: &str, root: NodeRef) -> Result<Document, Error> {
    let document = schema::read(schema, Unbounded::Open)?;
    let shapes = &document.definitions;
    let mut walk = Walk { shapes, links: vec![None; shapes.len()], open: VecDeque::new() };
    walk.meet(0, root);
    let mut definitions = document.definitions.clone();
    while let Some((index, link)) = walk.open.pop_front() {
        definitions[index] = walk.narrowed(&document.definitions[index], link).ok_or_else(|| {
            Error::schema(&document.places[index], "the form of a type there is not known; help: use a `String`")
        })?;
    }
    Document { definitions, ..document }.checked()
}

struct Walk<'a> {
    /// The definitions, before they are narrowed.
    shapes: &'a [Shape],
    /// Which type each definition is of, once met.
    links: Vec<Option<NodeRef>>,
    /// Definitions that have been met and not yet been narrowed.
    open: VecDeque<(usize, NodeRef)>,
}

impl Walk<'_> {
    fn meet(&mut self, definition: usize, link: NodeRef) {
        if self.links[definition].is_none() {
            self.links[definition] = Some(link);
            self.open.push_back((definition, link));
        }
    }

    /// Whether a union of these branches is no union, but a reference with a description beside it.
    fn is_described(&self, branches: &[Shape], link: NodeRef) -> bool {
        // An enum of one variant is a union of one branch, too.
        match (branches, link.node().shape()) {
            ([branch], shape) => match (branch, branch_count(shape)) {
                // To the enum, or to what is in its variant.
                (Shape::Ref(index), Some(count)) => {
                    matches!(&self.shapes[*index], Shape::AnyOf(branches) if branches.len() == count)
                }
                (_, count) => count.is_none(),
            },
            _ => false,
        }
    }

    /// The branches of a union but for that of `null`. `None` if they are not those of the type.
    fn branches(&mut self, branches: &[Shape], union: &Union) -> Option<Vec<Shape>> {
        if branches.len() != union.branches().len() {
            return None;
        }
        branches.iter().zip(union.branches()).map(|(branch, part)| self.narrowed(branch, part.value())).collect()
    }

    /// An object with these properties.
    fn object(&mut self, shape: &Shape, fields: &[&'static Property]) -> Option<Shape> {
        let Shape::Object(properties) = shape else { return None };
        let both = properties.iter().zip(fields);
        let narrowed = both.map(|((name, value), field)| Some((name.clone(), self.narrowed(value, field.value())?)));
        narrowed.collect::<Option<_>>().filter(|_| properties.len() == fields.len()).map(Shape::Object)
    }

    /// `None` if `shape` is not the schema of what `link` leads to.
    fn narrowed(&mut self, shape: &Shape, link: NodeRef) -> Option<Shape> {
        // A reference inside a generic type to itself names no node; its definition has been met before.
        if let (Shape::Ref(_), TypeShape::Enclosing) = (shape, link.node().shape()) {
            return Some(shape.clone());
        }
        match (shape, link.node().shape()) {
            (Shape::Ref(index), _) => {
                self.meet(*index, link);
                Some(shape.clone())
            }
            (_, TypeShape::Newtype(newtype)) => self.narrowed(shape, newtype.inner()),
            (Shape::AnyOf(branches), _) if self.is_described(branches, link) => self.narrowed(&branches[0], link),
            (Shape::Enum(_), TypeShape::Nullable(_) | TypeShape::Enum(_)) | (Shape::Boolean, TypeShape::Scalar(_)) => {
                Some(shape.clone())
            }
            (Shape::AnyOf(branches), TypeShape::Nullable(inner)) => {
                // A branch of the type may be `null` too; that of the `Option` is the last.
                let (null, some) = branches.split_last()?;
                let some = if *null == Shape::Null { some } else { branches };
                let narrowed = self.narrowed(&Shape::AnyOf(some.to_vec()), inner)?;
                Some(Shape::AnyOf(vec![narrowed, Shape::Null]))
            }
            // `Option<Option<T>>` is one union.
            (_, TypeShape::Nullable(inner)) => self.narrowed(shape, inner),
            (Shape::AnyOf(branches), TypeShape::Union(union))
                if union.has_null() && branches.last() == Some(&Shape::Null) =>
            {
                let (null, some) = branches.split_last()?;
                let narrowed = self.branches(some, &union)?;
                Some(Shape::AnyOf(narrowed.into_iter().chain([null.clone()]).collect()))
            }
            (Shape::AnyOf(branches), TypeShape::Union(union)) => self.branches(branches, &union).map(Shape::AnyOf),
            (Shape::AnyOf(branches), TypeShape::Object(object)) => {
                let variants = flattened_union(&object).filter(|union| union.branches().len() == branches.len())?;
                let both = branches.iter().zip(variants.branches());
                let narrowed = both.map(|(branch, variant)| self.object(branch, &merged(&object, variant)?));
                narrowed.collect::<Option<_>>().map(Shape::AnyOf)
            }
            (_, TypeShape::Object(object)) => self.object(shape, &properties(&object, None)?),
            (Shape::Array { items, min, max }, TypeShape::Array(array)) => {
                let length = array.length().and_then(|length| u32::try_from(length).ok());
                Some(Shape::Array {
                    items: Box::new(self.narrowed(items, array.items())?),
                    min: length.unwrap_or(*min),
                    max: length.or(*max),
                })
            }
            // An integer that is not zero is below it or above it.
            (Shape::AnyOf(branches), TypeShape::Scalar(scalar)) => {
                let narrowed = branches.iter().map(|branch| scalar_shape(branch, scalar, link.node()));
                narrowed.collect::<Option<_>>().map(Shape::AnyOf)
            }
            (_, TypeShape::Scalar(scalar)) => scalar_shape(shape, scalar, link.node()),
            _ => None,
        }
    }
}

/// How many branches the schema of a union has. `None` for a type that is no union.
fn branch_count(shape: TypeShape) -> Option<usize> {
    match shape {
        TypeShape::Union(union) => Some(union.branches().len() + usize::from(union.has_null())),
        TypeShape::Object(object) => flattened_union(&object).map(|union| union.branches().len()),
        _ => None,
    }
}

/// What newtypes around a flattened type stand for.
fn flattened_shape(property: &Property) -> TypeShape {
    let mut node = property.value().node();
    loop {
        match node.shape() {
            TypeShape::Newtype(newtype) => node = newtype.inner().node(),
            shape => return shape,
        }
    }
}

/// The enum that is flattened into an object, of which there is one for each variant.
fn flattened_union(object: &Object) -> Option<Union> {
    let flattened = object.properties().iter().filter(|property| property.is_flattened());
    flattened.map(flattened_shape).find_map(|shape| match shape {
        TypeShape::Union(union) => Some(union),
        TypeShape::Object(inner) => flattened_union(&inner),
        _ => None,
    })
}

/// The properties of an object with those of a variant of the flattened enum; the tag comes first.
fn merged(object: &Object, variant: &Branch) -> Option<Vec<&'static Property>> {
    let TypeShape::Object(variant) = variant.value().node().shape() else { return None };
    let (tag, rest) = properties(&variant, None)?.split_first().map(|(tag, rest)| (*tag, rest.to_vec()))?;
    let mut all = properties(object, Some(&rest))?;
    all.insert(0, tag);
    Some(all)
}

/// All properties, those of flattened objects in their place; `variant` has those of a flattened enum.
fn properties(object: &Object, variant: Option<&[&'static Property]>) -> Option<Vec<&'static Property>> {
    let mut all = Vec::new();
    for property in object.properties() {
        if !property.is_flattened() {
            all.push(property);
            continue;
        }
        match flattened_shape(property) {
            TypeShape::Object(inner) => all.extend(properties(&inner, variant)?),
            TypeShape::Union(_) => all.extend(variant?),
            _ => return None,
        }
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
        Shape::Text(text) => text_of(text, node.name()).map(Shape::Text),
        Shape::Null => Some(Shape::Null),
        _ => None,
    }
}

/// What a type other than `String` reads a string from; `None` if that is not known here.
///
/// Two crates may have types of one name: the form is then one that both read.
fn text_of(text: &Text, name: &str) -> Option<Text> {
    let mut text = text.clone();
    let named = |name: &str| format::patterns(name);
    let one = |inner: String| Some(vec![inner]);
    let offset = "[+-]([01][0-9]|2[0-3]):[0-5][0-9]";
    let forms = match name {
        "String" => return Some(text),
        "char" => {
            (text.min, text.max) = (1, Some(1));
            return Some(text);
        }
        "Ipv4Addr" | "IpAddr" => named("ipv4"),
        "Ipv6Addr" => named("ipv6"),
        "Uuid" => named("uuid"),
        "Date" | "NaiveDate" => named("date"),
        "Timestamp" => named("date-time"),
        "Span" => named("duration"),
        "SignedDuration" => one(format::duration_of_clock()),
        "Decimal" => one("-?(0|[1-9][0-9]{0,27})([.][0-9]{1,28})?".to_owned()),
        "Url" => Some(format::url()),
        "DateTime" => one(format::moment("T", offset)),
        "Zoned" => one(format::moment("T", r"\+00:00\[UTC\]")),
        "NaiveDateTime" => one(format::moment("T", "")),
        "PrimitiveDateTime" => one(format::moment_with_fraction(" ", "")),
        "OffsetDateTime" => one(format::moment_with_fraction(" ", &format!(" {offset}:[0-5][0-9]"))),
        "NaiveTime" => one(format::clock()),
        "Time" => one(format::clock_with_fraction()),
        _ => return None,
    };
    text.patterns.extend(forms?.into_iter().map(|form| format!("^({form})$")));
    Some(text)
}
