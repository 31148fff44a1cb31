use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Nothing;

const SCHEMA: &str = <Nothing as StructuredOutput>::JSON_SCHEMA;

fn main() {}
