use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured]
struct Answer {
    text: String,
}

fn main() {}
