// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(min_items = 1.5)]
    some: Vec<String>,
    #[structured(max_items = -1)]
    none: Vec<String>,
}

fn main() {}
