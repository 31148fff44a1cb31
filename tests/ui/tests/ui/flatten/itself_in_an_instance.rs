use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Chain<T> {
    value: T,
    #[serde(flatten)]
    inner: Box<Chain<T>>,
}

#[derive(StructuredOutput)]
struct Answer {
    chain: Chain<u8>,
}

fn main() {}
