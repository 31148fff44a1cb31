// errors: 3
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Author {
    #[serde(alias = "writer")]
    author: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum Work {
    Book { pages: u32 },
    Film { minutes: u32 },
}

#[derive(Deserialize, StructuredOutput)]
struct Review {
    #[serde(alias = "author")]
    reviewer: String,
    #[serde(flatten)]
    author: Author,
}

#[derive(Deserialize, StructuredOutput)]
struct Loan {
    #[serde(alias = "minutes")]
    duration: u32,
    #[serde(flatten)]
    work: Work,
}

#[derive(Deserialize, StructuredOutput)]
struct Writer {
    writer: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Letter {
    #[serde(flatten)]
    writer: Writer,
    #[serde(flatten)]
    author: Author,
}

fn main() {}
