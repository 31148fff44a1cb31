// errors: 2
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[structured(inline)]
enum Shape {
    Group {
        #[serde(flatten)]
        parts: Parts,
        closed: bool,
    },
    Other {
        name: String,
    },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "kind", content = "content")]
enum Parts {
    None,
    Some { shapes: Vec<Vec<Shape>> },
}

#[derive(Deserialize, StructuredOutput)]
#[structured(inline)]
struct Page {
    #[serde(flatten)]
    body: Body,
}

#[derive(Deserialize, StructuredOutput)]
struct Body {
    #[serde(flatten)]
    links: Links,
}

#[derive(Deserialize, StructuredOutput)]
struct Links {
    pages: Vec<Page>,
}

const SCHEMA: &str = Links::JSON_SCHEMA;

fn main() {}
