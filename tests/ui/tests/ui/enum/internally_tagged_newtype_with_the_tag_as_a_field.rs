use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Inner {
    r#type: String,
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Inner(Inner),
    Number { value: f64 },
}

fn main() {}
