use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Trees(#[structured(min_items = 1)] Vec<Tree>);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Tree {
    children: Trees,
}

fn main() {}
