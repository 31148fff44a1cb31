use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Cached(#[serde(skip)] String);

fn main() {}
