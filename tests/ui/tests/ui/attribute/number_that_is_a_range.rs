use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(minimum = 1..2)]
    stars: u8,
}

fn main() {}
