use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Pixel {
    #[structured(min_items = 2)]
    position: [i32; 2],
}

fn main() {}
