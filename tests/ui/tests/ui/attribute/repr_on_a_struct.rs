use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
struct Priority {
    number: u8,
}

fn main() {}
