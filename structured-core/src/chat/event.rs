//! What happens while a chat completion streams.

use crate::answer::logprobs::TokenLogprob;
use crate::answer::outcome::Outcome;
use crate::answer::tool_call::ToolCall;
use crate::chat::completion::FinishReason;
use crate::chat::usage::Usage;

/// One thing that happened in a stream of a chat completion; it borrows from the stream.
///
/// `choice` is the number of the choice, as in [`Choice::index`](super::Choice::index).
///
/// # Examples
///
/// ```
/// use structured_core::chat::{Event, StreamReader};
///
/// let mut stream = StreamReader::<Vec<u32>>::new();
/// stream.push(b"data: {\"choices\":[{\"delta\":{\"content\":\"[2, 3]\"}}]}\n\n");
/// stream.push(b"data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
/// while let Some(event) = stream.next_event()? {
///     match event {
///         Event::ContentDelta { delta, .. } => print!("{delta}"),
///         Event::ToolCallDone { call, .. } => println!("calls {}", call.name()),
///         Event::Finished { outcome, .. } => assert_eq!(outcome.parsed(), Some(&vec![2, 3])),
///         _ => {}
///     }
/// }
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a, T, S = ()> {
    /// The content grew.
    ContentDelta {
        /// The choice that grew.
        choice: u32,
        /// The new text.
        delta: &'a str,
        /// The whole text up to here.
        snapshot: &'a str,
        /// The sink of the choice, which has taken the text up to here.
        sink: &'a S,
    },
    /// The content is complete.
    ContentDone {
        /// The choice it is the content of.
        choice: u32,
        /// The whole text.
        content: &'a str,
        /// The sink of the choice.
        sink: &'a S,
    },
    /// The refusal grew.
    RefusalDelta {
        /// The choice that grew.
        choice: u32,
        /// The new text.
        delta: &'a str,
        /// The whole text up to here.
        snapshot: &'a str,
    },
    /// The refusal is complete.
    RefusalDone {
        /// The choice it is the refusal of.
        choice: u32,
        /// The whole text.
        refusal: &'a str,
    },
    /// What the model thinks grew, where the server sends it.
    ReasoningDelta {
        /// The choice that grew.
        choice: u32,
        /// The new text.
        delta: &'a str,
        /// The whole text up to here.
        snapshot: &'a str,
    },
    /// The arguments of a tool call grew, or the call began.
    ToolCallDelta {
        /// The choice that calls.
        choice: u32,
        /// The place of the call in [`Message::tool_calls`](super::Message::tool_calls).
        index: usize,
        /// The new part of the arguments; empty when the call begins.
        delta: &'a str,
        /// The call up to here.
        call: &'a ToolCall,
    },
    /// A tool call is complete. Each call has one such event.
    ToolCallDone {
        /// The choice that calls.
        choice: u32,
        /// The place of the call in [`Message::tool_calls`](super::Message::tool_calls).
        index: usize,
        /// The call.
        call: &'a ToolCall,
    },
    /// Log-probabilities of tokens that came.
    LogprobsDelta {
        /// The choice of the tokens.
        choice: u32,
        /// Of the content's new tokens.
        content: &'a [TokenLogprob],
        /// Of the refusal's new tokens.
        refusal: &'a [TokenLogprob],
    },
    /// A choice is complete.
    Finished {
        /// The choice.
        choice: u32,
        /// The API's word for how it ended; `None` where the server sent none before the end of the stream.
        finish_reason: Option<&'a FinishReason>,
        /// How it ended, and the answer.
        outcome: &'a Outcome<T>,
    },
    /// The tokens that were spent; comes last, and only when the request asked for it.
    Usage(&'a Usage),
}
