//! What exactly an answer may be, byte by byte.

use serde::Deserialize;
use structured_core::StructuredOutput;
use structured_decode::{Constraint, Error, Step, Vocab};

use crate::{admits, assert_values, of_value};

macro_rules! integer_is_exact {
    ($($name:ident: $type:ty, $below:literal, $above:literal;)*) => {$(
        #[test]
        fn $name() {
            #[derive(Deserialize, StructuredOutput)]
            #[expect(dead_code, reason = "only its constraint is looked at")]
            struct Answer {
                v: $type,
            }
            let constraint = Constraint::new::<Answer>(&Vocab::bytes().unwrap()).unwrap();
            let (min, max) = (<$type>::MIN.to_string(), <$type>::MAX.to_string());
            assert_values(&constraint, &[&min, &max, "7"], &[$below, $above, "-0", "00", "01", "1.0", "1e2", "+1", ""]);
        }
    )*};
}

integer_is_exact! {
    an_i8_is_exact: i8, "-129", "128";
    an_i16_is_exact: i16, "-32769", "32768";
    an_i32_is_exact: i32, "-2147483649", "2147483648";
    an_i64_is_exact: i64, "-9223372036854775809", "9223372036854775808";
    an_isize_is_exact: isize, "-9223372036854775809", "9223372036854775808";
    a_u8_is_exact: u8, "-1", "256";
    a_u16_is_exact: u16, "-1", "65536";
    a_u32_is_exact: u32, "-1", "4294967296";
    a_u64_is_exact: u64, "-1", "18446744073709551616";
    a_usize_is_exact: usize, "-1", "18446744073709551616";
    a_non_zero_i8_is_exact: std::num::NonZeroI8, "0", "128";
    a_non_zero_u64_is_exact: std::num::NonZeroU64, "0", "18446744073709551616";
}

