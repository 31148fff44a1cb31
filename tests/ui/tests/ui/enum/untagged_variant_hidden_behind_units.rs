use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Answer {
    Yes,
    #[serde(untagged)]
    Text(String),
    #[serde(untagged)]
    Name(String),
}

fn main() {}
