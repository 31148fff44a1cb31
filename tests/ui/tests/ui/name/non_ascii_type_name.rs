use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Größe {
    value: f64,
}

fn main() {}
