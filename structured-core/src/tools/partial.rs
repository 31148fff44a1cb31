//! The arguments of calls while they stream.

use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::string::String;

use super::Tools;
use crate::answer::tool_call::ToolCall;

/// A set of tools whose arguments can be looked at while they stream. It is derived with `#[derive(Tools)]` and
/// `#[structured(partial)]`, when the types of all arguments are marked `#[structured(partial)]` too.
///
/// The derive on `enum Action` makes `enum ActionPartial<'a>` with the same variants, each of which borrows the partial
/// of its arguments. [`PartialCalls`] fills it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of tools with a partial form",
    note = "add `#[structured(partial)]` beside its `#[derive(Tools)]`, and to the types of the arguments"
)]
pub trait PartialTools: Tools {
    /// The partial form of the arguments of a call.
    type Partial<'a>
    where
        Self: 'a;

    /// Reads the arguments of a call.
    #[doc(hidden)]
    type Parser: core::fmt::Debug;

    /// The parser for the arguments of a call; `None` when no tool has its name.
    #[doc(hidden)]
    fn parser(call: &ToolCall) -> Option<Self::Parser>;

    /// Reads the next piece of the arguments.
    #[doc(hidden)]
    fn push(parser: &mut Self::Parser, text: &str);

    /// The part of the arguments that is known so far.
    #[doc(hidden)]
    fn snapshot(parser: &Self::Parser) -> Self::Partial<'_>;
}

/// The arguments of the calls of one answer, as received so far.
///
/// The work for a piece of arguments is proportional to the piece.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use structured_core::{PartialCalls, StructuredOutput, Tools, chat};
///
/// #[derive(Debug, Deserialize, StructuredOutput)]
/// #[structured(name = "send_mail", partial)]
/// struct SendMail {
///     to: String,
///     text: String,
/// }
///
/// #[derive(Debug, Tools)]
/// #[structured(partial)]
/// enum Action {
///     SendMail(SendMail),
/// }
///
/// let mut stream = chat::StreamReader::<String>::new();
/// stream.push(br#"data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","function":
/// data: {"name":"send_mail","arguments":"{\"to\":\"Ada\",\"text\":\"Dear A"}}]}}]}"#);
/// stream.push(b"\n\n");
///
/// let mut calls = PartialCalls::<Action>::new();
/// while let Some(event) = stream.next_event()? {
///     let chat::Event::ToolCallDelta { index, call, .. } = event else { continue };
///     let Some(ActionPartial::SendMail(mail)) = calls.update(index, call) else { continue };
///     assert!(mail.to.is_done());
///     assert_eq!(mail.text.as_str(), "Dear A");
/// }
/// # }
/// # Ok::<(), structured_core::Error>(())
/// ```
#[derive(Debug)]
pub struct PartialCalls<A: PartialTools> {
    calls: BTreeMap<usize, PartialCall<A::Parser>>,
    namespace: Option<String>,
}

#[derive(Debug)]
struct PartialCall<P> {
    parser: P,
    /// Bytes of the arguments that were read.
    read: usize,
}

impl<A: PartialTools> Default for PartialCalls<A> {
    fn default() -> Self {
        Self { calls: BTreeMap::new(), namespace: None }
    }
}

impl<A: PartialTools> PartialCalls<A> {
    /// Creates a set without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a set without calls, for the tools of one namespace; see [`Tools::from_call_in`].
    #[must_use]
    pub fn in_namespace(namespace: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), ..Self::default() }
    }

    /// Reads the new part of the arguments of a call, and lends what is known of them. `place` identifies the call in
    /// the answer: it is the `index` of an event of Chat Completions, or the `output_index` of the Responses API.
    ///
    /// Returns `None` while the name of the call is not the name of a tool, and for a call of another namespace.
    pub fn update(&mut self, place: usize, call: &ToolCall) -> Option<A::Partial<'_>> {
        let so_far = match self.calls.entry(place) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let parser = match &self.namespace {
                    None => A::parser(call),
                    Some(namespace) if call.namespace() == Some(namespace) => A::parser(&call.without_namespace()),
                    Some(_) => None,
                };
                new.insert(PartialCall { parser: parser?, read: 0 })
            }
        };
        let arguments = call.arguments();
        A::push(&mut so_far.parser, arguments.get(so_far.read..).unwrap_or_default());
        so_far.read = arguments.len();
        Some(A::snapshot(&so_far.parser))
    }
}
