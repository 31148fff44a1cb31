use std::marker::PhantomData;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    marker: PhantomData<u8>,
}

fn main() {}
