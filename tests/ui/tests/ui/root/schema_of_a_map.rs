use std::collections::HashMap;
use structured_core::json_schema;

const SCHEMA: &str = json_schema::<HashMap<String, u64>>();

fn main() {}
