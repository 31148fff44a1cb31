//! Inline types with flattened enums, each inside the one before it: more than fit on the
//! stack of the constant evaluation.

use structured_core::StructuredOutput;

macro_rules! level {
    ($name:ident, $kind:ident, $inner:ty) => {
        #[derive(StructuredOutput)]
        #[structured(profile = "llama.cpp")]
        #[serde(tag = "kind", content = "content")]
        enum $kind {
            Some { inner: $inner },
            Nothing,
        }

        #[derive(StructuredOutput)]
        #[structured(profile = "llama.cpp", inline)]
        enum $name {
            Held {
                #[serde(flatten)]
                kind: $kind,
            },
            Nothing,
        }
    };
}

level!(Level1, Kind1, Level2);
level!(Level2, Kind2, Level3);
level!(Level3, Kind3, Level4);
level!(Level4, Kind4, Level5);
level!(Level5, Kind5, Level6);
level!(Level6, Kind6, Level7);
level!(Level7, Kind7, Level8);
level!(Level8, Kind8, Level9);
level!(Level9, Kind9, Level10);
level!(Level10, Kind10, Level11);
level!(Level11, Kind11, Level12);
level!(Level12, Kind12, Level13);

#[derive(StructuredOutput)]
#[structured(profile = "llama.cpp", inline)]
struct Level13 {
    text: String,
}

#[derive(StructuredOutput)]
#[structured(profile = "llama.cpp")]
struct Answer {
    level: Level1,
}

fn main() {
    assert_eq!(Answer::JSON_SCHEMA.matches("\"inner\":{").count(), 12);
}
