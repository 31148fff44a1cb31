// errors: 5
use std::borrow::Cow;

use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Borrowed<'a> {
    text: &'a str,
    bytes: &'a [u8],
    maybe: Option<&'a str>,
    path: &'a std::path::Path,
    #[serde(borrow)]
    cow: Cow<'a, [u8]>,
    #[serde(borrow)]
    good: Cow<'a, str>,
}

fn main() {}
