use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(minimum = 3)]
struct Answer {
    count: u32,
}

fn main() {}
