//! The schemas of a graph that are on a circle.

use std::collections::{HashMap, HashSet};

use crate::json::JsonValue;

/// The schemas among those reachable from `starts` that can be reached from themselves along `next`.
///
/// This is Tarjan's algorithm: one walk, depth first, which groups the schemas that can reach each other. It does not
/// recurse, because chains may be long.
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
    /// The index of each schema in `met`.
    seen: HashMap<*const JsonValue, usize>,
    met: Vec<Met>,
    /// The schemas whose group is not known yet.
    open: Vec<usize>,
    /// The path to the current schema. Each entry has the schemas that remain to be visited from there.
    way: Vec<(usize, std::vec::IntoIter<&'a JsonValue>)>,
    circular: HashSet<*const JsonValue>,
}

struct Met {
    schema: *const JsonValue,
    /// The earliest schema that is known to be reachable from here.
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

    /// Everything reachable from `at` has been visited. If nothing earlier is reachable, the schemas opened since are a
    /// group.
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
