use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Separator {
    #[serde(rename = "a\nb")]
    Line,
    Comma,
}

fn main() {}
