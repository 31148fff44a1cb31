use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Certain(Option<bool>),
    Count(i64),
    Small(Option<i16>),
}

fn main() {}
