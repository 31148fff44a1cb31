use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T: Clone> {
    items: Vec<T>,
    callback: fn(),
}

#[derive(StructuredOutput)]
struct Answer {
    page: Page<String>,
}

const SCHEMA: &str = <Page<u8> as StructuredOutput>::JSON_SCHEMA;

fn main() {}
