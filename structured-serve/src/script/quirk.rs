//! Answers in unusual shapes, which servers that call themselves compatible send.
//!
//! Each is a file in `quirks/`, with a placeholder for the content of the answer.

use crate::answer::Reply;
use crate::json;

macro_rules! quirks {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $file:literal;)+) => {
        /// An unusual shape of an answer. Each is for one API, and for streams or for answers in one piece.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Quirk {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Quirk {
            /// Every quirk.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in a file of rules.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What is unusual.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }

            /// The end of the name of the file is the kind of request that it is for.
            const fn template(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($file, include_str!(concat!("quirks/", $file))),)+ }
            }
        }
    };
}

// The list, the name, the text and the file of each quirk are kept together. A function cannot make an enum.
quirks! {
    /// The content is an object, not a string of JSON.
    ContentObject = "content_object", "content_object.chat.json";
    /// The refusal is a part of a list of contents.
    RefusalPart = "refusal_part", "refusal_part.chat.json";
    /// `refusal` is an empty list beside the answer.
    RefusalListOrNull = "refusal_list_or_null", "refusal_list_or_null.chat.json";
    /// The two halves of one character come in two chunks, each as an escape of its own; the answer needs a character
    /// beyond U+FFFF.
    SurrogatesOverChunks = "surrogates_over_chunks", "surrogates_over_chunks.chat.sse";
    /// After half of the answer, the error is an event whose `object` is `error`.
    ObjectErrorFrame = "object_error_frame", "object_error_frame.chat.sse";
    /// The error is an event with a `message` and a `code` alone.
    MessageOnlyFrame = "message_only_frame", "message_only_frame.chat.sse";
    /// The error is in a line that begins with `error:`.
    ErrorFieldLine = "error_field_line", "error_field_line.chat.sse";
    /// A page of HTML instead of a stream.
    HtmlBody = "html_body", "html_body.chat.sse";
    /// The error is the one element of a list.
    GeminiArrayError = "gemini_array_error", "gemini_array_error.chat.json";
    /// The error is a member of the choice.
    ChoiceLevelError = "choice_level_error", "choice_level_error.chat.json";
    /// `error` is `false` beside the answer.
    ErrorNullOrFalse = "error_null_or_false", "error_null_or_false.chat.json";
    /// `finish_reason` is the text `null` in each chunk but the last.
    FinishTextNullEachChunk = "finish_text_null_each_chunk", "finish_text_null_each_chunk.chat.sse";
    /// Half of the answer, ended by `insufficient_system_resource`.
    FinishInsufficientResourceCut = "finish_insufficient_resource_cut", "finish_insufficient_resource_cut.chat.json";
    /// `finish_reason` is a number.
    FinishNumber = "finish_number", "finish_number.chat.json";
    /// No content, ended by `SAFETY`.
    FinishSafety = "finish_safety", "finish_safety.chat.json";
    /// `response.completed` comes without `output`.
    CompletedWithoutOutput = "completed_without_output", "completed_without_output.resp.sse";
    /// `output` of the last event is empty, and no item was done.
    CompletedOutputEmptyNoItemDone = "completed_output_empty_no_item_done", "completed_output_empty_no_item_done.resp.sse";
    /// The arguments of the call come only with the finished item.
    ArgsOnlyInItemDone = "args_only_in_item_done", "args_only_in_item_done.resp.sse";
    /// A call and a final answer beside each other.
    AnswerAndCall = "answer_and_call", "answer_and_call.resp.json";
    /// An output item is null, and the content of the other a string.
    OutputItemNullContentString = "output_item_null_content_string", "output_item_null_content_string.resp.json";
    /// The content of the reasoning is a string.
    ReasoningContentAsObject = "reasoning_content_as_object", "reasoning_content_as_object.resp.json";
    /// The type of an event is only in its `event:` line.
    TypeOnlyInEventName = "type_only_in_event_name", "type_only_in_event_name.resp.sse";
    /// A part of the arguments comes before the call is opened.
    DeltaAheadOfAddedCall = "delta_ahead_of_added_call", "delta_ahead_of_added_call.resp.sse";
    /// `object` is that of an answer in one piece.
    ObjectChatCompletionInChunks = "object_chat_completion_in_chunks", "object_chat_completion_in_chunks.chat.sse";
    /// `index` of the choice is null, in a stream.
    ChoiceIndexNull = "choice_index_null", "choice_index_null.chat.sse";
    /// One event is `null`.
    NullChunk = "null_chunk", "null_chunk.chat.sse";
    /// `object` has a prefix.
    ObjectExtensionsPrefix = "object_extensions_prefix", "object_extensions_prefix.chat.sse";
    /// Two calls have the same index and different ids.
    SameIndexDistinctIds = "same_index_distinct_ids", "same_index_distinct_ids.chat.sse";
    /// Two calls without index and id come in one chunk, ended by `stop`.
    NoIndexNoIdParallelOneChunk = "no_index_no_id_parallel_one_chunk", "no_index_no_id_parallel_one_chunk.chat.sse";
    /// The id of the call is a number.
    CallIdNumber = "call_id_number", "call_id_number.chat.json";
    /// The call is a `function_call`, as it was in 2023.
    LegacyFunctionCall = "legacy_function_call", "legacy_function_call.chat.json";
    /// The index of the call is -1.
    IndexAsNegative = "index_as_negative", "index_as_negative.chat.sse";
    /// A log probability is null.
    LogprobNull = "logprob_null", "logprob_null.chat.json";
    /// `index` of the choice is null.
    IndexNull = "index_null", "index_null.chat.json";
    /// `model` is null, and `system_fingerprint` a number.
    ModelNullFpNumber = "model_null_fp_number", "model_null_fp_number.chat.json";
}

