use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Outer {
    choice: Choice,
}

#[derive(StructuredOutput)]
#[structured(inline)]
#[serde(tag = "type")]
enum Choice {
    One { outer: Box<Outer> },
    Two { number: u8, outer: Box<Outer> },
}

fn main() {}
