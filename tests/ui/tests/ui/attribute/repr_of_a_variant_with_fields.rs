use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
#[repr(u8)]
enum Priority {
    Low = 1,
    Other(u8) = 2,
}

fn main() {}
