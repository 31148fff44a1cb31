// errors: 3
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Text(String),
    Missing,
    Nothing(()),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Later {
    Nothing(()),
    Missing,
    Text(String),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Hidden {
    Text(Option<String>),
    Nothing(()),
}

fn main() {}
