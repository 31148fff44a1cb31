use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Amount {
    Number(f64),
    Count(u32),
}

fn main() {}
