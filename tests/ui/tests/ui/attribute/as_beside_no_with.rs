// errors: 4
use std::collections::HashMap;

use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Entry {
    key: String,
    value: i64,
}

struct Foreign;

#[derive(StructuredOutput)]
struct Report {
    #[structured(as = "Vec<Entry>")]
    counts: HashMap<String, i64>,
    #[structured(as = "String")]
    number: i64,
    #[structured(as = "Option<String>")]
    nullable: String,
    #[structured(as = "f64")]
    fraction: i32,
    #[structured(as = "u8")]
    narrower: i64,
    #[structured(as = "String")]
    foreign: Foreign,
    #[structured(as = "Vec<u8>")]
    same: Box<[u8]>,
    #[structured(as = "std::net::Ipv4Addr")]
    formed: String,
}

fn main() {}
