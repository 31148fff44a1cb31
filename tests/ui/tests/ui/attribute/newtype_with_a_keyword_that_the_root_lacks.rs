use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Amount(#[structured(minimum = 1)] u32);

#[derive(StructuredOutput)]
struct Order {
    amounts: Vec<Amount>,
}

fn main() {}
