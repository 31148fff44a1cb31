// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Row {
    #[structured(minimum = 1e400)]
    infinite: f64,
    #[structured(maximum = 9007199254740993)]
    inexact: i64,
}

fn main() {}
