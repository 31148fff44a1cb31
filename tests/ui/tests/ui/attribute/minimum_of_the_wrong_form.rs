use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(minimum = "x")]
    count: u32,
}

fn main() {}
