// errors: 3
use rust_decimal::Decimal;
use structured_core::StructuredOutput;

/// serde reads integers as a `Decimal`, whose schema is a string.
#[derive(StructuredOutput)]
#[serde(untagged)]
enum Answer {
    Price(Decimal),
    Count(i64),
    Several(Vec<u8>),
    Text(String),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Lists {
    Prices(Vec<Option<Decimal>>),
    Counts(Vec<u32>),
    Number(f64),
}

#[derive(StructuredOutput)]
struct OfDecimal {
    price: Decimal,
}

#[derive(StructuredOutput)]
struct OfInteger {
    price: u32,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Structs {
    Exact(OfDecimal),
    Whole(OfInteger),
}

/// Not every number of an `f64` is a `Decimal`.
#[derive(StructuredOutput)]
#[serde(untagged)]
enum Accepted {
    Price(Decimal),
    Number(f64),
}

fn main() {}
