//! One event of a streamed response, as it is on the wire. Texts are borrowed if possible.

use alloc::borrow::Cow;

use crate::answer::lenient::{Cursor, Loose, NotJson, Wire};

/// The members of all kinds of events. Each event has some of them.
#[derive(Default)]
pub(super) struct Frame<'a> {
    pub(super) kind: Loose<'a>,
    pub(super) output_index: Option<u32>,
    pub(super) content_index: Option<u32>,
    pub(super) item_id: Loose<'a>,
    pub(super) delta: Loose<'a>,
    pub(super) text: Loose<'a>,
    pub(super) refusal: Loose<'a>,
    pub(super) name: Loose<'a>,
    pub(super) arguments: Loose<'a>,
    pub(super) input: Loose<'a>,
    pub(super) logprobs: Option<&'a str>,
    pub(super) item: Option<&'a str>,
    pub(super) part: Option<&'a str>,
    pub(super) response: Option<&'a str>,
}

impl<'a> Wire<'a> for Frame<'a> {
    fn take(&mut self, key: Cow<'a, str>, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let text = match &*key {
            "type" => &mut self.kind,
            "item_id" => &mut self.item_id,
            "delta" => &mut self.delta,
            "text" => &mut self.text,
            "refusal" => &mut self.refusal,
            "name" => &mut self.name,
            "arguments" => &mut self.arguments,
            "input" => &mut self.input,
            _ => return self.take_other(&key, value),
        };
        *text = value.loose()?;
        Ok(())
    }
}

impl<'a> Frame<'a> {
    fn take_other(&mut self, key: &str, value: &mut Cursor<'a>) -> Result<(), NotJson> {
        let json = match key {
            "output_index" => {
                self.output_index = value.index()?;
                return Ok(());
            }
            "content_index" | "summary_index" => {
                self.content_index = value.index()?;
                return Ok(());
            }
            "logprobs" => &mut self.logprobs,
            "item" => &mut self.item,
            "part" => &mut self.part,
            "response" => &mut self.response,
            _ => return value.skip(),
        };
        *json = value.raw_unless_null()?;
        Ok(())
    }
}
