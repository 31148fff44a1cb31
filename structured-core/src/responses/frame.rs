//! One event of a streamed response, as it is on the wire. Texts are borrowed if possible.

use alloc::borrow::Cow;

use serde::de::MapAccess;
use serde_json::value::RawValue;

use crate::answer::lenient::{Index, Loose, Wire};

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
    pub(super) logprobs: Option<&'a RawValue>,
    pub(super) item: Option<&'a RawValue>,
    pub(super) part: Option<&'a RawValue>,
    pub(super) response: Option<&'a RawValue>,
}

impl<'de> Wire<'de> for Frame<'de> {
    fn take<A: MapAccess<'de>>(&mut self, key: &Cow<'de, str>, entries: &mut A) -> Result<bool, A::Error> {
        let text = match &**key {
            "type" => &mut self.kind,
            "item_id" => &mut self.item_id,
            "delta" => &mut self.delta,
            "text" => &mut self.text,
            "refusal" => &mut self.refusal,
            "name" => &mut self.name,
            "arguments" => &mut self.arguments,
            "input" => &mut self.input,
            _ => return self.take_other(key, entries),
        };
        *text = entries.next_value()?;
        Ok(true)
    }
}

impl<'de> Frame<'de> {
    fn take_other<A: MapAccess<'de>>(&mut self, key: &str, entries: &mut A) -> Result<bool, A::Error> {
        let json = match key {
            "output_index" => {
                self.output_index = entries.next_value::<Index>()?.0;
                return Ok(true);
            }
            "content_index" | "summary_index" => {
                self.content_index = entries.next_value::<Index>()?.0;
                return Ok(true);
            }
            "logprobs" => &mut self.logprobs,
            "item" => &mut self.item,
            "part" => &mut self.part,
            "response" => &mut self.response,
            _ => return Ok(false),
        };
        *json = entries.next_value()?;
        Ok(true)
    }
}
