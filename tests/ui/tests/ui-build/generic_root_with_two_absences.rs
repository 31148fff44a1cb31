use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Page<T> {
    item: Option<T>,
}

fn main() {
    println!("{}", Page::<Option<u8>>::JSON_SCHEMA);
}
