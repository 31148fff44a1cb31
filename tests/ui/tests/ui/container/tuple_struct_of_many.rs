use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Record(u8, u8, u8, u8, u8);

fn main() {}
