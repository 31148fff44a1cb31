// errors: 4
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Inner {
    Number(u8),
    Words(Vec<String>),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Values {
    Number(i64),
    Words(Vec<String>),
    Inner(Inner),
}

#[derive(StructuredOutput)]
#[serde(tag = "type")]
enum Event {
    Started { at: u64 },
    Ended { after: f64 },
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Deeper {
    Event(Event),
    Flag(bool),
    Nothing,
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Events {
    Nothing,
    Started { at: u64, r#type: String },
    Ended { after: f64, r#type: String },
    Flag(bool),
    Deeper(Deeper),
}

#[derive(StructuredOutput)]
enum North {
    North,
    NorthEast,
}

#[derive(StructuredOutput)]
enum South {
    South,
}

#[derive(StructuredOutput)]
enum Both {
    South,
    North,
}

#[derive(StructuredOutput)]
enum Other {
    South,
    West,
}

#[derive(StructuredOutput)]
enum Place {
    North,
    At { x: f64 },
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Directions {
    North(Option<North>),
    South(South),
    Other(Other),
    Both(Both),
    Named { x: f64 },
    Place(Place),
}

#[derive(StructuredOutput)]
#[serde(untagged)]
enum Places {
    North(North),
    South(South),
    At {
        #[serde(rename = "At")]
        at: At,
    },
    Place(Place),
}

#[derive(StructuredOutput)]
struct At {
    x: f64,
}

#[derive(StructuredOutput)]
struct Answer {
    values: Values,
    events: Events,
    directions: Directions,
    places: Places,
}

fn main() {}
