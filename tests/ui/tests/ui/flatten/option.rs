use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Author {
    name: String,
}

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    author: Option<Author>,
}

fn main() {}
