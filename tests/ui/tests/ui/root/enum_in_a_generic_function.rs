use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Shape {
    Circle,
    Square,
}

fn ask<T: StructuredOutput>() -> &'static str {
    T::JSON_SCHEMA
}

fn answer() -> &'static str {
    ask::<Shape>()
}

fn main() {}