#[test]
fn every_i8_is_admitted_and_nothing_around_it() {
    let constraint = of_value(r#"{"type":"integer","minimum":-128,"maximum":127}"#);
    for value in -300i32..300 {
        let admitted = admits(&constraint, &format!(r#"{{"v":{value}}}"#));
        assert_eq!(admitted, i8::try_from(value).is_ok(), "{value}");
    }
}

#[test]
fn bounds_that_are_not_aligned_are_exact() {
    for (min, max) in [(-17, 1234), (98, 102), (5, 5), (-1050, -99), (0, 0), (-3, 0), (199, 2001)] {
        let constraint = of_value(&format!(r#"{{"type":"integer","minimum":{min},"maximum":{max}}}"#));
        for value in min - 30..=max + 30 {
            let admitted = admits(&constraint, &format!(r#"{{"v":{value}}}"#));
            assert_eq!(admitted, (min..=max).contains(&value), "{value} in {min}..={max}");
        }
    }
}

#[test]
fn an_integer_without_bounds_is_an_i64() {
    let constraint = of_value(r#"{"type":"integer"}"#);
    assert_values(&constraint, &["-9223372036854775808", "9223372036854775807"], &["9223372036854775808", "-0"]);
}

#[test]
fn numbers_are_finite() {
    let constraint = of_value(r#"{"type":"number"}"#);
    let long = "9".repeat(18);
    assert_values(
        &constraint,
        &["0", "-0.5", "1e289", "12345678901234567.12345678901234567", "6.02e+23", "1E-9"],
        &["1e290", "1e400", "01", ".5", "1.", "1e", "+1", "NaN", &long],
    );
}

#[test]
fn an_f32_is_finite_as_an_f32() {
    #[derive(Deserialize, StructuredOutput)]
    struct Answer {
        v: f32,
    }
    let constraint = Constraint::new::<Answer>(&Vocab::bytes().unwrap()).unwrap();
    let largest = "99999999999999999e20";
    assert_values(&constraint, &[largest, "-0.1"], &["1e21", "1e39"]);
    assert!(serde_json::from_str::<Answer>(&format!(r#"{{"v":{largest}}}"#)).unwrap().v.is_finite());
}

#[test]
fn bounded_numbers_are_exact_to_nine_digits() {
    let constraint = of_value(r#"{"type":"number","minimum":-0.75,"maximum":12.5}"#);
    assert_values(
        &constraint,
        &["-0.75", "-0.7", "0", "0.0", "12.5", "12.50", "12.499999999", "7", "-0.749999999", "9.99"],
        &["-0.76", "-0.8", "-1", "12.51", "12.500000001", "13", "1e1", "100"],
    );
    let constraint = of_value(r#"{"type":"number","exclusiveMinimum":0,"maximum":1,"multipleOf":0.01}"#);
    assert_values(&constraint, &["0.01", "0.5", "0.99", "1", "1.0"], &["0", "0.0", "0.00", "0.001", "1.01", "0.555"]);
}

#[test]
fn strings_have_one_spelling_and_no_lone_surrogate() {
    let constraint = of_value(r#"{"type":"string"}"#);
    assert_values(
        &constraint,
        &[r#""""#, r#""é😀/""#, r#""\"\\\n\u001f""#],
        &[r#""\u00e9""#, r#""\/""#, r#""\ud800""#, "\"\n\"", "\"\x7F\"", r#""\x""#, "\"open"],
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    let mut constraint = of_value(r#"{"type":"string"}"#);
    for byte in br#"{"v":""# {
        assert_eq!(constraint.accept(u32::from(*byte)), Ok(Step::Continue));
    }
    // An overlong form, a surrogate, a byte that continues nothing, and two that never occur.
    for bytes in [&[0xC0u8][..], &[0xED, 0xA0], &[0x80], &[0xFF], &[0xF5]] {
        let mut constraint = constraint.clone();
        assert!(bytes.iter().any(|&byte| constraint.accept(u32::from(byte)).is_err()), "{bytes:X?}");
    }
}

#[test]
fn white_space_is_bounded() {
    let constraint = of_value(r#"{"type":"array","items":{"type":"boolean"}}"#);
    let indent = " ".repeat(20);
    assert!(admits(&constraint, &format!("{{\n{indent}\"v\": [\n{indent}true, false,\n\ttrue\n]\n}}")));
    assert!(admits(&constraint, r#"{ "v": [ ] }"#));
    for text in [
        format!("{{\n{indent} \"v\":[]}}"),
        "{  \"v\":[]}".to_owned(),
        "{\n\n\"v\":[]}".to_owned(),
        "{\"v\" :[]}".to_owned(),
        "{\"v\":  []}".to_owned(),
        " {\"v\":[]}".to_owned(),
        "{\"v\":[]} ".to_owned(),
    ] {
        assert!(!admits(&constraint, &text), "{text}");
    }
}

#[test]
fn keys_come_in_order_and_once_and_no_others() {
    let schema = r#"{"type":"object","properties":{"b":{"type":"null"},"a":{"type":"null"}},"required":["a","b"],"additionalProperties":false}"#;
    let constraint = Constraint::from_schema(schema, &Vocab::bytes().unwrap()).unwrap();
    assert!(admits(&constraint, r#"{"b":null,"a":null}"#));
    for text in
        [r#"{"a":null,"b":null}"#, r#"{"b":null}"#, r#"{"b":null,"b":null}"#, r#"{"b":null,"a":null,"c":null}"#, "{}"]
    {
        assert!(!admits(&constraint, text), "{text}");
    }
}

#[test]
fn an_enum_admits_what_its_type_admits() {
    // As the guide prints it: `null` is in the type, not in the enum, so JSON Schema does not admit it.
    let constraint = of_value(r#"{"type":["string","null"],"enum":["F","C"]}"#);
    assert_values(&constraint, &[r#""F""#], &["null"]);
    let constraint = of_value(r#"{"type":["string","null"],"enum":["F","C",null,3]}"#);
    assert_values(&constraint, &[r#""C""#, "null"], &["3", r#""D""#]);
}

#[test]
fn patterns_lengths_and_formats_are_met() {
    let constraint = of_value(r#"{"type":"string","pattern":"^@[a-z\\d]+$","maxLength":4}"#);
    assert_values(&constraint, &[r#""@a1""#, r#""@abc""#], &[r#""@""#, r#""a""#, r#""@abcd""#, r#""@A""#]);
    // A pattern is found anywhere, and spelled as JSON spells it.
    let constraint = of_value(r#"{"type":"string","pattern":"\"\\n"}"#);
    assert_values(&constraint, &[r#""x\"\ny""#], &[r#""x""#, r#""\"""#]);
    let constraint = of_value(r#"{"type":"string","format":"date"}"#);
    assert_values(&constraint, &[r#""2024-02-28""#, r#""2024-12-31""#], &[r#""2023-02-29""#, r#""2024-13-01""#]);
    let constraint = of_value(r#"{"type":"string","minLength":2,"maxLength":3}"#);
    assert_values(&constraint, &[r#""éé""#, r#""\n\n\n""#], &[r#""é""#, r#""abcd""#]);
}

#[test]
fn lengths_of_arrays_are_met() {
    let constraint = of_value(r#"{"type":"array","items":{"type":"null"},"minItems":2,"maxItems":3}"#);
    assert_values(&constraint, &["[null,null]", "[null,null,null]"], &["[]", "[null]", "[null,null,null,null]"]);
    let constraint = of_value(r#"{"type":"array","items":{"type":"null"},"maxItems":0}"#);
    assert_values(&constraint, &["[]"], &["[null]"]);
    let constraint = of_value(r#"{"type":"array","items":{"type":"null"},"minItems":2}"#);
    assert_values(&constraint, &["[null,null,null,null]"], &["[]", "[null]"]);
}

#[test]
fn answers_nest_as_deep_as_serde_json_reads_and_no_deeper() {
    let schema = r##"{"type":"object","properties":{"c":{"type":"array","items":{"$ref":"#"}}},"required":["c"],"additionalProperties":false}"##;
    let constraint = Constraint::from_schema(schema, &Vocab::bytes().unwrap()).unwrap();
    let nested = |levels: usize| format!("{}{}{}", r#"{"c":["#.repeat(levels), r#"{"c":1}"#, "]}".repeat(levels));
    let text = |levels| nested(levels).replace(r#"{"c":1}"#, "");
    // 126 levels around, and an array needs an object around it: 63 pairs.
    assert!(admits(&constraint, &text(63)));
    assert!(serde_json::from_str::<serde_json::Value>(&text(63)).is_ok());
    assert!(!admits(&constraint, &text(64)));
    assert!(serde_json::from_str::<serde_json::Value>(&text(64)).is_err());
}

#[test]
fn unions_that_begin_alike_are_told_apart_later() {
    let branch = |last: &str| {
        format!(
            r##"{{"type":"object","properties":{{"a":{{"$ref":"#"}},"{last}":{{"type":"null"}}}},"required":["a","{last}"],"additionalProperties":false}}"##
        )
    };
    let schema = format!(
        r#"{{"type":"object","properties":{{"v":{{"anyOf":[{},{},{{"type":"null"}}]}}}},"required":["v"],"additionalProperties":false}}"#,
        branch("b"),
        branch("c")
    );
    let constraint = Constraint::from_schema(&schema, &Vocab::bytes().unwrap()).unwrap();
    let mut text = r#"{"v":null}"#.to_owned();
    for depth in 0..30 {
        text = format!(r#"{{"v":{{"a":{text},"{}":null}}}}"#, if depth % 2 == 0 { "b" } else { "c" });
    }
    assert!(admits(&constraint, &text));
}

#[test]
fn a_schema_without_a_finite_answer_is_an_error() {
    let schema = r##"{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"],"additionalProperties":false}"##;
    let error = Constraint::from_schema(schema, &Vocab::bytes().unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the schema cannot be enforced at `#`: no finite answer exists, because every level requires another; help: make \
         the recursive property nullable or an array"
    );
}

#[test]
fn a_branch_without_a_finite_answer_is_never_begun() {
    let schema = r##"{"type":"object","properties":{"v":{"anyOf":[{"$ref":"#/$defs/endless"},{"type":"null"}]}},"required":["v"],
        "additionalProperties":false,"$defs":{"endless":{"type":"object","properties":{"a":{"$ref":"#/$defs/endless"}},
        "required":["a"],"additionalProperties":false}}}"##;
    let constraint = Constraint::from_schema(schema, &Vocab::bytes().unwrap()).unwrap();
    assert_values(&constraint, &["null"], &[]);
    assert!(!admits(&constraint, r#"{"v":{"#));
    let mut logits = vec![0.0f32; 257];
    let mut constraint = constraint;
    for byte in br#"{"v":"# {
        assert_eq!(constraint.accept(u32::from(*byte)), Ok(Step::Continue));
    }
    constraint.mask(&mut logits).unwrap();
    assert!(logits[usize::from(b'{')].is_infinite());
}

#[test]
fn a_keyword_that_cannot_be_enforced_is_an_error_with_its_place() {
    let refused = |schema: &str| match Constraint::from_schema(schema, &Vocab::bytes().unwrap()) {
        Err(Error::Schema { at, reason }) => format!("{at}: {reason}"),
        other => panic!("{other:?}"),
    };
    let object = |value: &str| format!(r#"{{"type":"object","properties":{{"a/b":{value}}}}}"#);
    for (schema, message) in [
        (
            object(r#"{"type":"array","items":{"type":"null"},"uniqueItems":true}"#),
            "#/properties/a~1b: `uniqueItems` cannot be enforced; help: remove it",
        ),
        (
            object(r#"{"title":"Nothing"}"#),
            "#/properties/a~1b: the schema has no `type`, `enum`, `anyOf` or `$ref`; help: add a `type`",
        ),
        (
            object(r#"{"title":"One","oneOf":[{"type":"null"}]}"#),
            "#/properties/a~1b: `oneOf` cannot be enforced; help: write `anyOf`",
        ),
        (
            object(r#"{"not":{}}"#),
            "#/properties/a~1b: `not` cannot be enforced; help: express it with `type`, `enum` and `anyOf`",
        ),
        (
            object(r##"{"$ref":"#/$defs/none"}"##),
            "#/properties/a~1b: `$ref` names `#/$defs/none`, which does not exist",
        ),
        (
            object(r#"{"$ref":"http://other"}"#),
            "#/properties/a~1b: `$ref` names `http://other`, which is not in this schema",
        ),
        (
            object(r#"{"type":"number","multipleOf":0.3}"#),
            "#/properties/a~1b: `multipleOf` is 0.3, and that can only be enforced where a few last digits show it, as for \
             0.01, 0.25, 5 and 64, or where `minimum` and `maximum` leave at most 2000 multiples",
        ),
        (
            object(r#"{"type":"number","minimum":0.1,"maximum":0.4,"multipleOf":0.5}"#),
            "#/properties/a~1b: no number that can be enforced is within the bounds",
        ),
        (object(r#"{"type":"string","format":"phone"}"#), "#/properties/a~1b: the format `phone` cannot be enforced"),
        (
            object(r#"{"type":"string","enum":[1]}"#),
            "#/properties/a~1b: `enum` has no value that the keywords beside it admit",
        ),
        (
            object(r##"{"anyOf":[{"$ref":"#/properties/a~1b"}]}"##),
            "#/properties/a~1b: the definition refers to itself without an object or array in between",
        ),
        (
            r#"{"anyOf":[{"type":"null"},{"type":"string","enum":["1"]},{"enum":["a",-1]}]}"#.to_owned(),
            "#: a number alone has no recognizable end; help: wrap it in an object with one property",
        ),
        (r#"{"type":"object"}"#.to_owned(), "#: an object must list its `properties`"),
        ("true".to_owned(), "#: the schema has no `type`, `enum`, `anyOf` or `$ref`; help: add a `type`"),
        ("3".to_owned(), "#: a schema must be an object; help: give it a `type`"),
    ] {
        assert_eq!(refused(&schema), message);
    }
}

#[test]
fn the_end_of_a_range_is_in_it_however_it_is_spelled() {
    let constraint = of_value(r#"{"type":"number","minimum":0.1,"maximum":0.15}"#);
    assert_values(&constraint, &["0.1", "0.10", "0.12", "0.15"], &["0", "0.2", "0.151", "0.09"]);
    let constraint = of_value(r#"{"type":"number","minimum":999999999999998.5}"#);
    assert_values(&constraint, &["999999999999998.5", "999999999999999"], &["999999999999998", "1000000000000000"]);
}

#[test]
fn every_format_of_every_profile_can_be_enforced() {
    for format in structured_core::profile::Profile::ALL.iter().flat_map(|profile| profile.formats) {
        let constraint = of_value(&format!(r#"{{"type":"string","format":"{format}"}}"#));
        assert!(constraint.min_tokens_to_close() > r#"{"v":""}"#.len(), "{format}");
    }
}

/// What was compiled for one type is not taken for another of the same schema.
#[test]
fn types_of_one_schema_keep_their_own_ranges() {
    #[derive(Deserialize, StructuredOutput)]
    struct Small {
        #[expect(dead_code, reason = "what is read is not looked at")]
        v: u8,
    }
    #[derive(Deserialize, StructuredOutput)]
    struct Large {
        #[expect(dead_code, reason = "as above")]
        v: u16,
    }
    assert_eq!(Small::JSON_SCHEMA, Large::JSON_SCHEMA);
    let vocab = Vocab::bytes().unwrap();
    for _ in 0..2 {
        assert_values(&Constraint::new::<Small>(&vocab).unwrap(), &["255"], &["256"]);
        assert_values(&Constraint::new::<Large>(&vocab).unwrap(), &["256", "65535"], &["65536"]);
    }
}

/// A local model need not answer with an object.
#[test]
fn an_enum_or_a_list_may_be_the_root() {
    #[derive(Deserialize, StructuredOutput)]
    enum Mood {
        Glad,
        Sad,
    }
    let vocab = Vocab::bytes().unwrap();
    let mood = Constraint::new::<Mood>(&vocab).unwrap();
    assert!(admits(&mood, r#""Glad""#) && admits(&mood, r#""Sad""#) && !admits(&mood, r#""Mad""#));
    let moods = Constraint::new::<Vec<Mood>>(&vocab).unwrap();
    assert!(admits(&moods, r#"["Sad", "Glad"]"#) && admits(&moods, "[]") && !admits(&moods, r#""Sad""#));
}
