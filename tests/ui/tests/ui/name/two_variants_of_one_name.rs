use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Unit {
    #[serde(rename = "f")]
    Fahrenheit,
    #[serde(rename = "f")]
    Fathom,
}

fn main() {}
