// errors: 4
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Count(i64),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Entry {
    Text { value: String },
    Count { value: i64, note: Option<String> },
    Either { value: Scalar },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Note {
    Missing { text: () },
    Written { text: String },
    Any { text: Option<String>, author: String },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Optional {
    Count { value: Option<i64> },
    Text { value: String },
    Any { value: Option<Scalar> },
}

#[derive(Deserialize, StructuredOutput)]
struct Written {
    #[serde(alias = "body")]
    text: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Held {
    Written(Written),
    Missing { body: () },
    Any { body: Option<Box<str>> },
}

fn main() {}
