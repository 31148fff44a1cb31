use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[serde(renam = "body")]
    text: String,
}

fn main() {}
