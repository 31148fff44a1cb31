//! The distance of each node from the end of its part, and how far the next token may lead from it.

use core::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::{MAX_DEPTH, Node, NodeId};

/// A distance that no answer reaches.
pub(super) const NEVER: u32 = u32::MAX;

/// The sum of two distances. One that is too large to count is still finite.
pub(super) fn sum(first: u32, second: u32) -> u32 {
    if first == NEVER || second == NEVER { NEVER } else { first.saturating_add(second).min(NEVER - 1) }
}

/// For each node, the bytes to the end of its part, depending on how many levels may still be opened.
#[derive(Debug)]
pub(super) struct Distances {
    /// The number of levels from which each distance holds. Those of one node are adjacent.
    steps: Vec<(u8, u32)>,
    /// The index of the first step of each node.
    starts: Vec<u32>,
    /// More levels than these make no distance shorter.
    enough_levels: usize,
}

impl Distances {
    pub(super) fn new(nodes: &[Node], waiting: &Waiting) -> Self {
        let mut now = vec![NEVER; nodes.len()];
        let mut below = now.clone();
        let mut all: Vec<(NodeId, u8, u32)> = Vec::new();
        let mut enough_levels = 0;
        let mut changed: Vec<NodeId> = Vec::new();
        for levels in 0..=MAX_DEPTH {
            let mut open = BinaryHeap::new();
            if levels == 0 {
                let ends = (0..).zip(nodes).filter(|(_, node)| matches!(node, Node::End));
                open.extend(ends.map(|(id, _)| Reverse((0, id))));
            } else {
                // Every other distance that became shorter did so because of a part inside one of these.
                for &start in &changed {
                    for &id in waiting.on(start) {
                        let Node::Call { start: inner, next, nests: true } = nodes[id as usize] else { continue };
                        let distance = sum(below[inner as usize], now[next as usize]);
                        if inner == start && distance < now[id as usize] {
                            open.push(Reverse((distance, id)));
                        }
                    }
                }
            }
            changed = row(nodes, waiting, &mut now, &below, open);
            if changed.is_empty() {
                break;
            }
            for &id in &changed {
                below[id as usize] = now[id as usize];
                all.push((id, u8::try_from(levels).unwrap_or(u8::MAX), now[id as usize]));
            }
            enough_levels = levels;
        }
        Self::sorted(all, nodes.len(), enough_levels)
    }

    fn sorted(mut all: Vec<(NodeId, u8, u32)>, count: usize, enough_levels: usize) -> Self {
        all.sort_by_key(|(id, ..)| *id);
        let mut starts = Vec::with_capacity(count + 1);
        let mut at = 0;
        for id in 0..=count {
            while at < all.len() && (all[at].0 as usize) < id {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { steps: all.into_iter().map(|(_, levels, distance)| (levels, distance)).collect(), starts, enough_levels }
    }

    /// The bytes from `node` to the end of its part, if this many levels may still be opened.
    pub(super) fn get(&self, node: NodeId, levels: usize) -> u32 {
        let steps = self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize;
        let holds = self.steps[steps].iter().rev().find(|(from, _)| usize::from(*from) <= levels);
        holds.map_or(NEVER, |(_, distance)| *distance)
    }

    pub(super) fn enough_levels(&self) -> usize {
        self.enough_levels
    }
}

/// Lowers the distances in `now`, starting from those in `open`, nearest first, so that each node is lowered once.
/// Returns the nodes that changed.
fn row(
    nodes: &[Node],
    waiting: &Waiting,
    now: &mut [u32],
    below: &[u32],
    mut open: BinaryHeap<Reverse<(u32, NodeId)>>,
) -> Vec<NodeId> {
    let mut changed = Vec::new();
    while let Some(Reverse((distance, id))) = open.pop() {
        if distance >= now[id as usize] {
            continue;
        }
        now[id as usize] = distance;
        changed.push(id);
        for &waits in waiting.on(id) {
            let next = match nodes[waits as usize] {
                Node::Bytes(_) => sum(distance, 1),
                Node::Fork(_) => distance,
                Node::Call { start, next, nests } => {
                    let inside = if nests { below[start as usize] } else { now[start as usize] };
                    sum(inside, now[next as usize])
                }
                Node::End => continue,
            };
            if next < now[waits as usize] {
                open.push(Reverse((next, waits)));
            }
        }
    }
    changed
}

/// For each node, the nodes with a step to it.
pub(super) struct Waiting {
    ids: Vec<NodeId>,
    starts: Vec<u32>,
}

impl Waiting {
    pub(super) fn new(nodes: &[Node]) -> Self {
        let mut starts = vec![0u32; nodes.len() + 1];
        each_edge(nodes, |_, to| starts[to as usize + 1] += 1);
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut filled = starts.clone();
        let mut ids = vec![0; starts.last().map_or(0, |all| *all as usize)];
        each_edge(nodes, |from, to| {
            ids[filled[to as usize] as usize] = from;
            filled[to as usize] += 1;
        });
        Self { ids, starts }
    }

    fn on(&self, node: NodeId) -> &[NodeId] {
        &self.ids[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

fn each_edge(nodes: &[Node], mut found: impl FnMut(NodeId, NodeId)) {
    for (id, node) in (0..).zip(nodes) {
        match node {
            Node::Bytes(edges) => edges.iter().for_each(|edge| found(id, edge.2)),
            Node::Fork(nexts) => nexts.iter().for_each(|&next| found(id, next)),
            Node::Call { start, next, .. } => {
                found(id, *start);
                found(id, *next);
            }
            Node::End => {}
        }
    }
}

/// For each node, the largest distance from the end of its part at any point after it, if no more than `opened` levels
/// are opened on the way.
///
/// A budget is compared with this: if it covers this distance, no next token can exceed it.
pub(super) fn peaks(nodes: &[Node], waiting: &Waiting, distances: &Distances, opened: usize) -> Vec<u32> {
    let nearest = |id: NodeId| distances.get(id, MAX_DEPTH);
    let mut peaks: Vec<u32> =
        (0..).zip(nodes).map(|(id, _)| Some(nearest(id)).filter(|far| *far != NEVER).unwrap_or(0)).collect();
    let mut below = peaks.clone();
    let mut open: VecDeque<NodeId> = (0..).zip(nodes).map(|(id, _)| id).collect();
    for _ in 0..=opened.min(MAX_DEPTH) {
        let mut changed = Vec::new();
        while let Some(id) = open.pop_front() {
            if nearest(id) == NEVER {
                continue;
            }
            let reached = |to: &NodeId| if nearest(*to) == NEVER { 0 } else { peaks[*to as usize] };
            let peak = match &nodes[id as usize] {
                Node::Bytes(edges) => edges.iter().map(|edge| reached(&edge.2)).max().unwrap_or(0),
                Node::Fork(nexts) => nexts.iter().map(reached).max().unwrap_or(0),
                Node::Call { start, next, nests } => {
                    let inside = if *nests { below[*start as usize] } else { peaks[*start as usize] };
                    inside.saturating_add(nearest(*next)).max(reached(next))
                }
                Node::End => 0,
            };
            if peak > peaks[id as usize] {
                peaks[id as usize] = peak;
                changed.push(id);
                open.extend(waiting.on(id));
            }
        }
        if changed.is_empty() && below == peaks {
            break;
        }
        below.clone_from(&peaks);
        let calls = (0..).zip(nodes).filter(|(_, node)| matches!(node, Node::Call { nests: true, .. }));
        open.extend(calls.map(|(id, _)| id));
    }
    peaks
}
