//! The types that every document of a root needs.

use super::{Catalog, Source};
use crate::schema::bounds::{Earlier, bounds_of};

/// Finds out which types every document of the root needs, and whether each of these types is finite when the earlier
/// ones are. If the root does not need itself, it then certainly has a finite document.
pub(super) const fn find_needs<const N: usize>(catalog: &mut Catalog<N>) {
    let mut has_more = catalog.has_open;
    while has_more {
        has_more = false;
        let mut i = 1;
        while i < catalog.length {
            if catalog.entries[i].is_needed
                && matches!(catalog.entries[i].source, Source::Later)
                && let Some(later) = bounds_of(catalog.entries[i].node())
            {
                has_more |= pass_need_on(catalog, later.later().earlier());
            }
            i += 1;
        }
    }
    let mut is_finite = true;
    let mut i = 1;
    while i < catalog.length {
        let entry = &catalog.entries[i];
        is_finite &= entry.is_finite || !entry.is_needed;
        i += 1;
    }
    catalog.bounds.is_finite &= is_finite;
}

/// Marks the types that a needed type needs. Returns whether one of them was not marked before.
const fn pass_need_on<const N: usize>(catalog: &mut Catalog<N>, earlier: &[Earlier]) -> bool {
    let mut is_news = false;
    let mut k = 0;
    while k < earlier.len() {
        if earlier[k].is_needed
            && let Some(known) = catalog.find(earlier[k].link)
            && !catalog.entries[known].is_needed
        {
            catalog.entries[known].is_needed = true;
            is_news = true;
        }
        k += 1;
    }
    is_news
}
