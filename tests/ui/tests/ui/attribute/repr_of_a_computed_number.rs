use structured_core::StructuredOutput;

const FIRST: u8 = 1;

#[derive(StructuredOutput)]
#[structured(repr)]
#[repr(u8)]
enum Priority {
    Low = FIRST,
    High = 2,
}

fn main() {}
