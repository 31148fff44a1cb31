use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Level1 {
    inner: Level2,
}

#[derive(StructuredOutput)]
struct Level2 {
    inner: Level3,
}

#[derive(StructuredOutput)]
struct Level3 {
    inner: Level4,
}

#[derive(StructuredOutput)]
struct Level4 {
    text: String,
}

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(StructuredOutput)]
struct Answer {
    page: Page<Level1>,
}

fn main() {}
