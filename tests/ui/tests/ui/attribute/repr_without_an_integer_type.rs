use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
enum Priority {
    Low = 1,
    High = 2,
}

fn main() {}
