//! What happens while a response streams.

use crate::answer::logprobs::TokenLogprob;
use crate::answer::tool_call::ToolCall;
use crate::responses::response::Response;

/// An event in a stream of a response. It borrows from the stream.
///
/// `output_index` is the number of the item on the wire, which is its index in [`Response::output`] if the server
/// numbers its items. `content_index` is that of the part in its message. Each text and each call has one event for its
/// end.
///
/// # Examples
///
/// ```
/// use structured_core::responses::{Event, StreamReader};
///
/// let mut stream = StreamReader::<Vec<u32>>::new();
/// stream.push(b"data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"[2, 3]\"}\n\n");
/// let mut text = String::new();
/// while let Some(event) = stream.next_event()? {
///     match event {
///         Event::ContentDelta { delta, .. } => text.push_str(delta),
///         Event::ToolCallDone { call, .. } => println!("calls {}", call.name()),
///         _ => {}
///     }
/// }
/// assert_eq!(text, "[2, 3]");
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a, T, S = ()> {
    /// The text of the answer grew.
    ContentDelta {
        /// The item that grew.
        output_index: u64,
        /// The part of it that grew.
        content_index: u64,
        /// The new text.
        delta: &'a str,
        /// The whole text of the part up to here.
        snapshot: &'a str,
        /// The sink of the part, which has taken the text up to here.
        sink: &'a S,
    },
    /// A text of the answer is complete.
    ContentDone {
        /// The item it belongs to.
        output_index: u64,
        /// The part of it.
        content_index: u64,
        /// The whole text.
        content: &'a str,
        /// The sink of the part.
        sink: &'a S,
    },
    /// New commentary text (`phase` is `commentary`). Commentary is not passed to the sink.
    CommentaryDelta {
        /// The item that grew.
        output_index: u64,
        /// The new text.
        delta: &'a str,
        /// The whole text of the part up to here.
        snapshot: &'a str,
    },
    /// The refusal grew.
    RefusalDelta {
        /// The item that grew.
        output_index: u64,
        /// The new text.
        delta: &'a str,
        /// The whole text up to here.
        snapshot: &'a str,
    },
    /// The refusal is complete.
    RefusalDone {
        /// The item it belongs to.
        output_index: u64,
        /// The whole text.
        refusal: &'a str,
    },
    /// The model's reasoning grew, if the API sends it.
    ReasoningDelta {
        /// The item that grew.
        output_index: u64,
        /// The new text.
        delta: &'a str,
        /// The whole text of the part up to here.
        snapshot: &'a str,
    },
    /// The arguments of a tool call grew, or the call began.
    ToolCallDelta {
        /// The item of the call.
        output_index: u64,
        /// The new part of the arguments; empty when the call begins.
        delta: &'a str,
        /// The call up to here.
        call: &'a ToolCall,
    },
    /// A tool call is complete.
    ToolCallDone {
        /// The item of the call.
        output_index: u64,
        /// The call.
        call: &'a ToolCall,
    },
    /// New log-probabilities of tokens of the answer's text.
    LogprobsDelta {
        /// The item of the tokens.
        output_index: u64,
        /// Those of the new tokens.
        tokens: &'a [TokenLogprob],
    },
    /// The response is complete.
    Finished {
        /// The response.
        response: &'a Response<T>,
    },
}
