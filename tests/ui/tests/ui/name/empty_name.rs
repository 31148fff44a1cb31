use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "")]
struct Answer {
    text: String,
}

fn main() {}
