// errors: 21
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(minLength = 1)]
    title: String,
    #[structured(length(min = 1, max = 5))]
    tags: Vec<String>,
    #[structured(range(min = 1, max = 5))]
    stars: u8,
    #[structured(regex(pattern = "^a$"))]
    code: String,
    #[structured(example = "Ulm")]
    city: String,
    #[structured(email, description = "The other keys count.")]
    email: String,
    #[structured(schema_with = "schema")]
    other: String,
    #[structured(alphanumeric, ascii, deprecated, inner(length(min = 1)), ip, max = 5, min = 1, nested)]
    many: String,
    #[structured(prefix = "a", suffix = "b", transform = "t", credit_card, phone_number, url)]
    more: String,
}

fn main() {}
