use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(field_identifier)]
enum Field {
    First,
    Second,
}

fn main() {}
