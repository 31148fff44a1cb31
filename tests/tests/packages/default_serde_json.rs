//! A package whose `serde_json` has its default features. There, the keys of a `Value` are sorted, so a request must
//! never pass through a `Value`.

use crate::package::Package;

const MAIN: &str = r##"
use serde::Deserialize;
use structured_core::{StructuredOutput, Tools, chat, responses};

#[derive(Debug, Deserialize, StructuredOutput)]
struct Answer {
    zeal: u8,
    area: String,
}

#[derive(Debug, Tools)]
enum Action {
    Answer(Answer),
}

fn main() {
    // This shows that the features are the default ones: a `Value` sorts its keys.
    let sorted = serde_json::to_string(&serde_json::json!({"zeal": 1, "area": 2})).unwrap();
    assert_eq!(sorted, r#"{"area":2,"zeal":1}"#);

    let chat = chat::Request::new("m").user("Hi").format::<Answer>().tools::<Action>();
    let responses = responses::Request::new("m").user("Hi").format::<Answer>().tools::<Action>();
    let own = chat::Request::from_serialize(&serde_json::json!({"model": "m"})).unwrap().format::<Answer>();
    for request in [serde_json::to_string(&chat), serde_json::to_string(&responses), serde_json::to_string(&own)] {
        let request = request.unwrap();
        assert!(request.contains(Answer::JSON_SCHEMA), "{request}");
        assert!(!request.contains(r#""properties":{"area""#), "{request}");
    }

    let body = br#"{"choices": [{"finish_reason": "stop", "message": {"content": "{\"zeal\":1,\"area\":\"x\"}", "x": 1}}]}"#;
    let completion = chat::parse::<Answer>(body).unwrap();
    let again: chat::ChatCompletion<Answer> = serde_json::from_str(&serde_json::to_string(&completion).unwrap()).unwrap();
    assert_eq!(again.choices[0].message, completion.choices[0].message);
    println!("{}", completion.into_parsed().unwrap().area);
}
"##;

#[test]
fn requests_keep_the_order_of_properties_where_serde_json_sorts() {
    let package = Package::new("default_serde_json");
    package.write("src/main.rs", MAIN);
    assert_eq!(package.run(), "x\n");
}
