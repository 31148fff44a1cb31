use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(remote = "std::time::Duration")]
struct DurationDef {
    secs: u64,
    nanos: u32,
}

fn main() {}
