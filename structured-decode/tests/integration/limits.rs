//! Schemas of unusual size or shape: enforced to the end, or refused when the constraint is built; at once, and on an
//! ordinary thread's stack.

use std::fmt::Write;
use std::time::Duration;

use structured_decode::{Constraint, Error, Vocab};
use structured_tests::cpu_time;

use crate::cheap::assert_cheap;
use crate::object;

/// Builds on a thread of the size that spawned threads and those of async runtimes have.
fn built(schema: String) -> Result<Constraint, Error> {
    let build = move || Constraint::from_schema(&schema, &Vocab::bytes()?);
    std::thread::Builder::new().stack_size(2 << 20).spawn(build).unwrap().join().unwrap()
}

/// Goes through `text`, where mask and `accept` agree on every byte; how many bytes it got.
fn read(constraint: &mut Constraint, text: &str) -> usize {
    for (at, byte) in text.bytes().enumerate() {
        let mut logits = vec![0.0; 257];
        constraint.mask(&mut logits).unwrap();
        let accepted = constraint.accept(u32::from(byte));
        assert_eq!(accepted.is_ok(), logits[usize::from(byte)].is_finite(), "byte {at} of {text}: {accepted:?}");
        if accepted.is_err() {
            return at;
        }
    }
    text.len()
}

fn refusal(schema: &str) -> String {
    built(schema.to_owned()).unwrap_err().to_string()
}

