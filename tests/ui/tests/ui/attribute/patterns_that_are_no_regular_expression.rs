// errors: 20
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Form {
    #[structured(pattern = r"^\p{L}+$")]
    property: String,
    #[structured(pattern = r"^(?<year>\d{4})$")]
    named: String,
    #[structured(pattern = "^(a$")]
    open_group: String,
    #[structured(pattern = "a)")]
    closed_group: String,
    #[structured(pattern = "[")]
    open_class: String,
    #[structured(pattern = "(?>a)")]
    group: String,
    #[structured(pattern = "a(?i)b")]
    flags: String,
    #[structured(pattern = r"\u{1F600}")]
    code_point: String,
    #[structured(pattern = r"\x4")]
    hexadecimal: String,
    #[structured(pattern = r"a\z")]
    end: String,
    #[structured(pattern = r"\y")]
    escape: String,
    #[structured(pattern = "a\\")]
    trailing: String,
    #[structured(pattern = "[z-a]")]
    range: String,
    #[structured(pattern = "*")]
    nothing: String,
    #[structured(pattern = "a**")]
    twice: String,
    #[structured(pattern = "a{3,2}")]
    count: String,
    #[structured(pattern = r"(a)\1")]
    back: String,
}

#[derive(StructuredOutput)]
#[structured(profile = "llama.cpp")]
struct Row {
    #[structured(pattern = "abc")]
    code: String,
    #[structured(pattern = "^a$|^b$")]
    two: String,
    #[structured(pattern = "^(a|b)$")]
    good: String,
    #[structured(pattern = r"^\w+\$")]
    escaped: String,
}

fn main() {}
