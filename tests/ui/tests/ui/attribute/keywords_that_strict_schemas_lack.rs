// errors: 17
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer {
    #[structured(min_length)]
    field_0: String,
    #[structured(max_length)]
    field_1: String,
    #[structured(unique_items)]
    field_2: String,
    #[structured(contains)]
    field_3: String,
    #[structured(min_contains)]
    field_4: String,
    #[structured(max_contains)]
    field_5: String,
    #[structured(unevaluated_items)]
    field_6: String,
    #[structured(pattern_properties)]
    field_7: String,
    #[structured(unevaluated_properties)]
    field_8: String,
    #[structured(additional_properties)]
    field_9: String,
    #[structured(property_names)]
    field_10: String,
    #[structured(min_properties)]
    field_11: String,
    #[structured(max_properties)]
    field_12: String,
    #[structured(default = "x")]
    field_13: String,
    #[structured(examples = "x")]
    field_14: String,
    #[structured(required)]
    field_15: String,
    #[structured(nullable)]
    field_16: String,
}

fn main() {}
