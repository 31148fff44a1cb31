use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(rename_all = "camelCase")]
struct User {
    user_id: u64,
    #[serde(rename = "userId")]
    id: u64,
}

fn main() {}
