use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
#[repr(u64)]
enum Priority {
    Low = 1,
    High = 9_007_199_254_740_992,
}

fn main() {}
