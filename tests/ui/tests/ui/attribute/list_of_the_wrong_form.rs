use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name("a"))]
struct Answer {
    text: String,
}

fn main() {}
