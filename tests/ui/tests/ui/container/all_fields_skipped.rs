use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Cached {
    #[serde(skip)]
    cache: String,
}

fn main() {}
