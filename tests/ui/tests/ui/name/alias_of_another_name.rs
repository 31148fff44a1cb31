// errors: 2
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
#[allow(unreachable_patterns)]
struct Person {
    #[serde(alias = "name")]
    title: String,
    name: String,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
#[allow(unreachable_patterns)]
enum Entry {
    Place {
        #[serde(alias = "size")]
        height: u8,
        size: u8,
    },
}

fn main() {}
