use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(inline)]
struct Part {
    f0: bool,
    f1: bool,
    f2: bool,
    f3: bool,
    f4: bool,
    f5: bool,
    f6: bool,
    f7: bool,
    f8: bool,
    f9: bool,
    f10: bool,
    f11: bool,
    f12: bool,
    f13: bool,
    f14: bool,
    f15: bool,
    f16: bool,
    f17: bool,
    f18: bool,
    f19: bool,
    f20: bool,
    f21: bool,
    f22: bool,
    f23: bool,
    f24: bool,
}

#[derive(StructuredOutput)]
struct Whole {
    first: Part,
    second: Part,
    third: Part,
    fourth: Option<Part>,
}

fn main() {}
