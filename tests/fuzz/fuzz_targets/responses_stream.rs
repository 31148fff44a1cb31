//! Any bytes as a streamed answer, whole and one by one: the same events and the same end, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use structured_core::responses::StreamReader;

type Value = Vec<std::collections::BTreeMap<String, Option<i64>>>;

/// The events and the end, as text, of a body that comes in pieces of `size` bytes.
fn read(body: &[u8], size: usize) -> String {
    let mut stream = StreamReader::<Value>::new();
    let mut seen = String::new();
    for piece in body.chunks(size.max(1)) {
        stream.push(piece);
        loop {
            match stream.next_event() {
                Ok(Some(event)) => seen.push_str(&format!("{event:?}\n")),
                Ok(None) => break,
                Err(error) => return format!("{seen}{error}"),
            }
        }
    }
    match stream.finish() {
        Ok(answer) => format!("{seen}{answer:?}"),
        Err(error) => format!("{seen}{error}"),
    }
}

fuzz_target!(|body: &[u8]| {
    assert_eq!(read(body, body.len()), read(body, 1));
});
