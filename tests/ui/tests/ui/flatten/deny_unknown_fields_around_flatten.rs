// errors: 3
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct Ticket {
    title: String,
    #[serde(flatten)]
    meta: Meta,
    #[serde(flatten)]
    tagged: Tagged,
}

#[derive(Deserialize, StructuredOutput)]
struct Meta {
    author: String,
    #[serde(flatten)]
    time: Time,
}

#[derive(Deserialize, StructuredOutput)]
struct Time {
    minutes: i64,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind")]
struct Tagged {
    size: i64,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(deny_unknown_fields)]
struct Closed {
    #[serde(flatten)]
    time: Time,
}

#[derive(Deserialize, StructuredOutput)]
struct Open {
    #[serde(flatten)]
    closed: Closed,
    name: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Place {
    place: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Around {
    #[serde(flatten)]
    open: Open,
    #[serde(flatten)]
    place: Place,
}

fn main() {}
