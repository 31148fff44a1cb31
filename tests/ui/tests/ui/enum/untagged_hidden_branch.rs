use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Contact {
    Person { name: String },
    Company { name: String, number: String },
}

fn main() {}
