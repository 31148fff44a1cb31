use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Kind {
    First { number: u32 },
    Second { number: u32 },
    Third { number: u32 },
    Fourth { number: u32 },
    Fifth,
}

#[derive(StructuredOutput)]
struct Event {
    own0: String,
    own1: String,
    own2: String,
    own3: String,
    own4: String,
    own5: String,
    own6: String,
    own7: String,
    own8: String,
    own9: String,
    own10: String,
    own11: String,
    own12: String,
    own13: String,
    own14: String,
    own15: String,
    own16: String,
    own17: String,
    own18: String,
    #[serde(flatten)]
    kind: Kind,
}

fn main() {}
