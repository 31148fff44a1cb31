// errors: 4
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(minimum = 10, maximum = 1)]
    count: u32,
    #[structured(exclusive_minimum = 1.5, exclusive_maximum = 0.5)]
    ratio: f64,
    #[structured(minimum = 3, exclusive_maximum = 3)]
    share: f64,
    #[structured(min_items = 3, max_items = 2)]
    items: Vec<String>,
}

fn main() {}
