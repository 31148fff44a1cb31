use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(define)]
struct Deep {
    inner: Level1,
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
    inner: Level5,
}

#[derive(StructuredOutput)]
struct Level5 {
    text: String,
}

#[derive(StructuredOutput)]
struct Answer {
    deep: Option<Deep>,
}

fn main() {}
