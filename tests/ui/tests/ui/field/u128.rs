use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    id: u128,
}

fn main() {}
