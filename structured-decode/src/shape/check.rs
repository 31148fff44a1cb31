//! Checks of what the grammar relies on.

use super::{Document, Shape};
use crate::Error;

impl Document {
    /// Checks that the root is not a number, that every circle of references passes an object or array, and that some
    /// finite answer exists. Removes the branches of unions that no finite answer can take.
    pub(crate) fn checked(mut self) -> Result<Self, Error> {
        self.check_references()?;
        if !self.shows_its_end() {
            return Err(Error::schema(
                "#",
                "a number alone has no recognizable end; help: wrap it in an object with one property",
            ));
        }
        let is_finite = self.finite();
        if !is_finite[0] {
            return Err(self.why_no_answer(&is_finite));
        }
        for definition in &mut self.definitions {
            prune(definition, &is_finite);
        }
        Ok(self)
    }

    /// Whether no answer is the beginning of another: `1` is the beginning of `12`.
    fn shows_its_end(&self) -> bool {
        let (mut open, mut seen) = (vec![&self.definitions[0]], vec![false; self.definitions.len()]);
        while let Some(shape) = open.pop() {
            match shape {
                Shape::Integer(_) | Shape::Number(_) => return false,
                Shape::Enum(values) if values.iter().any(|value| is_number(value)) => return false,
                Shape::AnyOf(branches) => open.extend(branches),
                Shape::Ref(index) if !seen[*index] => {
                    seen[*index] = true;
                    open.push(&self.definitions[*index]);
                }
                _ => {}
            }
        }
        true
    }

    /// Fails if a definition refers to itself without an object or array in between.
    fn check_references(&self) -> Result<(), Error> {
        let mut is_done = vec![None; self.definitions.len()];
        for start in 0..self.definitions.len() {
            // Depth first. The second part of an entry is what remains to be visited of it.
            let mut path: Vec<(usize, Vec<usize>)> = vec![(usize::MAX, vec![start])];
            while let Some((index, left)) = path.last_mut() {
                let Some(next) = left.pop() else {
                    if let Some(done) = is_done.get_mut(*index) {
                        *done = Some(true);
                    }
                    path.pop();
                    continue;
                };
                match is_done[next] {
                    Some(true) => {}
                    Some(false) => {
                        let reason = "the definition refers to itself without an object or array in between";
                        return Err(Error::schema(&self.places[next], reason));
                    }
                    None => {
                        is_done[next] = Some(false);
                        path.push((next, unguarded(&self.definitions[next])));
                    }
                }
            }
        }
        Ok(())
    }

    /// For each definition, whether it has a finite answer.
    fn finite(&self) -> Vec<bool> {
        let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); self.definitions.len()];
        for (index, definition) in self.definitions.iter().enumerate() {
            let mut references = Vec::new();
            collect_references(definition, &mut references);
            references.sort_unstable();
            references.dedup();
            for reference in references {
                waiting[reference].push(index);
            }
        }
        let mut is_finite = vec![false; self.definitions.len()];
        // The definitions that were read last refer to fewer others.
        let mut open: Vec<usize> = (0..self.definitions.len()).collect();
        while let Some(index) = open.pop() {
            if !is_finite[index] && has_answer(&self.definitions[index], &is_finite) {
                is_finite[index] = true;
                open.extend(&waiting[index]);
            }
        }
        is_finite
    }

    /// Why the root has no answer: because no value fits somewhere, or because every level requires another one.
    fn why_no_answer(&self, is_finite: &[bool]) -> Error {
        let mut seen = vec![false; self.definitions.len()];
        let mut open = vec![&self.definitions[0]];
        while let Some(shape) = open.pop() {
            if has_answer(shape, is_finite) {
                continue;
            }
            match shape {
                Shape::Never { at, reason } => return Error::schema(at, reason),
                Shape::Ref(index) if !seen[*index] => {
                    seen[*index] = true;
                    open.push(&self.definitions[*index]);
                }
                Shape::Object(properties) => open.extend(properties.iter().rev().map(|(_, value)| value)),
                Shape::Array { items, .. } => open.push(items),
                Shape::Items(parts) | Shape::AnyOf(parts) => open.extend(parts.iter().rev()),
                _ => {}
            }
        }
        Error::schema(
            "#",
            "no finite answer exists, because every level requires another; help: make the recursive property nullable \
             or an array",
        )
    }
}

/// Whether this JSON is a number.
fn is_number(value: &str) -> bool {
    value.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The definitions that `shape` refers to without an object or array in between.
fn unguarded(shape: &Shape) -> Vec<usize> {
    let (mut found, mut open) = (Vec::new(), vec![shape]);
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Ref(index) => found.push(*index),
            Shape::AnyOf(branches) => open.extend(branches),
            _ => {}
        }
    }
    found
}

fn collect_references(shape: &Shape, found: &mut Vec<usize>) {
    match shape {
        Shape::Ref(index) => found.push(*index),
        Shape::Object(properties) => properties.iter().for_each(|(_, value)| collect_references(value, found)),
        Shape::Array { items, .. } => collect_references(items, found),
        Shape::Items(parts) | Shape::AnyOf(parts) => parts.iter().for_each(|part| collect_references(part, found)),
        _ => {}
    }
}

/// Whether `shape` has a finite answer, if exactly the definitions in `is_finite` have one.
fn has_answer(shape: &Shape, is_finite: &[bool]) -> bool {
    match shape {
        Shape::Never { .. } => false,
        Shape::Ref(index) => is_finite[*index],
        Shape::Object(properties) => properties.iter().all(|(_, value)| has_answer(value, is_finite)),
        Shape::Items(items) => items.iter().all(|item| has_answer(item, is_finite)),
        Shape::Array { items, min, .. } => *min == 0 || has_answer(items, is_finite),
        Shape::AnyOf(branches) => branches.iter().any(|branch| has_answer(branch, is_finite)),
        _ => true,
    }
}

fn prune(shape: &mut Shape, is_finite: &[bool]) {
    match shape {
        Shape::Object(properties) => {
            for (_, value) in properties {
                prune(value, is_finite);
            }
        }
        Shape::Array { items, max, .. } => {
            if !has_answer(items, is_finite) {
                *max = Some(0);
            }
            prune(items, is_finite);
        }
        Shape::Items(items) => {
            for item in items {
                prune(item, is_finite);
            }
        }
        Shape::AnyOf(branches) => {
            // A union without an answer remains only where nothing leads to it.
            if branches.iter().any(|branch| has_answer(branch, is_finite)) {
                branches.retain(|branch| has_answer(branch, is_finite));
            }
            for branch in branches {
                prune(branch, is_finite);
            }
        }
        _ => {}
    }
}
