use serde::Deserialize;
use structured_core::{StructuredOutput, Tools};

macro_rules! ten_times {
    ($($text:tt)*) => {
        concat!($($text)*, $($text)*, $($text)*, $($text)*, $($text)*, $($text)*, $($text)*, $($text)*, $($text)*, $($text)*)
    };
}

const LONG: &str = ten_times!(ten_times!("Looks it up."));

#[derive(Deserialize, StructuredOutput)]
#[structured(description = LONG)]
struct Lookup {
    query: String,
}

#[derive(Tools)]
enum Action {
    Lookup(Lookup),
}

fn main() {}
