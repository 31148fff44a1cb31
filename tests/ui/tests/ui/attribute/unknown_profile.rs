use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "opneai")]
struct Answer {
    text: String,
}

fn main() {}
