use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    nickname: Option<Option<String>>,
}

fn main() {}
