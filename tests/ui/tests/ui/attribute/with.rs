use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[serde(with = "hex")]
    bytes: Vec<u8>,
}

fn main() {}
