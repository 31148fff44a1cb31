use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Unit {
    C,
    F,
}

#[derive(StructuredOutput)]
struct Answer {
    text: String,
    #[serde(flatten)]
    unit: Unit,
}

fn main() {}
