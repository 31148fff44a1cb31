use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Author {
    r#type: String,
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Text {
        #[serde(flatten)]
        author: Author,
    },
    Nothing,
}

fn main() {}
