use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "a", name = "b")]
struct Answer {
    text: String,
}

fn main() {}
