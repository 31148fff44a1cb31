use serde::Deserialize;
use structured_core::StructuredOutput;

mod two_numbers {
    use serde::{Deserialize, Deserializer};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(u8, u8), D::Error> {
        Deserialize::deserialize(deserializer)
    }
}

#[derive(Deserialize, StructuredOutput)]
enum Step {
    #[serde(deserialize_with = "two_numbers::deserialize")]
    Wait { first: u8, second: u8 },
    Go,
}

fn main() {}
