use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    outcome: Result<String, String>,
}

fn main() {}
