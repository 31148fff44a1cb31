// errors: 4
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(description = 'a')]
struct Answer {
    #[structured(description = 5)]
    number: u8,
    #[structured(description =)]
    missing: u8,
    #[structured(description = "a" "b")]
    two: u8,
}

fn main() {}
