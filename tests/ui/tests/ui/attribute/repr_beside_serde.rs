// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(repr)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
enum Priority {
    #[serde(rename = "one")]
    Low = 1,
    #[serde(other)]
    Other = 2,
}

fn main() {}
