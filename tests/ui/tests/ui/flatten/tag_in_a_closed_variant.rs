use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "kind")]
struct Harbour {
    name: String,
}

#[derive(StructuredOutput)]
#[serde(tag = "type", content = "value", deny_unknown_fields)]
enum Place {
    Inland,
    Coast {
        sea: String,
        #[serde(flatten)]
        harbour: Harbour,
    },
}

fn main() {}
