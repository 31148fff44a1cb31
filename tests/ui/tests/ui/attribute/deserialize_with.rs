use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[serde(deserialize_with = "hex::deserialize")]
    bytes: Vec<u8>,
}

fn main() {}