impl Quirk {
    /// The quirk of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|quirk| quirk.name() == name)
    }

    /// Whether the quirk is one of Responses, and not of Chat Completions.
    #[must_use]
    pub fn is_of_responses(self) -> bool {
        self.template().0.contains(".resp.")
    }

    /// Whether the quirk is one of answers that stream.
    #[must_use]
    pub fn is_of_streams(self) -> bool {
        self.template().0.contains(".sse")
    }

    /// Whether the answer is a call, so that the request needs a tool.
    pub(crate) fn needs_call(self) -> bool {
        self.template().1.contains("%ARGUMENTS")
    }

    /// Whether the answer needs some content.
    pub(crate) fn needs_content(self) -> bool {
        ["%TEXT%", "%HEAD%", "%VALUE%", "%HIGH_HEAD%"].iter().any(|place| self.template().1.contains(place))
    }

    /// The body of the answer.
    ///
    /// # Errors
    ///
    /// If the quirk cannot be shown with this answer.
    pub(crate) fn body(self, model: &str, reply: &Reply) -> Result<String, &'static str> {
        let template = self.template().1;
        let content = reply.content.as_deref().unwrap_or_default();
        let (name, arguments) =
            reply.calls.first().map_or(("f", "{}"), |call| (call.name.as_str(), call.arguments.as_str()));
        let (head, tail) = halves(content);
        let (arguments_head, arguments_tail) = halves(arguments);
        let mut body = template.to_owned();
        if template.contains("%HIGH_HEAD%") {
            let (high, low) = over_a_character(content)
                .ok_or("the answer has no character beyond U+FFFF, and this quirk splits one")?;
            body = body.replace("%HIGH_HEAD%", &high).replace("%LOW_TAIL%", &low);
        }
        // The inserted text may look like a placeholder, so the placeholders are searched once.
        let places = [
            ("%TEXT%", escaped(content)),
            ("%HEAD%", escaped(head)),
            ("%TAIL%", escaped(tail)),
            ("%VALUE%", content.to_owned()),
            ("%NAME%", escaped(name)),
            ("%ARGUMENTS%", escaped(arguments)),
            ("%ARGUMENTS_HEAD%", escaped(arguments_head)),
            ("%ARGUMENTS_TAIL%", escaped(arguments_tail)),
            ("%MODEL%", escaped(model)),
        ];
        Ok(filled(&body, &places))
    }
}

fn filled(template: &str, places: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let place = places.iter().find(|(place, _)| rest.starts_with(place));
        let (length, text) = place.map_or((1, "%"), |(place, text)| (place.len(), text.as_str()));
        out.push_str(text);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// `text` as the inside of a JSON string.
fn escaped(text: &str) -> String {
    let quoted = json::quoted(text);
    quoted[1..quoted.len() - 1].to_owned()
}

fn halves(text: &str) -> (&str, &str) {
    text.split_at(json::up_to(text, text.len() / 2).len())
}

/// The text before the lower half of a character beyond U+FFFF, and the rest, both as insides of JSON strings.
fn over_a_character(text: &str) -> Option<(String, String)> {
    let (at, character) = text.char_indices().find(|(_, character)| character.len_utf16() == 2)?;
    let mut units = [0; 2];
    character.encode_utf16(&mut units);
    let after = &text[at + character.len_utf8()..];
    Some((format!("{}\\u{:04x}", escaped(&text[..at]), units[0]), format!("\\u{:04x}{}", units[1], escaped(after))))
}
