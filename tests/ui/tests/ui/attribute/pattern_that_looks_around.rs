// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(pattern = "^(?!x)a")]
    ahead: String,
    #[structured(pattern = "(?<=x)a$")]
    behind: String,
}

fn main() {}
