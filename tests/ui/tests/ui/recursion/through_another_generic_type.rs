use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(StructuredOutput)]
struct Tree<T> {
    value: T,
    children: Page<Tree<T>>,
}

#[derive(StructuredOutput)]
struct Answer {
    tree: Tree<u8>,
}

fn main() {}
