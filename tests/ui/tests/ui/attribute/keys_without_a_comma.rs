use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "a" title = "b")]
struct Answer {
    text: String,
}

fn main() {}
