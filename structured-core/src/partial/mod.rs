//! A growing answer, typed: the text is pushed as it arrives, and the partial value is filled in place and lent.
//!
//! Every type has a [partial](Partial::Partial): a type of its own in which each [`Field`] is absent, growing or done.
//! A [`PartialParser`] reads pieces of JSON text of any size and keeps one partial up to date. The work for a piece is
//! proportional to the piece and to the depth of the place in which it is, and does not depend on the text before it.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use serde::Deserialize;
//! use structured_core::StructuredOutput;
//! use structured_core::partial::{Field, PartialParser};
//!
//! #[derive(Deserialize, StructuredOutput)]
//! #[structured(partial)]
//! struct Step {
//!     explanation: String,
//!     result: i64,
//! }
//!
//! #[derive(Deserialize, StructuredOutput)]
//! #[structured(partial)]
//! struct MathReasoning {
//!     steps: Vec<Step>,
//!     final_answer: String,
//! }
//!
//! let mut parser = PartialParser::<MathReasoning>::new();
//! parser.push(r#"{"steps": [{"explanation": "Subtract 7", "result": 1"#)?;
//! // The derive has made `MathReasoningPartial` and `StepPartial`; the parser lends the first.
//! let partial: &MathReasoningPartial = parser.snapshot();
//! let [Field::Growing(step)] = partial.steps.items() else { panic!("one step is growing") };
//! assert_eq!(step.explanation, Field::Done("Subtract 7".into()));
//! assert_eq!(step.result, Field::Absent, "the number may go on");
//!
//! parser.push(r#"2}], "final_answer": "x =""#)?;
//! assert_eq!(parser.snapshot().final_answer.as_str(), "x =");
//! # }
//! # Ok::<(), structured_core::partial::Error>(())
//! ```
//!
//! A stream of either API takes a parser as its sink, and lends it with every delta of the content:
//! `chat::StreamReader::<MathReasoning, PartialParser<MathReasoning>>::with_default_sink()`.
//!
//! # What grows, and what is shown only when complete
//!
//! A string, a list and a struct are [`Field::Growing`] from their first byte on. A number, a boolean, `null`, a value
//! of an enum without data or of an untagged enum, and every type that only serde can read are shown when they are
//! complete: such a field goes from [`Field::Absent`] to [`Field::Done`], so that `12` of `1234` is never seen. A
//! tagged enum is growing from the moment when its tag is known. Members before the tag are kept, and read then.
//!
//! # What is refused
//!
//! What serde refuses: text that is not JSON, a value of another type, a required key that is missing, a key that
//! occurs twice. Beyond that, nesting deeper than 127 levels, as `serde_json` does, and numbers of more than 4096
//! characters. `-0` is the integer 0. Keys that the type does not know are skipped without being kept.

mod answer;
pub(crate) mod atom;
pub(crate) mod error;
mod field;
mod list;
pub(crate) mod object;
mod parser;
mod raw;
pub(crate) mod reader;
mod string;
mod types;
pub(crate) mod union;
mod work;

use core::fmt;

pub use self::answer::AnswerParser;
pub use self::error::Error;
pub use self::field::Field;
pub use self::list::FixedList;
pub use self::parser::PartialParser;

pub(crate) use self::atom::atom;
pub(crate) use self::error::Segment;
pub(crate) use self::object::Object;
pub(crate) use self::reader::{Reader, Reading, Stop};

/// A type whose value can be looked at while its text is still arriving.
///
/// Implemented for the types of the standard library that have a place in a schema, and by
/// `#[derive(StructuredOutput)]` for a type marked `#[structured(partial)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no partial form",
    label = "a type used in a `#[structured(partial)]` type needs a partial form too",
    note = "for a type of your own: add `#[structured(partial)]` beside its `#[derive(StructuredOutput)]`"
)]
pub trait Partial {
    /// The partial form of the type. It is a different type, so it can never be used as a complete value.
    type Partial: Slot + fmt::Debug + Clone;
}

/// A partial whose JSON is an object, as it is for every root. Nothing of it is known at the beginning.
#[diagnostic::on_unimplemented(
    message = "only a struct with named fields can be the root of a partial answer",
    label = "the JSON of this type is not an object",
    note = "for a list, an enum or a newtype, wrap it in a struct: `struct Answer {{ value: … }}`"
)]
pub trait Root: Slot + Default {}

#[diagnostic::do_not_recommend]
impl<P: Object + Slot + Default> Root for P {}

/// The partial of a `T`, as a field of a partial struct.
pub type PartialField<T> = Field<<T as Partial>::Partial>;

/// A [`Field`] of any type.
#[doc(hidden)]
pub trait Place {
    /// Reads the value of this place, or the rest of it.
    ///
    /// # Errors
    ///
    /// As [`Slot::open`], and when the place was done before: its key occurs twice.
    fn read(&mut self, reader: &mut Reader<'_>) -> Reading;

    /// As [`Slot::inner`].
    fn inner(&mut self, member: u32) -> Option<&mut dyn Place>;

    /// As [`Slot::segment`].
    fn segment(&self, member: u32) -> Option<Segment>;

    /// As [`Slot::append`].
    fn append(&mut self, text: &str);
}

/// A partial value that can be filled in place. Written by the derive; not meant to be implemented by hand.
#[doc(hidden)]
pub trait Slot: Sized {
    /// Reads the beginning of a value, until there is something to show. The reader is at the value's first byte, or
    /// in the middle of a value of which nothing could be shown so far.
    ///
    /// # Errors
    ///
    /// When the text runs out, is not JSON, or its value is not of this type.
    fn open(reader: &mut Reader<'_>) -> Reading<Self>;

    /// Reads the rest of a value that has been opened.
    ///
    /// # Errors
    ///
    /// As [`open`](Slot::open).
    fn grow(&mut self, reader: &mut Reader<'_>) -> Reading;

    /// The growing place inside this value: the member of a struct with this number, or the last element of a list, if
    /// the number means that it is in the list.
    fn inner(&mut self, _member: u32) -> Option<&mut dyn Place> {
        None
    }

    /// The name of that place in a path.
    fn segment(&self, _member: u32) -> Option<Segment> {
        None
    }

    /// Adds plain text to a string that is growing.
    fn append(&mut self, _text: &str) {}

    /// The partial as an object whose members others may share. Only the partial of a struct is one. The check of the
    /// schema reports any other type, as the only error.
    fn as_object(&self) -> Option<&dyn Object> {
        None
    }

    /// As [`as_object`](Slot::as_object).
    fn as_object_mut(&mut self) -> Option<&mut dyn Object> {
        None
    }

    /// Such an object, at its beginning.
    #[must_use]
    fn empty_object() -> Option<Self> {
        None
    }

    /// The value of this member in a struct without it, or `None` if serde would report the member as missing.
    #[must_use]
    fn missing() -> Option<Self> {
        None
    }
}
