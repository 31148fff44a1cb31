use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    data: *const u8,
}

fn main() {}
