use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[serde(serialize_with = "hex::serialize")]
    bytes: Vec<u8>,
}

fn main() {}
