//! What happens while a chat completion streams.

use crate::answer::logprobs::TokenLogprob;
use crate::answer::outcome::Outcome;
use crate::answer::tool_call::ToolCall;
use crate::chat::completion::FinishReason;
use crate::chat::usage::Usage;

/// An event in a stream of a chat completion. It borrows from the stream.
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
        /// The choice of the content.
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
        /// The choice of the refusal.
        choice: u32,
        /// The whole text.
        refusal: &'a str,
    },
    /// The model's reasoning grew, if the server sends it.
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
        /// The choice with the call.
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
        /// The choice with the call.
        choice: u32,
        /// The place of the call in [`Message::tool_calls`](super::Message::tool_calls).
        index: usize,
        /// The call.
        call: &'a ToolCall,
    },
    /// New log-probabilities of tokens.
    LogprobsDelta {
        /// The choice of the tokens.
        choice: u32,
        /// Those of new tokens of the content.
        content: &'a [TokenLogprob],
        /// Those of new tokens of the refusal.
        refusal: &'a [TokenLogprob],
    },
    /// A choice is complete.
    Finished {
        /// The choice.
        choice: u32,
        /// The API's reason why it ended; `None` if the server sent none before the end of the stream.
        finish_reason: Option<&'a FinishReason>,
        /// How it ended, and the answer.
        outcome: &'a Outcome<T>,
    },
    /// The tokens that were used. This is the last event, and only comes if the request asks for it.
    Usage(&'a Usage),
}
