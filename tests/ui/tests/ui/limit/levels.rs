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
    inner: Level5,
}

#[derive(StructuredOutput)]
struct Level5 {
    text: String,
}

#[derive(StructuredOutput)]
struct Answer {
    items: Vec<Level1>,
}

fn main() {}
