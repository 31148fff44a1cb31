use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    nickname: Option<Box<Option<String>>>,
}

fn main() {}
