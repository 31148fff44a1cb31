use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Text(String),
    Number { value: f64 },
}

fn main() {}
