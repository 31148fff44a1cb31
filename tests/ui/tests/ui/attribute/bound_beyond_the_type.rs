// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Review {
    #[structured(minimum = -5)]
    stars: u8,
    #[structured(exclusive_maximum = 300)]
    votes: Option<u8>,
    #[structured(exclusive_minimum = -1, maximum = 255)]
    whole: u8,
}

fn main() {}
