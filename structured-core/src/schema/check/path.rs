//! The place of an error in a schema, such as `Order.lines[].price`.

use crate::schema::catalog::{Catalog, Site};
use crate::schema::text::{Buffer, Text};

/// Deeper places are described by their last steps.
const STEPS: usize = 24;

/// The path from the root to entry `i`.
pub(crate) const fn path<const N: usize>(catalog: &Catalog<N>, i: usize) -> Buffer<512> {
    let mut steps = [0; STEPS];
    let mut count = 0;
    let mut at = i;
    while at != 0 && count < STEPS {
        steps[count] = at;
        count += 1;
        at = catalog.entries[at].site.entry;
    }
    let mut bytes = [0; 512];
    let mut text = Text::new(&mut bytes);
    text.push(if at == 0 { catalog.entries[0].node().name() } else { "…" });
    while count > 0 {
        count -= 1;
        step(&mut text, catalog.entries[steps[count]].site);
    }
    let length = text.written();
    Buffer::of(bytes, length)
}

/// The path from the root to a place inside an entry.
pub(crate) const fn path_to<const N: usize>(catalog: &Catalog<N>, site: Site) -> Buffer<512> {
    let start = path(catalog, site.entry);
    let mut bytes = [0; 512];
    let mut text = Text::new(&mut bytes);
    text.push(start.as_str());
    step(&mut text, site);
    let length = text.written();
    Buffer::of(bytes, length)
}

#[inline]
const fn step(text: &mut Text<'_>, site: Site) {
    if let Some(property) = site.property {
        text.push(".");
        text.push(property.name());
    }
    let mut arrays = site.arrays;
    while arrays > 0 {
        text.push("[]");
        arrays -= 1;
    }
}
