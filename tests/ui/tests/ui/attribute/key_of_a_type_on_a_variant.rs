use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Unit {
    #[structured(define)]
    C,
    F,
}

fn main() {}
