use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(profile = "openai")]
    text: String,
}

fn main() {}
