use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Inner {
    tag: u8,
}

#[derive(StructuredOutput)]
struct Tagged<T> {
    tag: String,
    #[serde(flatten)]
    rest: T,
}

#[derive(StructuredOutput)]
struct Answer {
    tagged: Tagged<Inner>,
}

fn main() {}
