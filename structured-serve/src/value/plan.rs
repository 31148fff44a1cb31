//! A schema as it is written from: references resolved, keywords that hold together joined, sizes known.

use std::collections::HashMap;
use std::fmt;

use super::conjunction::{Conjunction, Element};
use super::least;
use super::number::NumberRule;
use super::text::TextRule;
use crate::linter::JsonValue;

/// The places of a plan join at most this many schemas, all together. A schema within the limits of any profile stays far
/// below; one that joins unions to a product of their branches does not.
const MOST_PARTS: usize = 400_000;

/// Why no value is written for a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unanswerable(pub(crate) String);

impl fmt::Display for Unanswerable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What values look like at one place of a schema.
#[derive(Debug)]
pub(super) enum Shape {
    /// No value is admitted.
    Never,
    /// Every value is admitted.
    Any,
    Null,
    Boolean,
    Number(NumberRule),
    Text(TextRule),
    Array(ArrayRule),
    Object(ObjectRule),
    /// One of these JSON texts.
    Values(Vec<Box<str>>),
    /// A value of one of these shapes.
    Choice(Vec<usize>),
}

#[derive(Debug)]
pub(super) struct ArrayRule {
    pub(super) prefix: Vec<usize>,
    pub(super) items: usize,
    pub(super) least: u64,
    pub(super) most: u64,
    pub(super) unique: bool,
    /// The count that the description asks for.
    pub(super) described: Option<u64>,
}

#[derive(Debug)]
pub(super) struct ObjectRule {
    pub(super) properties: Vec<Property>,
    /// The shape of each property.
    pub(super) by_name: HashMap<Box<str>, usize>,
    /// What other properties hold; `None` if there may be none.
    pub(super) others: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: Box<str>,
    pub(super) shape: usize,
    pub(super) required: bool,
}

/// A schema that values can be written from.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) shapes: Vec<Shape>,
    /// The least size of a value of each shape, in characters, roughly; `None` if no value ends.
    pub(super) least: Vec<Option<u64>>,
    /// Of each choice, the branch with the least size.
    pub(super) least_branch: Vec<usize>,
}

impl Plan {
    /// Reads `schema`.
    ///
    /// # Errors
    ///
    /// If the schema holds a pattern that cannot be read, or joins more keywords than can be looked at.
    pub(crate) fn of(schema: &JsonValue) -> Result<Self, Unanswerable> {
        let mut planner =
            Planner { root: schema, shapes: Vec::new(), known: HashMap::new(), queue: Vec::new(), parts: 0 };
        planner.shape_of(Conjunction::of(schema))?;
        while let Some((index, conjunction)) = planner.queue.pop() {
            planner.shapes[index] = conjunction.shape(&mut planner)?;
        }
        let (least, least_branch) = least::sizes(&planner.shapes);
        Ok(Self { shapes: planner.shapes, least, least_branch })
    }
}

/// Finds every place of a schema once.
pub(super) struct Planner<'s> {
    pub(super) root: &'s JsonValue,
    shapes: Vec<Shape>,
    known: HashMap<Vec<Element>, usize>,
    queue: Vec<(usize, Conjunction<'s>)>,
    /// How many schemas the places that are known join.
    parts: usize,
}

impl<'s> Planner<'s> {
    /// The index of the shape of `conjunction`, which is worked out later if it is new.
    pub(super) fn shape_of(&mut self, conjunction: Conjunction<'s>) -> Result<usize, Unanswerable> {
        let conjunction = conjunction.resolved(self.root)?;
        let key = conjunction.key();
        if let Some(&index) = self.known.get(&key) {
            return Ok(index);
        }
        self.parts += key.len().max(1);
        if self.parts > MOST_PARTS {
            return Err(Unanswerable("its unions are joined in too many ways".to_owned()));
        }
        let index = self.shapes.len();
        self.shapes.push(Shape::Never);
        self.known.insert(key, index);
        self.queue.push((index, conjunction));
        Ok(index)
    }
}
