use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Tree {
    Left { tree: Box<Tree> },
    Right { tree: Box<Tree> },
}

fn main() {}
