//! The tool calls of one answer, put together from the pieces in a stream of Chat Completions.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::answer::extra::ExtraFields;
use crate::answer::grown::GrownFields;
use crate::answer::places::Places;
use crate::answer::tool_call::{Form, ToolCall};

/// A piece of a call. Missing texts are empty.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct CallPiece<'a> {
    /// The number of the call in the stream.
    pub(crate) index: Option<u32>,
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) arguments: &'a str,
}

/// The calls received so far, in the order in which they began.
#[derive(Debug, Default)]
pub(crate) struct CallsSoFar {
    calls: Vec<CallSoFar>,
    /// The call that each number referred to last.
    by_index: Places,
    by_id: Places,
    /// The call that the last piece belongs to.
    open: Option<usize>,
    /// How many lists of pieces were received.
    lists: u64,
    /// A name that arrived alone after complete arguments. It belongs to the same call again, or to the next one, whose
    /// id arrives later.
    last_name: String,
}

#[derive(Debug)]
struct CallSoFar {
    call: ToolCall,
    arguments: JsonProgress,
    others: GrownFields,
    inner: GrownFields,
    /// Whether a piece of it had a number.
    is_numbered: bool,
    /// Whether its end was reported.
    is_done: bool,
    /// The list of pieces with its last piece.
    list: u64,
}

/// The result of adding a piece.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grown {
    /// The place of its call.
    pub(crate) call: usize,
    /// Where the new part of the arguments is.
    pub(crate) arguments: Range<usize>,
    /// The call before it, when it is complete.
    pub(crate) done: Option<usize>,
}

impl CallsSoFar {
    pub(crate) fn get(&self, at: usize) -> Option<&ToolCall> {
        self.calls.get(at).map(|so_far| &so_far.call)
    }

    /// The call at a place, and the members of it and of its tool that have no field.
    pub(crate) fn get_mut(&mut self, at: usize) -> Option<(&mut ToolCall, &mut GrownFields, &mut GrownFields)> {
        let CallSoFar { call, others, inner, .. } = self.calls.get_mut(at)?;
        Some((call, others, inner))
    }

    /// The calls received so far.
    pub(crate) fn complete_calls(&mut self) -> Vec<ToolCall> {
        self.calls.iter_mut().for_each(CallSoFar::settle);
        self.calls.iter().map(|so_far| so_far.call.clone()).collect()
    }

    /// Begins a list of pieces: two pieces of one list that both name a tool are two calls.
    pub(crate) fn begin_list(&mut self) {
        self.lists += 1;
    }

    pub(crate) fn take(&mut self, piece: &CallPiece<'_>) -> Grown {
        let known = self.place(piece);
        let is_blank = piece.name.is_empty() && piece.id.is_empty() && piece.arguments.trim_ascii().is_empty();
        let last_name = if is_blank { String::new() } else { core::mem::take(&mut self.last_name) };
        let at = known.unwrap_or_else(|| self.begin());
        let name = if known.is_none() && piece.name.is_empty() { &*last_name } else { piece.name };
        let is_only_a_name = !piece.name.is_empty() && piece.arguments.trim_ascii().is_empty();
        if known.is_some() && is_only_a_name && self.calls[at].arguments.is_complete() {
            self.last_name = piece.name.into();
        }
        if let Some(index) = piece.index {
            self.by_index.number(index, at);
            self.calls[at].is_numbered = true;
        }
        let done = self.open.replace(at).filter(|&open| open != at && self.calls[open].end_if_complete());
        let so_far = &mut self.calls[at];
        so_far.list = self.lists;
        if so_far.call.id.is_empty() && !piece.id.is_empty() {
            so_far.call.id.push_str(piece.id);
            self.by_id.name(piece.id.into(), at);
        }
        // Some servers repeat the name in every piece.
        if name != so_far.call.name {
            so_far.call.name.push_str(name);
        }
        let start = so_far.call.arguments.len();
        if !so_far.is_repeated_by(piece) {
            so_far.call.arguments.push_str(piece.arguments);
            so_far.arguments.read(piece.arguments);
        }
        Grown { call: at, arguments: start..so_far.call.arguments.len(), done }
    }

    fn begin(&mut self) -> usize {
        self.calls.push(CallSoFar {
            call: ToolCall::empty(Form::Chat),
            arguments: JsonProgress::default(),
            others: GrownFields::default(),
            inner: GrownFields::default(),
            is_numbered: false,
            is_done: false,
            list: 0,
        });
        self.calls.len() - 1
    }

