use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Never {
    #[serde(skip)]
    Hidden,
}

fn main() {}
