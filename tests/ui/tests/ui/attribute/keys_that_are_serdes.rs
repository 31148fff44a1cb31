// errors: 12
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(alias)]
    field_0: String,
    #[structured(content)]
    field_1: String,
    #[structured(flatten)]
    field_2: String,
    #[structured(from)]
    field_3: String,
    #[structured(rename)]
    field_4: String,
    #[structured(rename_all)]
    field_5: String,
    #[structured(skip)]
    field_6: String,
    #[structured(tag)]
    field_7: String,
    #[structured(transparent)]
    field_8: String,
    #[structured(try_from)]
    field_9: String,
    #[structured(untagged)]
    field_10: String,
    #[structured(with)]
    field_11: String,
}

fn main() {}
