use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Egg {
    chicken: Box<Chicken>,
}

#[derive(StructuredOutput)]
struct Chicken {
    egg: Egg,
}

fn main() {}
