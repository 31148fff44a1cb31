use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Answer {
    Text {
        text: String,
        #[serde(flatten)]
        extra: String,
    },
    Nothing,
}

fn main() {}
