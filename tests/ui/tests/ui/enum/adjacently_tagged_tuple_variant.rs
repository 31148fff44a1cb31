use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type", content = "value")]
enum Answer {
    Pair(f64, f64),
}

fn main() {}
