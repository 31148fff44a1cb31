use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(file = "schemas/page.json")]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
