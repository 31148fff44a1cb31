//! What an answer may be: the one description that a JSON Schema and a Rust type are both read into.

use std::collections::HashMap;

use crate::Error;

/// One place of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Exactly these properties, in this order.
    Object(Vec<(String, Self)>),
    /// Items of one shape.
    Array { items: Box<Self>, min: u32, max: Option<u32> },
    /// Exactly these items.
    Items(Vec<Self>),
    /// A string.
    Text(Text),
    /// An integer of a range, both ends included.
    Integer(Integers),
    /// A number that fits a float.
    Number(Numbers),
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// One of these values, each spelled as JSON.
    Enum(Vec<String>),
    /// What any of these admits.
    AnyOf(Vec<Self>),
    /// A definition, by its place in [`Document::definitions`].
    Ref(usize),
}

/// What a string may hold: as many characters as `min` and `max` say, and a match of every pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) patterns: Vec<String>,
}

/// The integers from `min` to `max` that `step` divides, and zero only if `zero` says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Integers {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) step: u64,
    pub(crate) zero: bool,
}

/// Numbers that a float can hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Numbers {
    /// Any that is finite as an `f64`.
    Double,
    /// Any that is finite as an `f32`.
    Single,
    /// Decimals between two bounds.
    Between(Decimals),
}

/// Decimals from `min` to `max`, both counted in units of 10⁻⁹, with at most `fraction` digits after the point, that are
/// `step` times something in units of the last of these digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Decimals {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) fraction: u8,
    pub(crate) step: u64,
}

/// A root and everything it refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Document {
    /// The shapes that have a name; the first is the root.
    pub(crate) definitions: Vec<Shape>,
    /// Where each definition stands, for messages.
    pub(crate) places: Vec<String>,
}

impl Document {
    /// Checks what the grammar relies on: the root is no number, every reference passes an object or array before it
    /// comes back, and some finite answer exists. Union branches that no finite answer can take are removed.
    pub(crate) fn checked(mut self) -> Result<Self, Error> {
        self.check_references()?;
        if !self.shows_its_end(&self.definitions[0]) {
            return Err(Error::schema(
                "#",
                "a number alone does not show where it ends; help: wrap it in an object with one property",
            ));
        }
        let heights = self.heights();
        if heights[0].is_none() {
            return Err(Error::schema(
                "#",
                "no finite answer exists, because every level requires another; help: make the recursive property \
                 nullable or an array",
            ));
        }
        for definition in &mut self.definitions {
            prune(definition, &heights);
        }
        Ok(self)
    }

    /// The shape behind a chain of references.
    pub(crate) fn resolve<'a>(&'a self, mut shape: &'a Shape) -> &'a Shape {
        while let Shape::Ref(index) = shape {
            shape = &self.definitions[*index];
        }
        shape
    }

    /// Whether no answer goes on to be another: `1` does, to be `12`.
    fn shows_its_end(&self, shape: &Shape) -> bool {
        match self.resolve(shape) {
            Shape::Integer(_) | Shape::Number(_) => false,
            Shape::Enum(values) => {
                !values.iter().any(|value| value.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
            }
            Shape::AnyOf(branches) => branches.iter().all(|branch| self.shows_its_end(branch)),
            _ => true,
        }
    }

    fn check_references(&self) -> Result<(), Error> {
        let mut seen = HashMap::new();
        for index in 0..self.definitions.len() {
            self.visit(index, &mut seen)?;
        }
        Ok(())
    }

    /// Depth-first over the references that no object or array guards; `false` marks one that is being visited.
    fn visit(&self, index: usize, seen: &mut HashMap<usize, bool>) -> Result<(), Error> {
        match seen.insert(index, false) {
            Some(true) => {
                seen.insert(index, true);
                return Ok(());
            }
            Some(false) => {
                return Err(Error::schema(
                    &self.places[index],
                    "the definition refers to itself without an object or array in between",
                ));
            }
            None => {}
        }
        let mut open = vec![&self.definitions[index]];
        while let Some(shape) = open.pop() {
            match shape {
                Shape::Ref(next) => self.visit(*next, seen)?,
                Shape::AnyOf(branches) => open.extend(branches),
                _ => {}
            }
        }
        seen.insert(index, true);
        Ok(())
    }

    /// How many objects and arrays the flattest answer of each definition nests; `None` where no answer is finite.
    fn heights(&self) -> Vec<Option<u32>> {
        let mut heights = vec![None; self.definitions.len()];
        loop {
            let next: Vec<_> = self.definitions.iter().map(|shape| height(shape, &heights)).collect();
            if next == heights {
                return heights;
            }
            heights = next;
        }
    }
}

fn height(shape: &Shape, definitions: &[Option<u32>]) -> Option<u32> {
    match shape {
        Shape::Object(properties) => properties
            .iter()
            .try_fold(0, |deepest, (_, value)| Some(deepest.max(height(value, definitions)?)))
            .map(|h| h + 1),
        Shape::Items(items) => {
            items.iter().try_fold(0, |deepest, item| Some(deepest.max(height(item, definitions)?))).map(|h| h + 1)
        }
        Shape::Array { min: 0, .. } => Some(1),
        Shape::Array { items, .. } => Some(height(items, definitions)? + 1),
        Shape::AnyOf(branches) => branches.iter().filter_map(|branch| height(branch, definitions)).min(),
        Shape::Ref(index) => definitions[*index],
        _ => Some(0),
    }
}

fn prune(shape: &mut Shape, heights: &[Option<u32>]) {
    match shape {
        Shape::Object(properties) => {
            for (_, value) in properties {
                prune(value, heights);
            }
        }
        Shape::Array { items, max, .. } => {
            if height(items, heights).is_none() {
                *max = Some(0);
            }
            prune(items, heights);
        }
        Shape::AnyOf(branches) => {
            // An unproductive union stands only where nothing reaches it; it is left as it is.
            if branches.iter().any(|branch| height(branch, heights).is_some()) {
                branches.retain(|branch| height(branch, heights).is_some());
            }
            for branch in branches {
                prune(branch, heights);
            }
        }
        _ => {}
    }
}
