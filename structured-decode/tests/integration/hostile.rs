//! Schemas that are short for what they ask for, or long where few are: each is enforced or refused, and neither takes long,
//! much memory, or a deep stack.

use std::time::Duration;

use structured_decode::{Constraint, Vocab};
use structured_tests::cpu_time;

use crate::cheap::yardstick;
use crate::object;

const NULL: &str = r#"{"type":"null"}"#;

/// A schema that begins with `d0`; each of so many definitions is made by `definition` from its number, and the last is
/// `last`.
fn chained(count: usize, last: &str, definition: impl Fn(usize) -> String) -> String {
    let mut definitions: Vec<String> = (0..count).map(|index| format!(r#""d{index}":{}"#, definition(index))).collect();
    definitions.push(format!(r#""d{count}":{last}"#));
    format!(r##"{{"$ref":"#/$defs/d0","$defs":{{{}}}}}"##, definitions.join(","))
}

/// A reference to the definition after this one.
fn next(index: usize) -> String {
    format!(r##"{{"$ref":"#/$defs/d{}"}}"##, index + 1)
}

fn next_beside(index: usize, keywords: &str) -> String {
    format!(r##"{{"$ref":"#/$defs/d{}",{keywords}}}"##, index + 1)
}

fn with_one_property(name: &str, value: &str) -> String {
    format!(
        r#"{{"type":"object","properties":{{"{name}":{value}}},"required":["{name}"],"additionalProperties":false}}"#
    )
}

/// An object with so many properties, made from their numbers.
fn with_properties(count: usize, property: impl Fn(usize) -> String) -> String {
    let properties: Vec<String> = (0..count).map(|index| format!(r#""p{index}":{}"#, property(index))).collect();
    format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
}

/// `keyword` with so many schemas, made from their numbers.
fn listing(keyword: &str, count: usize, schema: impl Fn(usize) -> String) -> String {
    format!(r#"{{"{keyword}":[{}]}}"#, (0..count).map(schema).collect::<Vec<_>>().join(","))
}

/// An object with the first `shared` of the properties that all of these have in common, and one of its own.
fn sharing(shared: usize, own: usize) -> String {
    let mut properties: Vec<String> = (0..shared).map(|index| format!(r#""p{index}":{{"type":"string"}}"#)).collect();
    properties.push(format!(r#""own{own}":{NULL}"#));
    format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties.join(","))
}

fn nested(open: &str, levels: usize, close: &str) -> String {
    format!("{}{NULL}{}", open.repeat(levels), close.repeat(levels))
}

type Named = (&'static str, String);

fn chains() -> Vec<Named> {
    let one = with_one_property("a", NULL);
    vec![
        ("a chain of references", chained(20_000, NULL, next)),
        (
            "references with lengths beside",
            chained(20_000, r#"{"type":"string"}"#, |index| next_beside(index, r#""maxLength":9"#)),
        ),
        (
            "references with patterns beside",
            chained(300, r#"{"type":"string"}"#, |index| next_beside(index, r#""pattern":"a""#)),
        ),
        (
            "references with required names beside",
            chained(20_000, &one, |index| next_beside(index, r#""required":["a"]"#)),
        ),
        ("a chain of unions of one", chained(20_000, NULL, |index| listing("anyOf", 1, |_| next(index)))),
        (
            "a chain of unions",
            chained(1_000, NULL, |index| {
                let object = with_one_property(&format!("a{index}"), r#"{"type":"string"}"#);
                format!(r#"{{"anyOf":[{},{object}]}}"#, next(index))
            }),
        ),
        (
            "a long chain of unions",
            chained(20_000, NULL, |index| {
                format!(r#"{{"anyOf":[{},{}]}}"#, next(index), with_one_property(&format!("a{index}"), NULL))
            }),
        ),
        (
            "a chain of unions in properties",
            chained(1_000, NULL, |index| {
                format!(r#"{{"anyOf":[{0},{1}]}}"#, next(index), with_one_property(&format!("a{index}"), &next(index)))
            }),
        ),
        (
            "a chain of unions with keywords beside",
            chained(1_000, NULL, |index| format!(r#"{{"anyOf":[{},{one}],"maxLength":{index}}}"#, next(index))),
        ),
        ("a chain of objects", chained(20_000, NULL, |index| with_one_property("a", &next(index)))),
        ("a chain of arrays", chained(20_000, NULL, |index| format!(r#"{{"type":"array","items":{}}}"#, next(index)))),
    ]
}

fn multiplying() -> Vec<Named> {
    let union = |first: usize, count: usize| {
        listing("anyOf", count, |index| with_one_property(&format!("u{first}b{index}"), NULL))
    };
    vec![
        ("unions that double", chained(40, NULL, |index| listing("anyOf", 2, |_| next(index)))),
        ("conjunctions that double", chained(40, NULL, |index| listing("allOf", 2, |_| next(index)))),
        ("objects that double", chained(40, NULL, |index| with_properties(2, |_| next(index)))),
        (
            "arrays that double",
            chained(40, NULL, |index| {
                listing("anyOf", 2, |min| format!(r#"{{"type":"array","items":{},"minItems":{min}}}"#, next(index)))
            }),
        ),
        ("unions that multiply", listing("allOf", 12, |first| union(first, 10))),
        ("two unions that multiply", listing("allOf", 2, |first| union(first, 1_000))),
    ]
}

fn wide() -> Vec<Named> {
    vec![
        ("two objects that share 5,000 properties", listing("anyOf", 2, |index| sharing(5_000, index))),
        ("objects that share more and more properties", listing("anyOf", 150, |index| sharing(index, index))),
        ("three objects that part late", listing("anyOf", 3, |index| sharing(2_000 - index, index))),
        ("a union of 20,000 objects", listing("anyOf", 20_000, |index| sharing(0, index))),
        ("a conjunction of 5,000 objects", listing("allOf", 5_000, |index| sharing(0, index))),
        ("an object of 20,000 properties", with_properties(20_000, |_| NULL.to_owned())),
        ("20,000 values", listing("enum", 20_000, |index| format!(r#""v{index}""#))),
        (
            "10,000 long values",
            listing("enum", 10_000, |index| {
                format!(r#""{}""#, index.wrapping_mul(0x9E37_79B9_7F4A).to_string().repeat(3))
            }),
        ),
        (
            "1,000 arrays of up to 2,000 items",
            with_properties(1_000, |index| {
                format!(r#"{{"type":"array","items":{{"enum":[{index}]}},"maxItems":2000}}"#)
            }),
        ),
    ]
}

fn strings_and_numbers() -> Vec<Named> {
    let of_pattern = |pattern: &str| object(&format!(r#"{{"type":"string","pattern":"{pattern}"}}"#));
    let doubling = |index: usize| format!("^(a|b)*a(a|b){{12}}{index}$");
    let multiples = |step: &str, more: &str| object(&format!(r#"{{"type":"number","multipleOf":{step}{more}}}"#));
    vec![
        ("a string of 2,000 characters", object(r#"{"type":"string","maxLength":2000}"#)),
        (
            "500 long strings with different patterns",
            with_properties(500, |index| format!(r#"{{"type":"string","maxLength":2000,"pattern":"x{index}"}}"#)),
        ),
        ("a pattern that doubles states", of_pattern("^(a|b)*a(a|b){40}$")),
        (
            "500 patterns that double states",
            with_properties(500, |index| format!(r#"{{"type":"string","pattern":"{}"}}"#, doubling(index))),
        ),
        (
            "lists beside patterns that double states",
            listing("anyOf", 500, |index| format!(r#"{{"enum":["a"],"pattern":"{}"}}"#, doubling(index))),
        ),
        ("a pattern of counts in counts", of_pattern("^((a{1000}){1000}){1000}$")),
        ("a pattern of counts that may be left out", of_pattern("^((a?){1000}){1000}$")),
        ("a pattern of groups in groups", of_pattern(&format!("{}a{}", "(".repeat(1_000), ")".repeat(1_000)))),
        ("multiples of 64", multiples("64", r#","minimum":-999999,"maximum":1234567"#)),
        ("multiples of 1,024", multiples("1024", "")),
        ("multiples of 65,536", multiples("65536", "")),
        ("multiples of 0.01", multiples("0.01", "")),
        ("multiples of 0.001 and 7", multiples("0.001", r#","allOf":[{"multipleOf":7}]"#)),
        (
            "1,000 ranges of multiples",
            with_properties(1_000, |index| format!(r#"{{"type":"number","multipleOf":0.01,"maximum":{index}}}"#)),
        ),
    ]
}

fn deep() -> Vec<Named> {
    vec![
        ("arrays in arrays", nested(r#"{"type":"array","items":"#, 126, "}")),
        ("unions in unions", nested(r#"{"anyOf":["#, 63, "]}")),
        ("conjunctions in conjunctions", nested(r#"{"allOf":["#, 63, "]}")),
        ("unions beside keywords in unions", nested(r#"{"maxLength":1,"anyOf":["#, 63, "]}")),
        ("objects in objects", nested(r#"{"type":"object","properties":{"a":"#, 63, "}}")),
        ("values in values", format!(r#"{{"const":{}{}}}"#, "[".repeat(126), "]".repeat(126))),
        ("JSON that is too deep", nested(r#"{"items":"#, 100_000, "}")),
    ]
}

/// On a thread with the stack that spawned threads and those of async runtimes have.
///
/// Each takes less than a second in a release build on an idle machine, where the yardstick takes some 20 ms. The tests run
/// beside others and are not optimized, so they compare with the yardstick.
#[test]
fn no_schema_takes_long_or_much_memory_to_be_enforced_or_refused() {
    let mut failures = Vec::new();
    // Measured after each schema, and so also before the next.
    let mut before = yardstick();
    for (name, schema) in [chains(), multiplying(), wide(), strings_and_numbers(), deep()].concat() {
        let length = schema.len();
        let run = move || {
            let vocab = Vocab::bytes().unwrap();
            let mut built = None;
            let mut used = 0;
            let took = cpu_time(|| {
                let measured =
                    allocation_counter::measure(|| built = Some(Constraint::from_schema(&schema, &vocab).map(drop)));
                used = measured.bytes_max;
            });
            (took, yardstick(), used, built)
        };
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap();
        let (took, after, bytes, built) = thread.join().unwrap();
        let yardstick = before.max(after);
        before = after;
        if took > 50 * yardstick + Duration::from_secs(1) || bytes > 100 << 20 {
            failures.push(format!("{name} ({length} bytes): {took:?}, {yardstick:?}, {} MB, {built:?}", bytes >> 20));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What the limits are for is out of reach of what anyone writes.
#[test]
fn what_the_bars_name_is_enforced() {
    let (vocab, all) = (Vocab::bytes().unwrap(), [chains(), multiplying(), wide(), strings_and_numbers()].concat());
    for name in [
        "a chain of references",
        "references with lengths beside",
        "a chain of unions",
        "unions that double",
        "two objects that share 5,000 properties",
        "20,000 values",
        "a string of 2,000 characters",
        "multiples of 64",
        "multiples of 0.01",
    ] {
        let (_, schema) = all.iter().find(|(known, _)| *known == name).unwrap();
        let built = Constraint::from_schema(schema, &vocab);
        assert!(built.is_ok(), "{name}: {built:?}");
    }
}
