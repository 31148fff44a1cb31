// errors: 7
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Row {
    #[structured(maximum = 300.0)]
    float: u8,
    #[structured(maximum = 3e2)]
    exponent: u8,
    #[structured(exclusive_minimum = 255)]
    above_all: u8,
    #[structured(exclusive_maximum = 0)]
    below_all: u32,
    #[structured(maximum = -1)]
    negative: u64,
    #[structured(minimum = 1.5, maximum = 1.6)]
    between: i32,
    #[structured(minimum = 1)]
    not_zero: std::num::NonZeroI8,
    #[structured(minimum = 1.5, maximum = 2.5)]
    good: i32,
}

fn main() {}
