// errors: 6
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Percent(#[structured(minimum = 0, maximum = 100)] u8);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Code(#[structured(pattern = "^[A-Z]+$")] String);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Even(#[structured(multiple_of = 2)] i64);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct List(#[structured(min_items = 2)] Vec<u8>);

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Row {
    #[structured(maximum = 200)]
    wider: Percent,
    #[structured(exclusive_minimum = 100)]
    crossing: Percent,
    #[structured(pattern = "^[a-z]+$")]
    other_pattern: Code,
    #[structured(multiple_of = 3)]
    other_step: Even,
    #[structured(min_items = 1)]
    shorter: List,
    #[structured(max_items = 1)]
    none: Option<List>,
    #[structured(maximum = 50)]
    good: Percent,
    #[structured(multiple_of = 4)]
    good_step: Even,
    #[structured(pattern = "^[A-Z]+$")]
    good_pattern: Code,
}

fn main() {}
