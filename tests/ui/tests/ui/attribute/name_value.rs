use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured = "Answer"]
struct Answer {
    text: String,
}

fn main() {}
