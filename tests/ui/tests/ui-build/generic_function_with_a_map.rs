use std::collections::HashMap;
use structured_core::{Schema, json_schema};

fn schema<T: Schema>() -> &'static str {
    json_schema::<T>()
}

fn main() {
    println!("{}", schema::<Vec<HashMap<String, u64>>>());
}
