use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Group { inner: Level1 },
    Other { text: String },
}

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
struct Answer {
    shape: Shape,
}

fn main() {}
