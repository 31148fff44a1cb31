use structured_core::{StructuredOutput, responses};

#[derive(StructuredOutput)]
#[structured(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Answer {
    text: String,
}

fn main() {
    assert_eq!(responses::tool::<Answer>().name().len(), 128);
}
