use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Author {
    text: String,
}

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    author: Author,
}

fn main() {}
