//! The events of a streamed response that are to be returned.

use core::ops::Range;

/// An event that is to be returned. Texts are ranges, so that nothing is copied.
#[derive(Debug)]
pub(super) enum Note {
    Content { item: usize, part: usize, text: Range<usize> },
    ContentDone { item: usize, part: usize },
    Refusal { item: usize, part: usize, text: Range<usize> },
    RefusalDone { item: usize, part: usize },
    Reasoning { item: usize, part: usize, text: Range<usize> },
    Call { item: usize, arguments: Range<usize> },
    CallDone { item: usize },
    Logprobs { item: usize, part: usize, from: usize },
    Finished,
}

impl Note {
    /// The index of the item that the note is about.
    pub(super) fn item(&self) -> Option<usize> {
        match self {
            Self::Content { item, .. }
            | Self::ContentDone { item, .. }
            | Self::Refusal { item, .. }
            | Self::RefusalDone { item, .. }
            | Self::Reasoning { item, .. }
            | Self::Call { item, .. }
            | Self::CallDone { item }
            | Self::Logprobs { item, .. } => Some(*item),
            Self::Finished => None,
        }
    }
}
