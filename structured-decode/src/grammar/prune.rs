//! Removing the parts of a grammar that match nothing: a pattern and a length may exclude each other, which only their
//! automaton shows.

use super::{Body, Grammar};

impl Grammar {
    /// Removes the branches that need one of these terminals. If nothing would be left, the grammar stays unchanged.
    pub(crate) fn without(&mut self, is_dead: &[bool]) {
        if !is_dead.contains(&true) {
            return;
        }
        let alive = self.alive(is_dead);
        if !alive[0] {
            return;
        }
        // Nothing leads to a dead rule any more, so its content does not matter.
        let Some(any) = is_dead.iter().position(|dead| !dead) else { return };
        for (rule, is_alive) in self.rules.iter_mut().zip(&alive) {
            if *is_alive {
                prune(&mut rule.body, is_dead, &alive);
            } else {
                rule.body = Body::Terminal(any);
            }
        }
    }

    /// For each rule, whether some text matches it.
    fn alive(&self, is_dead: &[bool]) -> Vec<bool> {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.rules.len()];
        for (index, rule) in self.rules.iter().enumerate() {
            for inner in rule.body.rules() {
                users[inner].push(index);
            }
        }
        let mut alive = vec![false; self.rules.len()];
        let mut open: Vec<usize> = (0..self.rules.len()).collect();
        while let Some(index) = open.pop() {
            if !alive[index] && is_alive(&self.rules[index].body, is_dead, &alive) {
                alive[index] = true;
                open.extend(&users[index]);
            }
        }
        alive
    }
}

fn is_alive(body: &Body, is_dead: &[bool], alive: &[bool]) -> bool {
    match body {
        Body::Terminal(index) => !is_dead[*index],
        Body::Rule(index) => alive[*index],
        Body::Sequence(parts) => parts.iter().all(|part| is_alive(part, is_dead, alive)),
        Body::AnyOf(branches) => branches.iter().any(|branch| is_alive(branch, is_dead, alive)),
        Body::Repeat { body, min, .. } => *min == 0 || is_alive(body, is_dead, alive),
    }
}

/// Removes the dead parts from a body that is not dead.
fn prune(body: &mut Body, is_dead: &[bool], alive: &[bool]) {
    match body {
        Body::Terminal(_) | Body::Rule(_) => {}
        Body::Sequence(parts) => {
            // Among its parts, only a repetition can match although what it repeats is dead.
            parts.retain(|part| !matches!(part, Body::Repeat { body, .. } if !is_alive(body, is_dead, alive)));
            for part in parts {
                prune(part, is_dead, alive);
            }
        }
        Body::AnyOf(branches) => {
            branches.retain(|branch| is_alive(branch, is_dead, alive));
            for branch in branches {
                prune(branch, is_dead, alive);
            }
        }
        Body::Repeat { body, .. } => prune(body, is_dead, alive),
    }
}
