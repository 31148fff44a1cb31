use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Pair(f64, f64),
}

fn main() {}
