use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Review {
    rating: Rating,
}

#[derive(StructuredOutput)]
#[structured(inline, profile = "openai")]
struct Rating {
    #[structured(minimum = 1, maximum = 5)]
    stars: u8,
}

fn main() {}
