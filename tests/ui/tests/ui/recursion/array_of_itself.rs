use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Tree {
    children: Box<[Tree; 2]>,
}

fn main() {}
