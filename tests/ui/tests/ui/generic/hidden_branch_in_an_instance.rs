use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Either<A, B> {
    First(A),
    Second(B),
}

#[derive(StructuredOutput)]
struct Answer {
    either: Either<f64, u32>,
}

fn main() {}
