use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "a b")]
enum Unit {
    C,
    F,
}

fn main() {}
