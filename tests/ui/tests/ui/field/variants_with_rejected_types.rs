// errors: 2
use std::collections::HashMap;
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Answer {
    Named { counts: HashMap<String, i64> },
    Pair((f64, f64)),
}

fn main() {}
