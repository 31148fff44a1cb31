use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Answer {
    #[serde(with = "hex")]
    Bytes(Vec<u8>),
    Text(String),
}

fn main() {}
