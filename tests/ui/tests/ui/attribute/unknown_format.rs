use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(format = "e-mail")]
    address: String,
}

fn main() {}
