use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Text(String),
    Missing,
}

fn main() {}
