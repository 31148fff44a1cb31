use serde::Deserialize;
use structured_core::{StructuredOutput, Tools};

#[derive(Deserialize, StructuredOutput)]
enum Direction {
    Up,
    Down,
}

#[derive(Tools)]
enum Action {
    Move(Direction),
}

fn main() {}
