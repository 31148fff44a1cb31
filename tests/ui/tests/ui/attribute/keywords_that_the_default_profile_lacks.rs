// errors: 9
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(pattern = "^a$")]
    with_pattern: String,
    #[structured(format = "email")]
    with_format: String,
    #[structured(minimum = 0)]
    with_minimum: i64,
    #[structured(maximum = 9)]
    with_maximum: i64,
    #[structured(exclusive_minimum = 0.0)]
    with_exclusive_minimum: f64,
    #[structured(exclusive_maximum = 1.0)]
    with_exclusive_maximum: f64,
    #[structured(multiple_of = 2)]
    with_multiple_of: i64,
    #[structured(min_items = 1)]
    with_min_items: Vec<String>,
    #[structured(max_items = 9)]
    with_max_items: Vec<String>,
}

fn main() {}
