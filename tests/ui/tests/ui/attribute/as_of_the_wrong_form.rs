use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(as = 3)]
    text: String,
}

fn main() {}
