//! Files of examples for fine-tuning a model: conversations that end with the desired answer.

use alloc::string::String;
use alloc::vec::Vec;
use std::io::{Result, Write};

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::StructuredOutput;

/// Writes the lines of a training file. The last message of each is that of the assistant, a `T` as JSON.
///
/// Only the longest line is in memory.
///
/// # Examples
///
/// ```
/// use structured_core::fine_tuning::Examples;
/// use structured_core::StructuredOutput;
///
/// #[derive(serde::Serialize, StructuredOutput)]
/// struct Verdict {
///     spam: bool,
/// }
///
/// let mut file = Vec::new();
/// let mut examples = Examples::new(&mut file);
/// let question = serde_json::json!({"content": "You have won!", "role": "user"});
/// examples.push(&[question], &Verdict { spam: true })?;
/// assert_eq!(
///     String::from_utf8_lossy(&file),
///     r#"{"messages":[{"content":"You have won!","role":"user"},{"role":"assistant","content":"{\"spam\":true}"}]}
/// "#
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Examples<W> {
    writer: W,
    answer: String,
    line: Vec<u8>,
    lines: u64,
}

#[derive(serde::Serialize)]
struct Line<'a, M: Serialize> {
    messages: Conversation<'a, M>,
}

struct Conversation<'a, M> {
    messages: &'a [M],
    answer: &'a str,
}

#[derive(serde::Serialize)]
struct Answer<'a> {
    role: &'static str,
    content: &'a str,
}

impl<M: Serialize> Serialize for Conversation<'_, M> {
    fn serialize<S: Serializer>(&self, to: S) -> core::result::Result<S::Ok, S::Error> {
        let mut all = to.serialize_seq(Some(self.messages.len() + 1))?;
        for message in self.messages {
            all.serialize_element(message)?;
        }
        all.serialize_element(&Answer { role: "assistant", content: self.answer })?;
        all.end()
    }
}

impl<W: Write> Examples<W> {
    /// Creates a writer of an empty file.
    pub fn new(writer: W) -> Self {
        Self { writer, answer: String::new(), line: Vec::new(), lines: 0 }
    }

    /// Writes an example: the messages up to the answer, as in a request, and the desired answer.
    ///
    /// # Errors
    ///
    /// When the messages or the answer do not serialize, and when the line cannot be written. A line is written
    /// completely or not at all, as far as the writer allows.
    pub fn push<M: Serialize, T: StructuredOutput + Serialize>(&mut self, messages: &[M], answer: &T) -> Result<()> {
        self.answer = serde_json::to_string(answer)?;
        self.line.clear();
        let messages = Conversation { messages, answer: &self.answer };
        serde_json::to_writer(&mut self.line, &Line { messages })?;
        self.line.push(b'\n');
        self.writer.write_all(&self.line)?;
        self.lines += 1;
        Ok(())
    }

    /// Flushes the file, and returns the number of its examples.
    ///
    /// # Errors
    ///
    /// When the file cannot be flushed.
    pub fn finish(mut self) -> Result<u64> {
        self.writer.flush()?;
        Ok(self.lines)
    }
}
