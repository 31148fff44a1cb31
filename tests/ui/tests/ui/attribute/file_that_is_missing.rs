use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(file = "schemas/missing.json")]
struct Answer {
    text: String,
}

fn main() {}
