//! Recorded answers with a few bytes changed: an answer or an error, never a panic, and never a hole in a stream.

use proptest::prelude::*;
use proptest::sample::Index;
use serde::Deserialize;
use serde_json::Value;
use structured_core::{Error, batch, chat, responses};

use crate::random::cases;

#[derive(Debug, Deserialize)]
struct Answer {
    #[expect(dead_code, reason = "some recorded answers have it, others are of another shape")]
    name: String,
}

fn bodies() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let files = ["node", "recorded"].map(|set| std::fs::read_dir(folder.join(set)).expect("the set is committed"));
    let mut paths: Vec<_> =
        files.into_iter().flatten().map(|file| file.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.to_string_lossy().contains(".response."));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("each case has an answer")).collect()
}

/// A change of a body.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Insert(Index, &'static [u8]),
    Remove(Index, usize),
    Double(Index, usize),
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let words: &[&[u8]] = &[
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"-0",
        b"1e999",
        b"\\ud800",
        b"\n\n",
        b"\r",
        b"data:",
        b"data: [DONE]\n\n",
        b"\"error\":{},",
        b"\"choices\":null,",
        b"\"index\":4294967295,",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"\"finish_reason\":\"length\",",
        b"\"type\":\"error\",",
        b"\"delta\":[],",
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), proptest::sample::select(words)).prop_map(|(at, word)| Change::Insert(at, word)),
        (any::<Index>(), 1_usize..60).prop_map(|(at, count)| Change::Remove(at, count)),
        (any::<Index>(), 1_usize..400).prop_map(|(at, count)| Change::Double(at, count)),
        any::<Index>().prop_map(Change::Cut),
    ]
}

fn apply(body: &mut Vec<u8>, change: &Change) {
    if body.is_empty() {
        return;
    }
    let end = |at: usize, count: usize| (at + count).min(body.len());
    match change {
        Change::Byte(at, byte) => {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        Change::Insert(at, word) => {
            let at = at.index(body.len());
            body.splice(at..at, word.iter().copied());
        }
        Change::Remove(at, count) => {
            let at = at.index(body.len());
            let range = at..end(at, *count);
            body.drain(range);
        }
        Change::Double(at, count) => {
            let at = at.index(body.len());
            let copy = body[at..end(at, *count)].to_vec();
            body.splice(at..at, copy);
        }
        Change::Cut(at) => body.truncate(at.index(body.len())),
    }
}

/// What a stream gives: its events up to the end, and how it ends.
fn read_chat(body: &[u8], piece: usize) -> (String, Result<chat::ChatCompletion<Value>, Error>) {
    let mut stream = chat::StreamReader::<Value, String>::with_default_sink();
    let mut text = String::new();
    for piece in body.chunks(piece) {
        stream.push(piece);
        loop {
            match stream.next_event() {
                Ok(Some(chat::Event::ContentDelta { delta, snapshot, sink, .. })) => {
                    assert_eq!(sink, snapshot);
                    text.push_str(delta);
                }
                Ok(Some(_)) | Err(_) => {}
                Ok(None) => break,
            }
        }
    }
    (text, stream.finish())
}

fn read_response(body: &[u8], piece: usize) -> Result<responses::Response<Value>, Error> {
    let mut stream = responses::StreamReader::<Value>::new();
    for piece in body.chunks(piece) {
        stream.push(piece);
        while !matches!(stream.next_event(), Ok(None)) {}
    }
    stream.finish()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_change_of_a_recorded_answer_makes_a_reader_panic(
        case in any::<Index>(),
        changes in proptest::collection::vec(change(), 0..6),
        piece in 1_usize..500,
    ) {
        let bodies = bodies();
        let mut body = case.get(&bodies).clone();
        for change in &changes {
            apply(&mut body, change);
        }

        let completion = chat::parse::<Answer>(&body).and_then(chat::ChatCompletion::into_parsed);
        let response = responses::parse::<Answer>(&body).and_then(responses::Response::into_parsed);
        for error in [completion.err(), response.err()].into_iter().flatten() {
            prop_assert!(!error.to_string().is_empty());
            prop_assert!(error.feedback().is_none_or(|text| text.len() < 1_000));
        }
        prop_assert_eq!(read_chat(&body, piece), read_chat(&body, body.len().max(1)));
        prop_assert_eq!(read_response(&body, piece), read_response(&body, body.len().max(1)));

        let lines = body.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        prop_assert_eq!(batch::results::<Answer, _>(&*body).count(), lines);
    }
}
