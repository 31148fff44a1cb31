//! The size of the smallest value of each shape.
//!
//! Shapes are settled in the order of their sizes, with Knuth's generalisation of Dijkstra's algorithm: a choice is
//! as small as its first settled branch, an object as the sum of its parts. A shape that is never settled has no finite
//! value. The cost is that of sorting the places where shapes are named.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::plan::Shape;

/// The smallest size of each shape (`None` if it has no finite value), and the branch of each choice with that size.
pub(super) fn sizes(shapes: &[Shape]) -> (Vec<Option<u64>>, Vec<usize>) {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); shapes.len()];
    let mut waiting: Vec<usize> = vec![0; shapes.len()];
    let mut least: Vec<Option<u64>> = vec![None; shapes.len()];
    let mut branch: Vec<usize> = vec![0; shapes.len()];
    let mut ready = BinaryHeap::new();
    for (index, shape) in shapes.iter().enumerate() {
        for part in parts(shape) {
            users[part].push(index);
            waiting[index] += 1;
        }
        if waiting[index] == 0
            && let Some(size) = own_size(shape, &least)
        {
            ready.push(Reverse((size, index, 0)));
        }
    }
    while let Some(Reverse((size, index, from))) = ready.pop() {
        if least[index].is_some() {
            continue;
        }
        least[index] = Some(size);
        branch[index] = from;
        for &user in &users[index] {
            match &shapes[user] {
                Shape::Choice(_) => ready.push(Reverse((size, user, index))),
                shape => {
                    waiting[user] -= 1;
                    if waiting[user] == 0
                        && let Some(size) = own_size(shape, &least)
                    {
                        ready.push(Reverse((size, user, 0)));
                    }
                }
            }
        }
    }
    (least, branch)
}

/// The shapes that every value of `shape` contains, or of which it is one.
fn parts(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Choice(branches) => branches.clone(),
        Shape::Object(rule) => {
            rule.properties.iter().filter(|property| property.required).map(|property| property.shape).collect()
        }
        Shape::Array(rule) => {
            let prefix = rule.prefix.iter().copied().take(usize::try_from(rule.least).unwrap_or(usize::MAX));
            let more = (rule.least > rule.prefix.len() as u64).then_some(rule.items);
            prefix.chain(more).collect()
        }
        _ => Vec::new(),
    }
}

/// The size of a shape whose parts are all settled.
fn own_size(shape: &Shape, least: &[Option<u64>]) -> Option<u64> {
    let of = |index: usize| least[index].unwrap_or_default();
    match shape {
        Shape::Never | Shape::Choice(_) => None,
        Shape::Any | Shape::Null | Shape::Boolean | Shape::Number(_) => Some(4),
        Shape::Text(rule) => rule.least_size().map(|size| size.saturating_add(2)),
        Shape::Values(values) => values.iter().map(|value| value.len() as u64).min(),
        Shape::Object(rule) => {
            Some(rule.properties.iter().filter(|property| property.required).fold(2, |size: u64, property| {
                size.saturating_add(of(property.shape)).saturating_add(property.name.len() as u64 + 4)
            }))
        }
        Shape::Array(rule) => {
            if rule.least > rule.most {
                return None;
            }
            let in_prefix = rule.prefix.len().min(usize::try_from(rule.least).unwrap_or(usize::MAX));
            let prefix = rule.prefix[..in_prefix].iter().fold(2, |size: u64, &part| size.saturating_add(of(part) + 1));
            let more = rule.least - in_prefix as u64;
            let items = if more == 0 { 0 } else { more.saturating_mul(of(rule.items).saturating_add(1)) };
            Some(prefix.saturating_add(items))
        }
    }
}
