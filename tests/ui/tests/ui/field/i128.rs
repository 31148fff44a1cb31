use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    offset: i128,
}

fn main() {}
