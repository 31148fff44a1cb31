use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Contact {
    Company { name: String, number: String },
    Person { name: String, age: u8 },
}

fn main() {}
