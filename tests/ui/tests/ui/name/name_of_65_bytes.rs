use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(name = "abcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcde")]
struct Answer {
    text: String,
}

fn main() {}
