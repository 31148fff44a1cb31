use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Author {
    name: String,
}

#[derive(StructuredOutput)]
struct Editor {
    name: String,
}

#[derive(StructuredOutput)]
struct Report {
    #[serde(flatten)]
    author: Author,
    #[serde(flatten)]
    editor: Editor,
}

fn main() {}
