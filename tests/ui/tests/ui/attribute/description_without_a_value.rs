use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(description)]
struct Answer {
    text: String,
}

fn main() {}
