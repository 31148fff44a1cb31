use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(file = "/schemas/answer.json")]
struct Answer {
    text: String,
}

fn main() {}
