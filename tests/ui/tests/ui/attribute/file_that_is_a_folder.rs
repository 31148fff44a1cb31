// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(file = "schemas/")]
struct CalendarEvent {
    text: String,
}

#[derive(StructuredOutput)]
#[structured(file = ".")]
struct Answer {
    text: String,
}

fn main() {}
