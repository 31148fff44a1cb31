//! How many readings a prefix of an answer may have.

use super::{Body, Grammar};
use crate::automaton::MAX_DEPTH;

impl Grammar {
    /// Whether there may be more than `most`: each level of an array that has several possible types multiplies them.
    pub(crate) fn has_more_readings_than(&self, most: usize) -> bool {
        let opened = self.opened();
        let widths: Vec<usize> = self.rules.iter().map(|rule| width(&rule.body, &opened)).collect();
        let inner: Vec<Vec<usize>> = self.rules.iter().map(|rule| rule.body.rules()).collect();
        // At one place, the readings that the next bytes tell apart; there are many only if there are many branches.
        let branches = self.rules.iter().map(|rule| most_branches(&rule.body)).max().unwrap_or(1).max(16);
        let mut readings = widths.clone();
        // Deeper levels are never read, and few rules are between two levels.
        for _ in 0..4 * MAX_DEPTH {
            if readings.first().is_some_and(|root| root.saturating_mul(branches) > most) {
                return true;
            }
            let of = |rule: usize| {
                let below = inner[rule].iter().map(|&inner| readings[inner]).max().unwrap_or(1);
                widths[rule].saturating_mul(below)
            };
            let next: Vec<usize> = (0..self.rules.len()).map(of).collect();
            if next == readings {
                return false;
            }
            readings = next;
        }
        false
    }

    /// For each rule, how many objects and arrays it may begin with.
    fn opened(&self) -> Vec<usize> {
        let mut opened: Vec<usize> = self.rules.iter().map(|rule| usize::from(rule.nests)).collect();
        // A rule that does not nest begins with rules that do, or with one that does not and begins with them.
        for _ in 0..4 {
            let next = self.rules.iter().map(|rule| if rule.nests { 1 } else { opened_by(&rule.body, &opened) });
            opened = next.collect();
        }
        opened
    }
}

/// The most objects and arrays that may begin with one bracket in `body`.
fn width(body: &Body, opened: &[usize]) -> usize {
    match body {
        Body::Terminal(_) | Body::Rule(_) => 1,
        Body::Sequence(parts) => parts.iter().map(|part| width(part, opened)).max().unwrap_or(1),
        Body::Repeat { body, .. } => width(body, opened),
        Body::AnyOf(branches) => {
            let inner = branches.iter().map(|branch| width(branch, opened)).max().unwrap_or(1);
            inner.max(branches.iter().map(|branch| opened_by(branch, opened)).sum())
        }
    }
}

/// How many objects and arrays `body` may begin with.
fn opened_by(body: &Body, opened: &[usize]) -> usize {
    match body {
        Body::Terminal(_) => 0,
        Body::Rule(index) => opened[*index],
        Body::Sequence(parts) => parts.first().map_or(0, |first| opened_by(first, opened)),
        Body::AnyOf(branches) => branches.iter().map(|branch| opened_by(branch, opened)).sum(),
        Body::Repeat { body, .. } => opened_by(body, opened),
    }
}

fn most_branches(body: &Body) -> usize {
    match body {
        Body::Terminal(_) | Body::Rule(_) => 1,
        Body::Sequence(parts) => parts.iter().map(most_branches).max().unwrap_or(1),
        Body::Repeat { body, .. } => most_branches(body),
        Body::AnyOf(branches) => branches.iter().map(most_branches).max().unwrap_or(1).max(branches.len()),
    }
}
