//! Which schemas of a graph of them are on a circle.

use std::collections::{HashMap, HashSet};

use crate::json::JsonValue;

/// The schemas that are met again on the way along `next`, of all that can be got to from `starts`.
///
/// One walk, depth first and without recursion, as chains may be long: Tarjan's, by which what can be got to from each
/// other comes together.
pub(crate) fn circular<'a>(
    starts: Vec<&'a JsonValue>,
    next: impl Fn(&'a JsonValue) -> Vec<&'a JsonValue>,
) -> HashSet<*const JsonValue> {
    let mut walk = Walk::default();
    for start in starts {
        if !walk.seen.contains_key(&core::ptr::from_ref(start)) {
            walk.from(start, &next);
        }
    }
    walk.circular
}

#[derive(Default)]
struct Walk<'a> {
    /// Where in `met` each schema is.
    seen: HashMap<*const JsonValue, usize>,
    met: Vec<Met>,
    /// The schemas of which it is not known yet what they come together with.
    open: Vec<usize>,
    /// The way to where the walk is, each with what is left to go to from there.
    way: Vec<(usize, std::vec::IntoIter<&'a JsonValue>)>,
    circular: HashSet<*const JsonValue>,
}

struct Met {
    schema: *const JsonValue,
    /// The earliest schema that is known to be got to from here.
    low: usize,
    is_open: bool,
}

impl<'a> Walk<'a> {
    fn from(&mut self, start: &'a JsonValue, next: &impl Fn(&'a JsonValue) -> Vec<&'a JsonValue>) {
        self.enter(start, next);
        while let Some((at, rest)) = self.way.last_mut() {
            let at = *at;
            let Some(node) = rest.next() else {
                self.way.pop();
                self.leave(at);
                continue;
            };
            match self.seen.get(&core::ptr::from_ref(node)).copied() {
                None => self.enter(node, next),
                Some(to) if to == at => {
                    self.circular.insert(self.met[at].schema);
                }
                Some(to) if self.met[to].is_open => self.met[at].low = self.met[at].low.min(to),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: &'a JsonValue, next: &impl Fn(&'a JsonValue) -> Vec<&'a JsonValue>) {
        let at = self.met.len();
        self.seen.insert(core::ptr::from_ref(node), at);
        self.met.push(Met { schema: core::ptr::from_ref(node), low: at, is_open: true });
        self.open.push(at);
        self.way.push((at, next(node).into_iter()));
    }

    /// All that can be got to from `at` has been; if nothing earlier can, what is open since then comes together.
    fn leave(&mut self, at: usize) {
        let low = self.met[at].low;
        if let Some((before, _)) = self.way.last() {
            self.met[*before].low = self.met[*before].low.min(low);
        }
        if low < at {
            return;
        }
        let together = self.open.iter().rposition(|open| *open == at).unwrap_or_default();
        let together = self.open.split_off(together);
        for member in &together {
            self.met[*member].is_open = false;
            if together.len() > 1 {
                self.circular.insert(self.met[*member].schema);
            }
        }
    }
}
