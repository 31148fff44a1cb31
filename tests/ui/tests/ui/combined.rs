// errors: 8
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
#[structured(nmae = "answer")]
#[serde(rename_all = "camelCase")]
struct Answer {
    user_id: u64,
    #[serde(rename = "userId")]
    id: u64,
    #[serde(with = "hex")]
    bytes: Vec<u8>,
    #[structured(min_length = 3)]
    text: String,
    #[structured(minimum = 10, maximum = 1)]
    count: u32,
    callback: fn(),
}

#[derive(StructuredOutput)]
enum Shape {
    Pair(f64, f64),
    Nothing(),
    #[serde(skip_deserializing)]
    Hidden(f64, f64),
}

fn main() {}
