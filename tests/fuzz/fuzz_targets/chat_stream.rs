//! Any bytes as a streamed answer, whole and one by one: the same events and the same end, never a panic.
#![no_main]

#[path = "../../tests/integration/answer/transcript.rs"]
mod transcript;

use libfuzzer_sys::fuzz_target;
use structured_core::chat::StreamReader;

use transcript::transcript;

type Value = Vec<std::collections::BTreeMap<String, Option<i64>>>;

fn read(body: &[u8], size: usize) -> String {
    transcript!(StreamReader::<Value>::new(), body, size)
}

fuzz_target!(|body: &[u8]| {
    assert_eq!(read(body, body.len()), read(body, 1));
});
