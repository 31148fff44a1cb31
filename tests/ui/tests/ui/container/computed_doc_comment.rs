use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[doc = concat!("An ", "answer.")]
struct Answer {
    text: String,
}

fn main() {}