    /// The call that a piece belongs to; `None` when it begins one.
    ///
    /// An id decides, then a number, then the order. Many servers send no numbers, or 0 for every call. Some send no
    /// ids; then a name after complete arguments begins a call.
    fn place(&self, piece: &CallPiece<'_>) -> Option<usize> {
        let numbered = piece.index.and_then(|index| self.by_index.numbered(index));
        let at = match self.by_id.named(piece.id) {
            Some(at) if numbered.is_none() && piece.index.is_some() && !piece.name.is_empty() => {
                // The same id under another number is another call, unless the number arrived late.
                return Some(at).filter(|&at| !self.calls[at].is_numbered);
            }
            Some(at) => at,
            None if piece.index.is_some() => match numbered {
                Some(at) => at,
                // A call begins with a name or an id. A piece without both has a wrong number.
                None if piece.name.is_empty() && piece.id.is_empty() => self.open?,
                None => return None,
            },
            None => self.open?,
        };
        (!self.begins_another(at, piece)).then_some(at)
    }

    /// Whether a piece that seems to belong to the call at `at` begins another one.
    fn begins_another(&self, at: usize, piece: &CallPiece<'_>) -> bool {
        let CallSoFar { call, arguments, list, .. } = &self.calls[at];
        let is_new_id = !piece.id.is_empty() && piece.id != call.id;
        if is_new_id && !call.id.is_empty() {
            // Some servers make up an id for each piece: ignore it in the middle of arguments, without a name.
            return !piece.name.is_empty() || !arguments.is_open();
        }
        let has_more = !piece.arguments.trim_ascii().is_empty();
        if piece.name.is_empty() {
            return !self.last_name.is_empty() && arguments.is_complete() && has_more;
        }
        if call.name.is_empty() {
            return false;
        }
        // Two calls without arguments differ only in their place in the list.
        if *list == self.lists && piece.index.is_none() && piece.id.is_empty() && !arguments.is_open() {
            return true;
        }
        if piece.name != call.name {
            return arguments.is_begun() || is_new_id;
        }
        let is_only_a_name = !has_more && (piece.index.is_some() || !piece.id.is_empty());
        arguments.is_complete() && !is_only_a_name && !self.calls[at].is_repeated_by(piece)
    }

    /// Ends all calls. Returns the places of those whose end was not reported.
    pub(crate) fn end(&mut self) -> impl Iterator<Item = usize> {
        self.open = None;
        let calls = self.calls.iter_mut().enumerate();
        calls.filter_map(|(at, so_far)| so_far.give_end().then_some(at))
    }
}

impl CallSoFar {
    /// Whether the call is complete and its end was not reported; records that it is.
    fn end_if_complete(&mut self) -> bool {
        self.arguments.is_complete() && self.give_end()
    }

    /// Whether the end was not reported before.
    fn give_end(&mut self) -> bool {
        let is_first = !core::mem::replace(&mut self.is_done, true);
        if is_first {
            self.settle();
        }
        is_first
    }

    /// Puts the members without a field into the call.
    fn settle(&mut self) {
        if self.others.is_empty() && self.inner.is_empty() {
            return;
        }
        (self.call.extra, self.call.inner) = (ExtraFields::default(), ExtraFields::default());
        self.others.write(&mut self.call.extra);
        self.inner.write(&mut self.call.inner);
        let extra = [&self.call.inner, &self.call.extra];
        self.call.namespace = extra.into_iter().find_map(|extra| extra.text("namespace"));
    }

    /// Whether a piece is the complete call once more, as some servers send it at the end.
    fn is_repeated_by(&self, piece: &CallPiece<'_>) -> bool {
        let is_same = !piece.id.is_empty() && piece.id == self.call.id && piece.name == self.call.name;
        is_same && self.arguments.is_complete() && piece.arguments == self.call.arguments
    }
}

/// How much of a JSON value has been received. Only brackets and quotes are looked at.
#[derive(Debug, Default)]
struct JsonProgress {
    depth: usize,
    is_begun: bool,
    in_string: bool,
    in_escape: bool,
}

impl JsonProgress {
    fn read(&mut self, text: &str) {
        for byte in text.bytes() {
            self.is_begun |= !byte.is_ascii_whitespace();
            match byte {
                _ if self.in_escape => self.in_escape = false,
                b'\\' if self.in_string => self.in_escape = true,
                b'"' => self.in_string = !self.in_string,
                b'{' | b'[' if !self.in_string => self.depth += 1,
                b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// Whether everything that was opened is closed.
    fn is_complete(&self) -> bool {
        self.is_begun && self.depth == 0 && !self.in_string
    }

    /// Whether something is open.
    fn is_open(&self) -> bool {
        self.is_begun && !self.is_complete()
    }
}
