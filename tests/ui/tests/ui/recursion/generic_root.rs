use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Chain<T> {
    value: T,
    rest: Box<Chain<T>>,
}

const SCHEMA: &str = structured_core::json_schema::<Chain<u8>>();

fn main() {}
