use structured_core::StructuredOutput;

struct String;

#[derive(StructuredOutput)]
struct Answer {
    count: u32,
    text: String,
}

fn main() {}
