// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Level1 {
    inner: Level2,
}

#[derive(StructuredOutput)]
struct Level2 {
    inner: Level3,
}

#[derive(StructuredOutput)]
struct Level3 {
    inner: Level4,
}

#[derive(StructuredOutput)]
struct Level4 {
    inner: Level5,
}

#[derive(StructuredOutput)]
struct Level5 {
    text: String,
}

#[derive(StructuredOutput)]
struct Egg {
    inner: Level1,
    chicken: Option<Box<Chicken>>,
}

#[derive(StructuredOutput)]
struct Chicken {
    egg: Option<Box<Egg>>,
}

fn main() {}
