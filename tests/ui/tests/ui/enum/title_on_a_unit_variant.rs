use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Unit {
    #[structured(title = "Celsius")]
    C,
    F,
}

fn main() {}
