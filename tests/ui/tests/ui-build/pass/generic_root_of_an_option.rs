use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {
    println!("{}", Page::<Option<u8>>::JSON_SCHEMA);
}
