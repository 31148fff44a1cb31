use structured_core::StructuredOutput;

struct Inner;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Answer {
    Inner(Inner),
    Number { value: f64 },
}

fn main() {}
