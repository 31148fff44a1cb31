use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(desciption = "An answer.")]
struct Answer {
    text: String,
}

fn main() {}
