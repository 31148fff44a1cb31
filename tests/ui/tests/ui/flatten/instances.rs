// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Kind<T> {
    Of(T),
    Nothing,
}

#[derive(StructuredOutput)]
struct Around<T> {
    id: u32,
    #[serde(flatten)]
    inner: T,
}

#[derive(StructuredOutput)]
struct Event {
    note: String,
    #[serde(flatten)]
    kind: Kind<u8>,
}

#[derive(StructuredOutput)]
struct Outer {
    note: String,
    #[serde(flatten)]
    around: Around<Vec<u8>>,
}

fn main() {}
