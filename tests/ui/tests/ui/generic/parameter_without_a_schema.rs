use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(StructuredOutput)]
struct Answer {
    page: Page<Inner>,
}

fn main() {}
