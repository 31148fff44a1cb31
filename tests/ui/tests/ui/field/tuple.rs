use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    position: (f64, f64),
}

fn main() {}
