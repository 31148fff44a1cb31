use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(crate = 3)]
struct Answer {
    text: String,
}

fn main() {}
