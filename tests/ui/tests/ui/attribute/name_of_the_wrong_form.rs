use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = 3)]
struct Answer {
    text: String,
}

fn main() {}
