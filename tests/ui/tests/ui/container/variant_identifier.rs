use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(variant_identifier)]
enum Variant {
    First,
    Second,
}

fn main() {}
