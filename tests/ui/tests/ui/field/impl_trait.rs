use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    shown: impl std::fmt::Display,
}

fn main() {}
