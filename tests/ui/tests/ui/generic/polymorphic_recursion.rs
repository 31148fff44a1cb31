use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Nest<T> {
    value: T,
    inner: Option<Box<Nest<Vec<T>>>>,
}

fn main() {}
