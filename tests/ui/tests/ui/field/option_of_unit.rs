use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    nothing: Option<()>,
}

fn main() {}
