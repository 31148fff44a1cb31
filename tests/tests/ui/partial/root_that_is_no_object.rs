use structured_core::partial::PartialParser;

fn main() {
    let _ = PartialParser::<Vec<String>>::new();
}
