//! The items of a streamed response, as received so far, and which of them an event is about.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::answer::error::Received;
use crate::answer::places::Places;
use crate::answer::sink::SinkSource;
use crate::responses::frame::Frame;
use crate::responses::item::OutputItem;
use crate::responses::item_so_far::{ItemSoFar, Kind};

/// The items, in the order in which they began.
#[derive(Debug)]
pub(super) struct ItemsSoFar<S> {
    pub(super) list: Vec<ItemSoFar<S>>,
    pub(super) by_id: Places,
    kinds: [OfOneKind; Kind::COUNT],
    sinks: SinkSource<S>,
}

/// The places of the items of one kind.
#[derive(Debug, Default)]
struct OfOneKind {
    /// The item that each number referred to last.
    by_index: Places,
    last: Option<usize>,
}

impl<S> ItemsSoFar<S> {
    pub(super) fn new(sinks: SinkSource<S>) -> Self {
        Self { list: Vec::new(), by_id: Places::default(), kinds: Default::default(), sinks }
    }

    /// The sink of the first text of the answer.
    pub(super) fn sink(&self) -> Option<&S> {
        let mut messages = self.list.iter().filter(|item| item.kind == Kind::Message && !item.is_commentary());
        messages.find_map(|item| item.parts.first()).map(|part| &part.sink)
    }

    pub(super) fn find(&self, kind: Kind, index: Option<u32>, id: &str) -> Option<usize> {
        let by_id = self.by_id.named(id).filter(|&at| self.list[at].kind == kind);
        let by_place = || match index {
            Some(index) => self.kinds[kind as usize].by_index.numbered(index),
            None => self.kinds[kind as usize].last,
        };
        by_id.or_else(|| {
            by_place().filter(|&at| {
                // Some servers make up a new id for each event of an item that began with an id.
                let item = &self.list[at];
                id.is_empty() || item.id.is_empty() || item.added.is_some()
            })
        })
    }

    /// The index of the item that an event is about. If no open item matches, a new one begins.
    pub(super) fn place(&mut self, kind: Kind, index: Option<u32>, id: &str) -> usize {
        match self.find(kind, index, id) {
            Some(at) if self.list[at].done.is_none() || self.by_id.named(id).is_some() => at,
            _ => self.begin(kind, index, id),
        }
    }

    pub(super) fn begin(&mut self, kind: Kind, index: Option<u32>, id: &str) -> usize {
        let at = self.list.len();
        self.list.push(ItemSoFar::new(kind, index.map_or(at as u64, Into::into), id));
        let places = &mut self.kinds[kind as usize];
        if let Some(index) = index {
            places.by_index.number(index, at);
        }
        places.last = Some(at);
        if !id.is_empty() {
            self.by_id.name(id.into(), at);
        }
        at
    }

    pub(super) fn part(&mut self, kind: Kind, frame: &Frame<'_>) -> (usize, usize) {
        let item = self.place(kind, frame.output_index, frame.item_id.word().unwrap_or_default());
        (item, self.part_of(item, frame.content_index))
    }

    pub(super) fn part_of(&mut self, item: usize, content_index: Option<u32>) -> usize {
        let Self { list, sinks, .. } = self;
        list[item].part(content_index, || sinks.next())
    }

    /// The part that an event ends, even in an item that has ended.
    pub(super) fn part_that_ends(&mut self, frame: &Frame<'_>) -> (usize, usize) {
        let id = frame.item_id.word().unwrap_or_default();
        let item = self.find(Kind::Message, frame.output_index, id);
        let item = item.unwrap_or_else(|| self.begin(Kind::Message, frame.output_index, id));
        (item, self.part_of(item, frame.content_index))
    }

    /// Sets the id of an item.
    pub(super) fn adopt(&mut self, item: usize, id: String) {
        if id.is_empty() {
            return;
        }
        if self.list[item].id.is_empty() {
            self.list[item].id.clone_from(&id);
        }
        if self.by_id.named(&id).is_none() {
            self.by_id.name(id, item);
        }
    }

    /// The items, built from the received parts, in the order of their numbers.
    pub(super) fn build(&self) -> Vec<OutputItem> {
        let mut items: Vec<_> = self.list.iter().map(|item| (item.output_index, item.build())).collect();
        items.sort_by_key(|(index, _)| *index);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// The received part of the items, as one choice.
    pub(super) fn into_received(self) -> Vec<Received> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let mut received = Received::default();
        for item in self.list {
            let is_commentary = item.is_commentary();
            match item.kind {
                Kind::Message if is_commentary => {}
                Kind::Message => {
                    received.content.extend(item.parts.iter().map(|part| part.text.as_str()));
                    received.refusal.extend(item.parts.iter().map(|part| part.refusal.as_str()));
                }
                Kind::Call => received.tool_calls.push(item.call),
                Kind::Reasoning => received.reasoning.extend(item.parts.iter().map(|part| part.text.as_str())),
                Kind::Other => {}
            }
        }
        vec![received]
    }
}
