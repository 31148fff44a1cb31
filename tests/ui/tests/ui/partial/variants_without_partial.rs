// errors: 8
use serde::Deserialize;
use structured_core::StructuredOutput;

#[derive(Deserialize, StructuredOutput)]
struct Step {
    output: String,
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
enum External {
    Newtype(Step),
    Struct { number: u8, step: Option<Vec<Step>> },
    Nothing,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type")]
#[structured(partial)]
enum Internal {
    Newtype(Box<Step>),
    Struct { number: u8, step: [Step; 2] },
    #[serde(other)]
    Nothing,
}

#[derive(Deserialize, StructuredOutput)]
#[serde(tag = "type", content = "value")]
#[structured(partial)]
enum Adjacent<T> {
    Newtype(Vec<Option<Step>>),
    Struct { step: Step, of_parameter: T },
    Flattened {
        number: u8,
        #[serde(flatten)]
        step: Step,
    },
}

#[derive(Deserialize, StructuredOutput)]
#[structured(partial)]
struct Steps(Option<Vec<Step>>);

fn main() {}
