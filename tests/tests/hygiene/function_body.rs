//! Types in the bodies of functions.

use serde::Deserialize;
use structured_core::StructuredOutput;

fn first() -> &'static str {
    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Answer {
        first: Part,
        firsts: Vec<Part>,
    }
    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Part {
        children: Vec<Part>,
    }
    Answer::JSON_SCHEMA
}

fn second() -> &'static str {
    #[derive(Deserialize, StructuredOutput)]
    #[expect(dead_code, reason = "only the schema is looked at")]
    struct Answer {
        second: bool,
    }
    Answer::JSON_SCHEMA
}

#[test]
fn a_type_may_stand_in_a_function_body() {
    assert!(first().contains(r##""first":{"$ref":"#/$defs/Part"}"##));
    assert!(second().contains(r#""second":{"type":"boolean"}"#));
}

#[test]
fn a_type_may_stand_in_a_closure_and_in_a_constant() {
    const IN_A_CONST: &str = {
        #[derive(Deserialize, StructuredOutput)]
        #[expect(dead_code, reason = "only the schema is looked at")]
        struct Answer {
            third: bool,
        }
        Answer::JSON_SCHEMA
    };
    let in_a_closure = || {
        #[derive(Deserialize, StructuredOutput)]
        #[expect(dead_code, reason = "only the schema is looked at")]
        struct Answer {
            fourth: bool,
        }
        Answer::JSON_SCHEMA
    };
    assert!(IN_A_CONST.contains("third"));
    assert!(in_a_closure().contains("fourth"));
}
