//! Schemas of unusual size or shape: enforced to the end, or refused when the constraint is built; at once, and on an
//! ordinary thread's stack.

use std::fmt::Write;
use std::time::{Duration, Instant};

use structured_decode::{Constraint, Error, Vocab};

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
    let start = Instant::now();
    let error = built(schema.to_owned()).unwrap_err().to_string();
    assert!(start.elapsed() < Duration::from_secs(60), "{schema} took {:?}", start.elapsed());
    error
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

/// A schema that begins with `d0`; each of so many definitions is made by `definition` from its number, and the last is
/// `last`.
fn chained(count: usize, last: &str, definition: impl Fn(usize) -> String) -> String {
    let mut definitions = String::new();
    for index in 0..count {
        write!(definitions, r#""d{index}":{},"#, definition(index)).unwrap();
    }
    format!(r##"{{"$ref":"#/$defs/d0","$defs":{{{definitions}"d{count}":{last}}}}}"##)
}

fn next(index: usize) -> String {
    format!(r##"{{"$ref":"#/$defs/d{}"}}"##, index + 1)
}

fn with_one_property(name: &str, value: &str) -> String {
    format!(
        r#"{{"type":"object","properties":{{"{name}":{value}}},"required":["{name}"],"additionalProperties":false}}"#
    )
}

/// Objects with the first `shared` of the properties that the tests have in common, and one of their own.
fn sharing(shared: usize, own: &str) -> String {
    let mut properties = String::new();
    for index in 0..shared {
        write!(properties, r#""p{index}":{{"type":"string"}},"#).unwrap();
    }
    format!(r#"{{"type":"object","properties":{{{properties}"{own}":{{"type":"null"}}}}}}"#)
}

/// Schemas that are short for what they ask for, or long where few are.
fn hostile() -> Vec<(&'static str, String)> {
    let null = r#"{"type":"null"}"#;
    let twice = |keyword: &'static str| move |index| format!(r#"{{"{keyword}":[{},{}]}}"#, next(index), next(index));
    let beside = |keyword: &'static str| move |index| format!(r##"{{"$ref":"#/$defs/d{}",{keyword}}}"##, index + 1);
    let branches = |count: usize, shared: fn(usize) -> usize| {
        let all: Vec<String> = (0..count).map(|index| sharing(shared(index), &format!("q{index}"))).collect();
        format!(r#"{{"anyOf":[{}]}}"#, all.join(","))
    };
    let product = |unions: usize, of: usize| {
        let union = |first: usize| {
            let all: Vec<String> = (0..of).map(|index| with_one_property(&format!("u{first}b{index}"), null)).collect();
            format!(r#"{{"anyOf":[{}]}}"#, all.join(","))
        };
        format!(r#"{{"allOf":[{}]}}"#, (0..unions).map(union).collect::<Vec<_>>().join(","))
    };
    vec![
        ("a chain of references", chained(20_000, null, next)),
        (
            "a chain of references with keywords beside",
            chained(20_000, r#"{"type":"string"}"#, beside(r#""maxLength":9"#)),
        ),
        (
            "a chain of references with patterns beside",
            chained(300, r#"{"type":"string"}"#, beside(r#""pattern":"a""#)),
        ),
        (
            "a chain of references with required names beside",
            chained(20_000, &with_one_property("a", null), beside(r#""required":["a"]"#)),
        ),
        ("a chain of unions of one", chained(20_000, null, |index| format!(r#"{{"anyOf":[{}]}}"#, next(index)))),
        (
            "a chain of unions",
            chained(1_000, null, |index| {
                format!(
                    r#"{{"anyOf":[{},{}]}}"#,
                    next(index),
                    with_one_property(&format!("a{index}"), r#"{"type":"string"}"#)
                )
            }),
        ),
        (
            "a long chain of unions",
            chained(20_000, null, |index| {
                format!(r#"{{"anyOf":[{},{}]}}"#, next(index), with_one_property(&format!("a{index}"), null))
            }),
        ),
        (
            "a chain of unions in properties",
            chained(1_000, null, |index| {
                format!(r#"{{"anyOf":[{},{}]}}"#, next(index), with_one_property(&format!("a{index}"), &next(index)))
            }),
        ),
        (
            "a chain of unions with keywords beside",
            chained(1_000, null, |index| {
                format!(r#"{{"anyOf":[{},{}],"maxLength":{index}}}"#, next(index), with_one_property("a", null))
            }),
        ),
        ("a chain of objects", chained(20_000, null, |index| with_one_property("a", &next(index)))),
        ("a chain of arrays", chained(20_000, null, |index| format!(r#"{{"type":"array","items":{}}}"#, next(index)))),
        ("unions that double", chained(40, null, twice("anyOf"))),
        ("conjunctions that double", chained(40, null, twice("allOf"))),
        (
            "objects that double",
            chained(40, null, |index| {
                format!(r#"{{"type":"object","properties":{{"a":{},"b":{}}}}}"#, next(index), next(index))
            }),
        ),
        (
            "arrays that double",
            chained(40, null, |index| {
                format!(
                    r#"{{"anyOf":[{{"type":"array","items":{0}}},{{"type":"array","items":{0},"minItems":1}}]}}"#,
                    next(index)
                )
            }),
        ),
        ("two objects that share 5,000 properties", branches(2, |_| 5_000)),
        ("objects that share more and more properties", branches(150, |index| index)),
        ("three objects that part late", branches(3, |index| 2_000 - index)),
        ("a union of 20,000 objects", branches(20_000, |_| 0)),
        ("unions that multiply", product(12, 10)),
        ("two unions that multiply", product(2, 1_000)),
        (
            "a conjunction of 5,000 objects",
            format!(
                r#"{{"allOf":[{}]}}"#,
                (0..5_000)
                    .map(|index| { format!(r#"{{"type":"object","properties":{{"a{index}":{null}}}}}"#) })
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        ("an object of 20,000 properties", sharing(20_000, "q")),
        (
            "20,000 values",
            format!(
                r#"{{"enum":[{}]}}"#,
                (0..20_000).map(|index| format!(r#""v{index}""#)).collect::<Vec<_>>().join(",")
            ),
        ),
        ("a string of 2,000 characters", object(r#"{"type":"string","maxLength":2000}"#)),
        ("500 strings of 2,000 characters with different patterns", {
            let properties: Vec<String> = (0..500)
                .map(|index| format!(r#""p{index}":{{"type":"string","maxLength":2000,"pattern":"x{index}"}}"#))
                .collect();
            format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
        }),
        ("500 patterns that double states", {
            let properties: Vec<String> = (0..500)
                .map(|index| format!(r#""p{index}":{{"type":"string","pattern":"^(a|b)*a(a|b){{12}}{index}$"}}"#))
                .collect();
            format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
        }),
        ("a pattern that doubles states", object(r#"{"type":"string","pattern":"^(a|b)*a(a|b){40}$"}"#)),
        ("a pattern of counts in counts", object(r#"{"type":"string","pattern":"^((a{1000}){1000}){1000}$"}"#)),
        ("a pattern of counts that may be left out", object(r#"{"type":"string","pattern":"^((a?){1000}){1000}$"}"#)),
        (
            "a pattern of 1,000 groups in groups",
            object(&format!(r#"{{"type":"string","pattern":"{}a{}"}}"#, "(".repeat(1_000), ")".repeat(1_000))),
        ),
        ("lists beside patterns that double states", {
            let branches: Vec<String> =
                (0..500).map(|index| format!(r#"{{"enum":["a"],"pattern":"^(a|b)*a(a|b){{12}}{index}$"}}"#)).collect();
            format!(r#"{{"anyOf":[{}]}}"#, branches.join(","))
        }),
        ("1,000 arrays of up to 2,000 items", {
            let properties: Vec<String> = (0..1_000)
                .map(|index| format!(r#""p{index}":{{"type":"array","items":{{"enum":[{index}]}},"maxItems":2000}}"#))
                .collect();
            format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
        }),
        ("1,000 ranges of multiples", {
            let properties: Vec<String> = (0..1_000)
                .map(|index| format!(r#""p{index}":{{"type":"number","multipleOf":0.01,"maximum":{index}}}"#))
                .collect();
            format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
        }),
        ("arrays in arrays", format!(r#"{}{null}{}"#, r#"{"type":"array","items":"#.repeat(126), "}".repeat(126))),
        ("unions in unions", format!(r#"{}{null}{}"#, r#"{"anyOf":["#.repeat(63), "]}".repeat(63))),
        ("conjunctions in conjunctions", format!(r#"{}{null}{}"#, r#"{"allOf":["#.repeat(63), "]}".repeat(63))),
        (
            "unions beside keywords in unions",
            format!(r#"{}{null}{}"#, r#"{"maxLength":1,"anyOf":["#.repeat(63), "]}".repeat(63)),
        ),
        (
            "objects in objects",
            format!(r#"{}{null}{}"#, r#"{"type":"object","properties":{"a":"#.repeat(63), "}}".repeat(63)),
        ),
        ("values in values", format!(r#"{{"const":{}{}}}"#, "[".repeat(126), "]".repeat(126))),
        ("JSON that is too deep", format!(r#"{}{null}{}"#, r#"{"items":"#.repeat(100_000), "}".repeat(100_000))),
        (
            "a list of 10,000 long values",
            format!(
                r#"{{"enum":[{}]}}"#,
                (0..10_000usize)
                    .map(|index| format!(r#""{}""#, index.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_string().repeat(2)))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        ("multiples of 64", object(r#"{"type":"integer","multipleOf":64,"minimum":-999999,"maximum":1234567}"#)),
        ("multiples of 1,024", object(r#"{"type":"integer","multipleOf":1024}"#)),
        ("multiples of 65,536", object(r#"{"type":"integer","multipleOf":65536}"#)),
        ("multiples of 0.01", object(r#"{"type":"number","multipleOf":0.01}"#)),
        ("multiples of 0.001 and 7", object(r#"{"type":"number","multipleOf":0.001,"allOf":[{"multipleOf":7}]}"#)),
    ]
}

/// On a thread with the stack that spawned threads and those of async runtimes have.
#[test]
fn no_schema_takes_long_or_much_memory_to_be_enforced_or_refused() {
    let mut failures = Vec::new();
    for (name, schema) in hostile() {
        let length = schema.len();
        let run = move || {
            let vocab = Vocab::bytes().unwrap();
            let (start, mut built) = (Instant::now(), None);
            let used = allocation_counter::measure(|| built = Some(Constraint::from_schema(&schema, &vocab).map(drop)));
            (start.elapsed(), used.bytes_max, built)
        };
        let (took, bytes, built) = std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
        let report = format!("{name} ({length} bytes): {took:?}, {} MB, {built:?}", bytes >> 20);
        println!("{report}");
        // The tests are built without optimization, and run beside others.
        if took > Duration::from_secs(10) || bytes > 100 << 20 {
            failures.push(report);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
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
    let start = Instant::now();
    for bound in ["900719925473746.1", "861666588058387.5", "-861666588058387.51", "12345678901.123456789", "1e-300"] {
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            built(object(&format!(r#"{{"type":"number","{keyword}":{bound}}}"#))).unwrap();
        }
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
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
        assert!(error.ends_with("no integer is within the bounds"), "{bounds}: {error}");
    }
}

#[test]
fn what_would_take_too_long_is_refused() {
    for pattern in ["^(.{0,1000}){0,3}$", "^((a?){1000}){100}$"] {
        let error = refusal(&object(&format!(r#"{{"type":"string","pattern":"{pattern}"}}"#)));
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
    assert!(error.contains("this is what is sent around a schema; help: give the schema alone"), "{error}");
}

/// Forced tokens may be asked for after each token: that must not copy what has been read so far.
#[test]
fn asking_for_forced_tokens_costs_the_same_at_the_end_of_a_long_answer() {
    let mut constraint = built(object(r#"{"type":"array","items":{"type":"null"}}"#)).unwrap();
    let ask = |constraint: &Constraint| {
        let start = Instant::now();
        for _ in 0..200 {
            assert!(constraint.forced().is_empty());
        }
        start.elapsed()
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
