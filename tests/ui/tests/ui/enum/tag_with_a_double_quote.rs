use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Length {
    #[serde(rename = "5\"")]
    FiveInches,
    Other { inches: f64 },
}

fn main() {}
