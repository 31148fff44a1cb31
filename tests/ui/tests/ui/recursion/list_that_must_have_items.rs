use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Tree {
    #[structured(min_items = 1)]
    children: Vec<Tree>,
}

fn main() {}
