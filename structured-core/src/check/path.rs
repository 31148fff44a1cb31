//! Where in a schema something is: `Order.lines[].price`.

use crate::catalog::Catalog;
use crate::text::{Buffer, Text};

/// Deeper places are named by their last steps.
const STEPS: usize = 24;

/// The path from the root to entry `i`.
pub(crate) const fn path<const N: usize>(catalog: &Catalog<N>, i: usize) -> Buffer<512> {
    let (mut steps, mut count, mut at) = ([0; STEPS], 0, i);
    while at != 0 && count < STEPS {
        steps[count] = at;
        count += 1;
        at = catalog.entries[at].site.entry;
    }
    let mut bytes = [0; 512];
    let mut text = Text::new(&mut bytes).push(if at == 0 { catalog.entries[0].link.node().name() } else { "…" });
    while count > 0 {
        count -= 1;
        let site = catalog.entries[steps[count]].site;
        if let Some(property) = site.property {
            text = text.push(".").push(property.name());
        }
        let mut arrays = site.arrays;
        while arrays > 0 {
            text = text.push("[]");
            arrays -= 1;
        }
    }
    let length = text.length;
    Buffer { bytes, length }
}
