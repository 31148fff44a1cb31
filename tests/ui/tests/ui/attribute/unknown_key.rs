use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(zebra)]
    bytes: Vec<u8>,
}

fn main() {}
