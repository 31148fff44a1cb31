use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Length {
    #[serde(rename = "5\"")]
    FiveInches,
    Other,
}

fn main() {}
