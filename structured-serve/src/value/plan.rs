//! A schema in the form from which values are written: references resolved, keywords that apply together combined,
//! sizes known.

use std::collections::HashMap;
use std::fmt;

use super::conjunction::{Conjunction, Element};
use super::least;
use super::number::NumberRule;
use super::text::TextRule;
use crate::linter::JsonValue;

/// The most schemas that all places of a plan combine. A schema within the limits of any profile stays far
/// below that; one whose unions multiply does not.
const MOST_PARTS: usize = 400_000;

/// Why no value can be written for a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unanswerable(pub(crate) String);

impl fmt::Display for Unanswerable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The values at one place of a schema.
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
    /// The count that the description mentions.
    pub(super) described: Option<u64>,
}

#[derive(Debug)]
pub(super) struct ObjectRule {
    pub(super) properties: Vec<Property>,
    /// The shape of each property.
    pub(super) by_name: HashMap<Box<str>, usize>,
    /// The shape of other properties; `None` if they are forbidden.
    pub(super) others: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: Box<str>,
    pub(super) shape: usize,
    pub(super) required: bool,
}

/// A schema in the form from which values are written.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) shapes: Vec<Shape>,
    /// The approximate size of the smallest value of each shape, in characters; `None` if no value is finite.
    pub(super) least: Vec<Option<u64>>,
    /// For each choice, the branch with the smallest value.
    pub(super) least_branch: Vec<usize>,
}

impl Plan {
    /// Reads `schema`.
    ///
    /// # Errors
    ///
    /// If the schema contains a pattern that cannot be read, or combines too many keywords.
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
    /// How many schemas the known places combine.
    parts: usize,
}

impl<'s> Planner<'s> {
    /// The index of the shape of `conjunction`. A new shape is computed later.
    pub(super) fn shape_of(&mut self, conjunction: Conjunction<'s>) -> Result<usize, Unanswerable> {
        let conjunction = conjunction.resolved(self.root)?;
        let key = conjunction.key();
        if let Some(&index) = self.known.get(&key) {
            return Ok(index);
        }
        self.parts += key.len().max(1);
        if self.parts > MOST_PARTS {
            return Err(Unanswerable("its unions are combined in too many ways".to_owned()));
        }
        let index = self.shapes.len();
        self.shapes.push(Shape::Never);
        self.known.insert(key, index);
        self.queue.push((index, conjunction));
        Ok(index)
    }
}
