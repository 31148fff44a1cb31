// errors: 0
use structured_core::StructuredOutput;

const TEXT: u8 = 1;

#[derive(StructuredOutput)]
#[structured(description = TEXT)]
struct Answer {
    #[structured(description = concat!("a", "b").len())]
    length: u8,
    #[structured(description = MISSING)]
    missing: u8,
}

fn main() {
    _ = Answer::JSON_SCHEMA;
}
