use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "a b")]
struct Answer {
    text: String,
}

fn main() {}
