use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Names(Vec<String>);

const SCHEMA: &str = <Names as StructuredOutput>::JSON_SCHEMA;

fn main() {}
