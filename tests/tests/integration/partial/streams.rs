//! A stream lends the typed partial of its content with every delta.

use serde::Deserialize;
use serde_json::json;
use structured_core::partial::{Field, PartialParser};
use structured_core::{Outcome, StructuredOutput, chat, responses};

#[derive(Debug, Clone, Copy, PartialEq, Deserialize, StructuredOutput)]
#[serde(rename_all = "lowercase")]
#[structured(partial)]
enum Units {
    C,
    F,
}

#[derive(Debug, PartialEq, Deserialize, StructuredOutput)]
#[structured(partial)]
struct Weather {
    city: String,
    units: Units,
}

const RECORDED: &[u8] = include_bytes!("../../../fixtures/answers/node/stream_works.response.sse");

/// The city and the units as they are seen with each delta.
fn seen(length: usize) -> Vec<(String, Option<Units>)> {
    let mut stream = chat::StreamReader::<Weather, PartialParser<Weather>>::with_default_sink();
    let mut seen = Vec::new();
    for bytes in RECORDED.chunks(length) {
        stream.push(bytes);
        while let Some(event) = stream.next_event().expect("the recorded stream has no error") {
            if let chat::Event::ContentDelta { sink, .. } = event {
                assert_eq!(sink.error(), None);
                seen.push((sink.snapshot().city.as_str().to_owned(), sink.snapshot().units.done().copied()));
            }
        }
    }
    assert!(stream.sink(0).expect("choice 0 came").is_done());
    let weather = stream.finish().and_then(chat::ChatCompletion::into_parsed).expect("the answer is whole");
    assert_eq!(weather, Weather { city: "San Francisco".into(), units: Units::C });
    seen
}

#[test]
fn a_recorded_chat_stream_lends_the_partial_in_every_split() {
    let at_once = seen(RECORDED.len());
    let cities: Vec<&str> = at_once.iter().map(|(city, _)| city.as_str()).collect();
    assert_eq!(&cities[..5], ["", "", "", "San", "San Francisco"]);
    assert_eq!(at_once.last().expect("deltas came").1, Some(Units::C));
    assert!(at_once.iter().all(|(city, units)| units.is_none() || city == "San Francisco"));
    for length in [1, 7, 100, 1000] {
        assert_eq!(seen(length), at_once);
    }
}

#[test]
fn a_stream_of_the_responses_api_lends_the_partial_too() {
    let event =
        |data: serde_json::Value| format!("event: {}\ndata: {data}\n\n", data["type"].as_str().unwrap_or_default());
    let mut stream = responses::StreamReader::<Weather, PartialParser<Weather>>::with_default_sink();
    let message = json!({"type": "message", "id": "m", "status": "in_progress", "role": "assistant", "content": []});
    let part = json!({"type": "output_text", "text": "", "annotations": []});
    stream.push(event(json!({"type": "response.output_item.added", "output_index": 0, "item": message})).as_bytes());
    stream.push(
        event(json!({"type": "response.content_part.added", "item_id": "m", "output_index": 0, "content_index": 0, "part": part}))
            .as_bytes(),
    );
    for delta in [r#"{"ci"#, r#"ty": "Par"#] {
        stream.push(
            event(json!({"type": "response.output_text.delta", "item_id": "m", "output_index": 0, "content_index": 0, "delta": delta}))
                .as_bytes(),
        );
    }
    while stream.next_event().expect("no error").is_some() {}
    let parser = stream.sink().expect("a text came");
    assert_eq!(parser.snapshot().city, Field::Growing(String::from("Par")));
}

#[test]
fn an_answer_of_another_shape_stops_the_partial_and_not_the_stream() {
    let mut stream = chat::StreamReader::<Weather, PartialParser<Weather>>::with_default_sink();
    for content in [r#"{"city": "Paris", "un"#, r#"its": 7"#, "}"] {
        let choice = json!({"index": 0, "delta": {"content": content}});
        stream.push(format!("data: {}\n\n", json!({"choices": [choice]})).as_bytes());
    }
    stream.push(b"data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    while stream.next_event().expect("the chunks are chunks").is_some() {}
    let parser = stream.sink(0).expect("choice 0 came");
    assert_eq!(parser.snapshot().city, Field::Done(String::from("Paris")));
    assert_eq!(parser.error().map(structured_core::partial::Error::path), Some(String::from("units")));
    let completion = stream.finish().expect("the stream is whole");
    assert!(matches!(&completion.choices[0].outcome, Outcome::Unreadable(error) if error.text().ends_with("7}")));
}
