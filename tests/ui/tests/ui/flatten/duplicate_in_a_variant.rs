use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Author {
    text: String,
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Text {
        text: String,
        #[serde(flatten)]
        author: Author,
    },
    Nothing,
}

fn main() {}
