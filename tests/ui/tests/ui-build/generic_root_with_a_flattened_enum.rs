use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Kind {
    Click { x: i32, y: i32 },
    Idle,
}

#[derive(StructuredOutput)]
struct Around<T> {
    id: u32,
    #[serde(flatten)]
    inner: T,
}

fn main() {
    println!("{}", Around::<Kind>::JSON_SCHEMA);
}
