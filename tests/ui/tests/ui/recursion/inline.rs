// errors: 3
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(inline)]
struct Tree {
    children: Vec<Tree>,
}

#[derive(StructuredOutput)]
#[structured(inline)]
struct Folder {
    files: Vec<File>,
}

#[derive(StructuredOutput)]
#[structured(inline)]
struct File {
    name: String,
    link: Option<Box<Folder>>,
}

#[derive(StructuredOutput)]
struct Root {
    tree: Tree,
    folder: Folder,
}

fn main() {
    _ = Root::JSON_SCHEMA;
    _ = Tree::JSON_SCHEMA;
}
