// errors: 5
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Default, Deserialize, StructuredOutput)]
#[serde(default)]
struct First {
    text: String,
}

#[derive(Deserialize, StructuredOutput)]
struct Second {
    count: i64,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum ContainerDefault {
    A(First),
    B(Second),
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Alias {
    A {
        #[serde(alias = "count")]
        number: i64,
    },
    B(Second),
}

#[derive(Deserialize, StructuredOutput)]
struct Around {
    #[serde(flatten)]
    second: Second,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Flatten {
    A(Around),
    B {
        more: String,
        count: u8,
    },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Flattened {
    A { count: i64 },
    B {
        more: String,
        #[serde(flatten)]
        second: Second,
    },
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
enum WithOther {
    Known,
    #[serde(other)]
    Other,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(untagged)]
enum Other {
    A(WithOther),
    B { more: String, r#type: String },
}

fn main() {}
