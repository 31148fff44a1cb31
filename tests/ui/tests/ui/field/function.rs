use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    callback: fn(u8) -> u8,
}

fn main() {}
