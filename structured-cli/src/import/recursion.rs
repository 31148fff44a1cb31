//! Where a type would contain itself, a `Box` goes in between.

use super::model::{Item, Kind, Type};

/// Puts a `Box` around each item that would otherwise hold its holder.
pub(super) fn break_cycles(items: &mut [Item]) {
    let held: Vec<Vec<usize>> = items.iter_mut().map(held_by).collect();
    for (holder, item) in items.iter_mut().enumerate() {
        if matches!(item.kind, Kind::Strings(_) | Kind::Numbers(_)) {
            continue;
        }
        for field in item.fields_mut() {
            if field.ty.held().is_some_and(|inner| reaches(&held, inner, holder)) {
                let ty = std::mem::replace(&mut field.ty, Type::Boolean);
                field.ty = ty.boxed();
            }
        }
    }
}

fn held_by(item: &mut Item) -> Vec<usize> {
    item.fields_mut().iter().filter_map(|field| field.ty.held()).collect()
}

/// Whether a value of `from` has a value of `to` in it, not behind a `Vec`.
fn reaches(held: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; held.len()];
    let mut waiting = vec![from];
    while let Some(index) = waiting.pop() {
        if index == to {
            return true;
        }
        if !std::mem::replace(&mut seen[index], true) {
            waiting.extend(&held[index]);
        }
    }
    false
}
