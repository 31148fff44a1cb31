use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(file = "src/main.rs")]
struct Answer {
    text: String,
}

fn main() {}
