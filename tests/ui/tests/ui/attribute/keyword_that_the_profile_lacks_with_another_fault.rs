// errors: 5

use std::num::NonZeroU64;

use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Reading {
    #[structured(minimum = -9000000000000000000)]
    beyond_the_type: NonZeroU64,
    #[structured(minimum = 1.2, maximum = 1.8)]
    nothing_between: i64,
    #[structured(pattern = "(")]
    no_pattern: String,
    #[structured(format = "zip")]
    no_format: String,
}

fn main() {}
