use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Unit {
    #[structured(as = "String")]
    C,
    F,
}

fn main() {}
