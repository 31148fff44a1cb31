use structured_core::StructuredOutput;

const SCHEMA: &str = <Vec<String> as StructuredOutput>::JSON_SCHEMA;

fn main() {}
