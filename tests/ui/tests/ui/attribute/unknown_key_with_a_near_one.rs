use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(max_item = 3)]
    bytes: Vec<u8>,
}

fn main() {}