#[test]
fn an_object_of_five_thousand_properties_needs_no_deep_stack() {
    let mut properties = String::new();
    for index in 0..5_000 {
        write!(properties, r#"{}"p{index}":{{"type":"null"}}"#, if index > 0 { "," } else { "" }).unwrap();
    }
    let constraint = built(format!(r#"{{"type":"object","properties":{{{properties}}}}}"#)).unwrap();
    let vocab = Vocab::bytes().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&vocab.decode(&constraint.close())).unwrap();
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(5_000));
}

#[test]
fn a_chain_of_references_without_an_end_is_refused() {
    let schema = r##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}"##;
    let error = refusal(schema);
    assert!(error.contains("refers to itself without an object or array in between"), "{error}");
}

#[test]
fn a_union_of_thousands_of_objects_is_enforced_to_the_end() {
    let mut branches = String::new();
    for index in 0..2_500 {
        let comma = if index > 0 { "," } else { "" };
        write!(branches, r#"{comma}{{"type":"object","properties":{{"k{index}":{{"type":"null"}}}}}}"#).unwrap();
    }
    let mut constraint = built(object(&format!(r#"{{"anyOf":[{branches}]}}"#))).unwrap();
    let answer = r#"{"v":{"k2499":null}}"#;
    assert_eq!(read(&mut constraint, answer), answer.len());
}

/// Each level doubles the readings; of too many, those nearest to the end are kept.
#[test]
fn a_recursion_that_can_be_read_in_two_ways_can_be_closed_at_every_level() {
    let schema = r##"{"anyOf":[{"type":"array","items":{"anyOf":[{"$ref":"#"},{"enum":[true]}]}},
        {"type":"array","items":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}]}"##;
    let mut constraint = built(schema.to_owned()).unwrap();
    let vocab = Vocab::bytes().unwrap();
    assert_eq!(read(&mut constraint, &"[".repeat(20)), 20);
    let close = String::from_utf8(vocab.decode(&constraint.close())).unwrap();
    assert_eq!(read(&mut constraint, &close), close.len());
    assert!(constraint.is_done());
}

/// Thirteen levels of two readings each, and no recursion.
#[test]
fn a_chain_of_unions_of_arrays_has_its_shortest_answer() {
    let mut definitions = String::new();
    for level in 0..13 {
        let next = level + 1;
        write!(
            definitions,
            r##""t{level}":{{"anyOf":[{{"type":"array","items":{{"$ref":"#/$defs/t{next}"}},"minItems":1}},
                {{"type":"array","items":{{"$ref":"#/$defs/t{next}"}},"maxItems":2,"minItems":1}}]}},"##
        )
        .unwrap();
    }
    let schema = format!(r##"{{"$ref":"#/$defs/t0","$defs":{{{definitions}"t13":{{"type":"null"}}}}}}"##);
    let mut constraint = built(schema).unwrap();
    let answer = format!("{}null{}", "[".repeat(13), "]".repeat(13));
    assert_eq!(constraint.min_tokens_to_close(), answer.len());
    assert_eq!(read(&mut constraint, &answer), answer.len());
    assert!(constraint.is_done());
}

#[test]
fn a_union_of_thousands_of_values_is_one_of_them() {
    let values: Vec<String> = (0..5_000).map(|index| format!(r#"{{"const":"v{index}"}}"#)).collect();
    let mut constraint = built(object(&format!(r#"{{"anyOf":[{}]}}"#, values.join(",")))).unwrap();
    let answer = r#"{"v":"v4999"}"#;
    assert_eq!(read(&mut constraint, answer), answer.len());
    assert!(constraint.is_done());
}

#[test]
fn bounds_between_floats_are_found_at_once() {
    let took = cpu_time(|| {
        let vocab = Vocab::bytes().unwrap();
        for bound in
            ["900719925473746.1", "861666588058387.5", "-861666588058387.51", "12345678901.123456789", "1e-300"]
        {
            for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
                let schema = object(&format!(r#"{{"type":"number","{keyword}":{bound}}}"#));
                drop(Constraint::from_schema(&schema, &vocab).unwrap());
            }
        }
    });
    assert_cheap("bounds between floats", took);
}

/// A float that large reads one number for several.
#[test]
fn a_bound_of_more_digits_than_floats_keep_leaves_no_number() {
    for bounds in [r#""minimum":1e16"#, r#""minimum":9007199254740993"#, r#""exclusiveMaximum":-86166658805838750"#] {
        let error = refusal(&object(&format!(r#"{{"type":"number",{bounds}}}"#)));
        assert!(error.ends_with("no number that can be enforced is within the bounds"), "{bounds}: {error}");
    }
}

#[test]
fn a_bound_beyond_all_integers_leaves_none() {
    for bounds in [r#""minimum":1e30,"maximum":1e31"#, r#""maximum":-1e30"#, r#""minimum":18446744073709551616"#] {
        let error = refusal(&object(&format!(r#"{{"type":"integer",{bounds}}}"#)));
        assert!(error.ends_with("no integer from `i64::MIN` to `u64::MAX` is within the bounds"), "{bounds}: {error}");
    }
}

#[test]
fn what_would_take_too_long_is_refused() {
    for pattern in ["^(.{0,1000}){0,3}$", "^((a?){1000}){100}$"] {
        let schema = object(&format!(r#"{{"type":"string","pattern":"{pattern}"}}"#));
        let took = cpu_time(|| drop(Constraint::from_schema(&schema, &Vocab::bytes().unwrap())));
        assert_cheap(pattern, took);
        let error = refusal(&schema);
        assert!(error.contains("help: lower its counts"), "{error}");
    }
    let items = r#"{"type":"array","minItems":2000,"items":{"type":"array","minItems":2000,"items":{"type":"null"}}}"#;
    let error = refusal(items);
    assert!(error.contains("the shortest answer has 20004001 bytes"), "{error}");
}

#[test]
fn what_nothing_fits_is_refused_as_that() {
    let error = refusal(&object(r#"{"type":"string","pattern":"^a{3}$","maxLength":2}"#));
    assert!(error.contains("nothing fits what is asked for"), "{error}");
}

#[test]
fn what_stands_around_a_schema_is_told_from_one() {
    let schema = r#"{"name":"n","strict":true,"schema":{"type":"object","properties":{}}}"#;
    let error = refusal(schema);
    assert!(error.contains("this is the object around a schema; help: pass the schema alone"), "{error}");
}

/// Forced tokens may be asked for after each token: that must not copy what has been read so far.
#[test]
fn asking_for_forced_tokens_costs_the_same_at_the_end_of_a_long_answer() {
    let mut constraint = built(object(r#"{"type":"array","items":{"type":"null"}}"#)).unwrap();
    let ask = |constraint: &Constraint| {
        cpu_time(|| {
            for _ in 0..200 {
                assert!(constraint.forced().is_empty());
            }
        })
    };
    for byte in br#"{"v":["# {
        let _ = constraint.accept(u32::from(*byte)).unwrap();
    }
    let at_first = ask(&constraint);
    for byte in b"null,".iter().cycle().take(50_000) {
        let _ = constraint.accept(u32::from(*byte)).unwrap();
    }
    let at_last = ask(&constraint);
    assert!(at_last < 20 * at_first + Duration::from_millis(100), "{at_first:?}, then {at_last:?}");
}
