//! The leaves of a model: the user's types and the enums in it, at any depth. Everything that looks for one of them in a
//! model finds it here.

use proc_macro2::Span;

use crate::model::{Content, Enum, Model, Object, Shape, Value};

/// A user's type or an enum, and where it is.
pub(crate) struct Leaf<'a> {
    pub(crate) part: Part<'a>,
    /// Set if the leaf is a property that adds the properties of its type.
    pub(crate) flatten: Option<Flatten>,
}

/// A flattened property.
pub(crate) struct Flatten {
    /// The key `flatten`.
    pub(crate) span: Span,
    /// The way to the property from the node of the type: the number of the branch, if there are branches, and then the
    /// numbers of the properties.
    pub(crate) path: Vec<usize>,
}

/// What a leaf is.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Type(&'a Value),
    Enum(&'a Enum),
}

impl Model {
    /// All leaves, in the order of the source.
    pub(crate) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        match &self.shape {
            Shape::Object(object) => object.push_leaves(&mut Vec::new(), &mut leaves),
            Shape::Newtype(value) => leaves.push(Leaf { part: Part::Type(value), flatten: None }),
            Shape::Enum(values) => leaves.push(Leaf { part: Part::Enum(values), flatten: None }),
            Shape::Union(branches) => {
                for (i, branch) in branches.iter().enumerate() {
                    branch.content.push_leaves(None, &mut vec![i], &mut leaves);
                }
            }
        }
        leaves
    }
}

impl Object {
    /// The leaves of an object. `path` is the way to it.
    pub(crate) fn leaves(&self, mut path: Vec<usize>) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        self.push_leaves(&mut path, &mut leaves);
        leaves
    }

    fn push_leaves<'a>(&'a self, path: &mut Vec<usize>, leaves: &mut Vec<Leaf<'a>>) {
        for (i, property) in self.properties.iter().enumerate() {
            path.push(i);
            property.value.push_leaves(property.flatten, path, leaves);
            path.pop();
        }
    }
}

impl Content {
    fn push_leaves<'a>(&'a self, flatten: Option<Span>, path: &mut Vec<usize>, leaves: &mut Vec<Leaf<'a>>) {
        let part = match self {
            Self::Type(value) => Part::Type(value),
            Self::Enum(values) => Part::Enum(values),
            Self::Object(object) => return object.push_leaves(path, leaves),
        };
        let flatten = flatten.map(|span| Flatten { span, path: path.clone() });
        leaves.push(Leaf { part, flatten });
    }
}

impl<'a> Leaf<'a> {
    pub(crate) fn as_type(&self) -> Option<&'a Value> {
        match self.part {
            Part::Type(value) => Some(value),
            Part::Enum(_) => None,
        }
    }

    pub(crate) fn as_enum(&self) -> Option<&'a Enum> {
        match self.part {
            Part::Enum(values) => Some(values),
            Part::Type(_) => None,
        }
    }
}
