// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
struct Answer<T: Documented> {
    #[structured(description = T::TEXT)]
    value: T,
    #[structured(description = Self::TEXT)]
    own: u8,
}

impl<T: Documented> Answer<T> {
    const TEXT: &str = "Text.";
}

trait Documented {
    const TEXT: &'static str;
}

fn main() {}
