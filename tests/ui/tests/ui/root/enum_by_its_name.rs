use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
enum Verdict {
    Guilty,
    NotGuilty,
}

fn main() {
    let _ = Verdict::JSON_SCHEMA;
}
