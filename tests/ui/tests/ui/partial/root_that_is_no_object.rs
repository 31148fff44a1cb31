use structured_core::partial::PartialParser;

fn read(_: PartialParser<Vec<String>>) {}

fn main() {}
