use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "kind", deny_unknown_fields)]
struct Answer {
    text: String,
}

fn main() {}
