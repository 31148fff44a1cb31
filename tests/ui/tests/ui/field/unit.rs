use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    nothing: (),
}

fn main() {}
