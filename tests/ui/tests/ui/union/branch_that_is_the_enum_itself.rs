// errors: 3
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Again(Box<Text>),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Chicken {
    Number(u8),
    Egg(Box<Egg>),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Egg {
    Flag(bool),
    Chicken(Option<Box<Chicken>>),
}

fn main() {}
