use structured_core::{StructuredOutput, chat, responses};

#[derive(StructuredOutput)]
#[structured(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Answer {
    text: String,
}

fn main() {
    _ = chat::response_format::<Answer>();
    _ = responses::tool::<Answer>();
}
