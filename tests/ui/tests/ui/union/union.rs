use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
union Bits {
    integer: u32,
    number: f32,
}

fn main() {}
