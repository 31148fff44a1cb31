use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = openai)]
struct Answer {
    text: String,
}

fn main() {}
