// errors: 2
use structured_core::StructuredOutput;

macro_rules! answer {
    ($name:ident, $ty:ty) => {
        #[derive(StructuredOutput)]
        struct $name {
            value: $ty,
        }
    };
}

answer!(Good, String);
answer!(Map, std::collections::HashMap<String, u64>);
answer!(Pointer, *const u8);

fn main() {}
