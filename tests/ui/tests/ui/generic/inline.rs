use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(inline)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
