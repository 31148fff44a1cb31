// errors: 9
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Answer {
    #[structured(pattern = "^a$")]
    count: u32,
    #[structured(format = "date")]
    dates: Vec<String>,
    #[structured(minimum = 1)]
    text: String,
    #[structured(min_items = 1)]
    flag: bool,
    #[structured(max_items = 3)]
    unit: Unit,
    #[structured(multiple_of = 2)]
    inner: Inner,
    #[structured(maximum = 2)]
    ratio: Shape,
    #[structured(max_items = 3)]
    share: f64,
    #[structured(min_items = 1)]
    nothing: (),
}

#[derive(StructuredOutput)]
enum Unit {
    C,
    F,
}

#[derive(StructuredOutput)]
struct Inner {
    count: u32,
}

#[derive(StructuredOutput)]
enum Shape {
    Circle { radius: f64 },
    Square { side: f64 },
}

fn main() {}
