// errors: 1
use structured_core::StructuredOutput;

/// The schema does not depend on `T`.
#[derive(StructuredOutput)]
#[serde(untagged)]
enum Either<T> {
    First(f64),
    Second(u32),
    #[serde(skip_deserializing)]
    Third(T),
}

#[derive(StructuredOutput)]
struct Answer {
    either: Either<bool>,
}

fn main() {}
