//! The finish reasons of all known servers, and what they mean.

/// What a finish reason means for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ending {
    /// The model finished, or the word is not known.
    #[default]
    Complete,
    /// The answer was cut off.
    CutOff,
    /// A filter stopped the answer.
    Filtered,
    /// The model refused.
    Refused,
    /// The server failed.
    Failed,
}

/// The words, in lower case. Servers write them in either case.
const WORDS: [(Ending, &[&str]); 4] = [
    (
        Ending::CutOff,
        &[
            "length",
            "max_tokens",
            "max_output_tokens",
            "max_completion_tokens",
            "max_length",
            "model_length",
            "abort",
            "aborted",
            "cancelled",
            "canceled",
            "incomplete",
            "insufficient_system_resource",
            "model_context_window_exceeded",
            "context_window_exceeded",
            "context_length_exceeded",
            "time_limit",
        ],
    ),
    (
        Ending::Filtered,
        &[
            "content_filter",
            "content_filtered",
            "safety",
            "image_safety",
            "recitation",
            "prohibited_content",
            "blocklist",
            "spii",
            "sensitive",
            "guardrail_intervened",
        ],
    ),
    (Ending::Refused, &["refusal"]),
    (Ending::Failed, &["error", "network_error", "model_error", "malformed_function_call", "unexpected_tool_call"]),
];

impl Ending {
    pub(crate) fn of(word: &str) -> Self {
        let known = WORDS.iter().find(|(_, words)| words.iter().any(|known| known.eq_ignore_ascii_case(word)));
        known.map_or(Self::Complete, |(ending, _)| *ending)
    }

    /// The meaning of two words together: OpenRouter sends its own, and that of the server which gave the answer.
    pub(crate) fn of_both(word: Option<&str>, native: Option<&str>) -> Self {
        let own = word.map_or(Self::Complete, Self::of);
        match native.map_or(Self::Complete, Self::of) {
            // The server behind OpenRouter may end an answer with an `error` from which OpenRouter recovered.
            Self::Complete | Self::Failed => own,
            native if own == Self::Complete => native,
            _ => own,
        }
    }
}
