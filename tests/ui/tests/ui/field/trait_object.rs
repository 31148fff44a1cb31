use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    shown: Box<dyn std::fmt::Display>,
}

fn main() {}
