use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(multiple_of = 0)]
    count: u32,
}

fn main() {}
