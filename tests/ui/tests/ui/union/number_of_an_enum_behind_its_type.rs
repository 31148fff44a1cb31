use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
#[repr(i8)]
enum Sign {
    Minus = -1,
    Plus = 1,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Number(i64),
    Sign(Sign),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Readable {
    Unsigned(u8),
    Sign(Sign),
}

fn main() {}
